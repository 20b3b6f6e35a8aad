Feature: Two presidents at one table
  The article reports talks in Dushanbe and calls them the second meeting in person of 2022, after one in Moscow on 16 May.
  That the meetings took place is easy to show. That there was no other needs somebody who says so.

  Background:
    Given the article "tass-2022-06-28-dushanbe"

  Scenario: The talks in Dushanbe were held as reported
    Then the claim "talks-in-dushanbe" is supported
    And the evidence names the source "kremlin"

  Scenario: They sat in one room
    Given the statement "offline meeting between the two presidents"
    Then Vladimir Putin met Emomali Rahmon in person in Dushanbe on 2022-06-28

  Scenario: The talks before these were in Moscow, on 16 May
    Given the statement "they had talks in Moscow on May 16"
    Then Vladimir Putin met Emomali Rahmon in person in Moscow on 2022-05-16
    And before 2022-06-28, Vladimir Putin last met Emomali Rahmon in person on 2022-05-16

  Scenario: So the talks in Dushanbe are the second of the year
    Then the claim "second-meeting-in-person" is supported
    And Vladimir Putin met Emomali Rahmon in person exactly twice so far this year

  Scenario: Who says that there was no other? The briefing that the article itself rests on
    Then the claim "second-meeting-in-person" is supported
    But the verdict rests on the article's own origin alone

  @expect:refuted
  Scenario: They are not the first of the year
    Then Vladimir Putin met Emomali Rahmon in person on 2022-06-28 for the 1st time in 2022

  Scenario Outline: In <city> it was the first meeting of the year
    Then Vladimir Putin met Emomali Rahmon in person in <city> on <day> for the 1st time in 2022

    Examples:
      | city     | day        |
      | Moscow   | 2022-05-16 |
      | Dushanbe | 2022-06-28 |

  Scenario: Both held the office that the article gives them
    Then the claim "counterparts" is supported
    And these hold:
      | Vladimir Putin was president of Russia on 2022-06-28     |
      | Emomali Rahmon was president of Tajikistan on 2022-06-28 |

  @expect:refuted
  Scenario: Nobody else was president of Tajikistan that day
    Then Vladimir Putin was president of Tajikistan on 2022-06-28

  Scenario: The dateline is where and when it says
    Given the statement "DUSHANBE, June 28."
    Then the dateline is Dushanbe on 2022-06-28, a Tuesday, with Vladimir Putin and Emomali Rahmon there
