Feature: How the world grew older and richer

  Background:
    Given the article "older-and-richer"

  Scenario: The numbers come from one origin
    Then the claim "japan-2007" is supported
    And the evidence names the source "gapminder"
    And the verdict rests on at least 1 independent origin

  Scenario: Fifteen years are too many
    Then the claim "japan-15-years" is refuted
    And the evidence includes the row "japan life-expectancy 1962"

  @expect:not-enough-evidence
  Scenario: A continent is more than its panel
    Given the statement "Japan had the highest life expectancy in Asia in 2007."
    Then Japan had the highest life expectancy in Asia in 2007

  Scenario: A sum is a sum
    Then the population of the African panel in 2007 was exactly 929,539,692 people
    And the evidence names the source "sums"
