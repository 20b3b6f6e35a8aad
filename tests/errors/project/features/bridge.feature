Feature: The bridge

  Background:
    Given the article "bridge"

  @town
  Scenario: The structured claim
    Then the claim "opened" is supported
    And the evidence names the source "herald"
    And the evidence includes the row "o1"
    And the verdict rests on at least 2 independent origins

  @expect:refuted
  Scenario: Stated here
    Given the statement "She opened one thing in March."
    Given the day of speaking is 2024-04-03
    Then Ada Berg opened Northport on 2024-03-15

  Scenario: Counted
    Then Ada Berg opened East Bridge exactly 1 time in March 2024
    And the count is exactly 1

  Scenario: In a doc string
    Then this holds:
      """
      2024-03-01 is a Friday
      """

  Scenario Outline: Buses
    Then in "buses", the people of "<bus>" was <people>

    Examples:
      | bus   | people |
      | Bus 7 | 1200   |
      | Bus 9 | 800    |
