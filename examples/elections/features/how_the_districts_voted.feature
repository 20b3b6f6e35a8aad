Feature: How the districts voted

  Background:
    Given the article "how-the-districts-voted"

  Scenario: The votes are those of the table
    Then the claim "marie-clarac-votes" is supported
    And the evidence names the source "plotly"

  Scenario: Half is not most
    Then the claim "most-coderre" is refuted

  Scenario: The row of totals is counted unless it is left out
    Then in "results", exactly 30 rows have winner "Coderre"
    And in "results", exactly 29 rows with district not "All districts" have winner "Coderre"

  @expect:not-enough-evidence
  Scenario: A blank is no zero
    Given the statement "The row of all districts has number 0."
    Then in "results", the code of "All districts" was "0"
