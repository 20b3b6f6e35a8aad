Feature: F
  Scenario: S
    Then Ann met Ben in 2022
