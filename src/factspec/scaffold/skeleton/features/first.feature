# Scenarios check claims and state new ones. `factspec check` and `pytest` both run them.
Feature: The libraries of Northport

  Scenario: The structured claim is borne out
    Given the article "first-article"
    Then the claim "three-libraries" is supported
    And the evidence names the source "report-2024"

  Scenario: A claim stated here, with no Python and no YAML
    Then in "branches", exactly 2 rows have children "yes"

  @expect:refuted
  Scenario: A claim that should not come out
    Then in "branches", Hill has the highest visitors
