Feature: Six telephone talks
  The article says that the presidents have had six telephone talks this year. Five can be found, and no list claims to hold
  them all. So six may be right. A checker who finds five says so, and neither confirms six nor denies it.

  Background:
    Given the article "tass-2022-06-28-dushanbe"

  @expect:not-enough-evidence
  Scenario: Six is not shown
    Given the statement "They have had six telephone talks this year."
    Then Vladimir Putin spoke by phone with Emomali Rahmon exactly 6 times so far this year
    And the count is at least 5
    And what is missing mentions "a complete list of phone calls"

  @expect:not-enough-evidence
  Scenario: Neither is exactly five
    Then Vladimir Putin spoke by phone with Emomali Rahmon exactly 5 times so far this year

  Scenario: At least five is as far as the evidence goes
    Then the claim "at-least-five-phone-calls" is supported
    And the evidence names the source "channel-one"
    And the evidence includes the row "c2022-05-13"

  @expect:refuted
  Scenario: Fewer than five is wrong
    Then Vladimir Putin spoke by phone with Emomali Rahmon fewer than 5 times so far this year
    And the correction is "Vladimir Putin spoke by phone with Emomali Rahmon at least 5 times so far this year"

  Scenario Outline: A call in 2022: <when>
    Then Vladimir Putin spoke by phone with Emomali Rahmon <when>

    Examples: Calls that have a day
      | when          |
      | on 2022-01-03 |
      | on 2022-01-10 |
      | on 2022-04-08 |
      | on 2022-05-13 |

    Examples: A call on one of two days
      | when                          |
      | from 2022-01-06 to 2022-01-07 |

  @expect:not-enough-evidence
  Scenario Outline: On which of the two days it was, nobody says: <day>
    Then Vladimir Putin spoke by phone with Emomali Rahmon on <day>

    Examples:
      | day        |
      | 2022-01-06 |
      | 2022-01-07 |
