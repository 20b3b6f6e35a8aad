Feature: Traps for a hasty checker
  Sources contradict each other, words have two meanings, and a screen is no room. Each scenario is one trap.

  Background:
    Given the article "tass-2022-06-28-dushanbe"

  Rule: One outlet alone does not outweigh those who know better

    @expect:refuted
    Scenario: A third meeting, on 9 May, is one outlet's slip of a year
      Then Vladimir Putin met Emomali Rahmon in person on 2022-05-09
      And the evidence names the source "Meduza via ukrainetoday.org"

    @expect:refuted
    Scenario: With it, the talks in Dushanbe would be the third
      Then Vladimir Putin met Emomali Rahmon in person on 2022-06-28 for the 3rd time in 2022
      And the correction is "Vladimir Putin met Emomali Rahmon in person on 2022-06-28 for the 2nd time in 2022"

    @expect:refuted
    Scenario: One outlet has the Caspian summit a day early
      Then Vladimir Putin attended "Sixth Caspian Summit" on 2022-06-28
      And the correction is "Vladimir Putin attended "Sixth Caspian Summit" on 2022-06-29"

    @expect:refuted
    Scenario: Another has the Tajik president at it
      Then the participants of "Sixth Caspian Summit" included Emomali Rahmon

    @expect:refuted
    Scenario: A third has him in office since 2002
      Then Emomali Rahmon became president of Tajikistan in 2002

    @expect:conflicting-evidence
    Scenario: Whether he was still in Beijing on 5 February, sources do not agree
      Then Vladimir Putin visited China on 2022-02-05
      And what is missing mentions "americanpost.news"

  Rule: A summit by video is no visit

    Scenario: In September 2021 he joined two summits in Dushanbe by video
      Then Vladimir Putin attended a summit by video in Tajikistan on 2021-09-16
      And Vladimir Putin attended a summit by video in Tajikistan on 2021-09-17

    @expect:refuted
    Scenario: In September 2021 he did not go to Tajikistan
      Then Vladimir Putin visited Tajikistan in September 2021

    Scenario: In September 2021 he did not leave Russia
      Then it is not true that Vladimir Putin travelled abroad in September 2021

  Rule: What stands side by side in a sentence need not have happened side by side

    Scenario: China hosted both games
      Given the statement "which hosted the Olympic and Paralympic Games"
      Then China hosted "2022 Winter Olympic Games" in February 2022
      And China hosted "2022 Winter Paralympic Games" in March 2022

    @expect:refuted
    Scenario: China did not host both in February
      Then this holds:
        """
        all of these are true:
        China hosted "2022 Winter Olympic Games" in February 2022;
        China hosted "2022 Winter Paralympic Games" in February 2022
        """

    @expect:refuted
    Scenario: A trip to two countries is not two trips
      Then Vladimir Putin travelled abroad exactly 3 times from 2022-01-01 to 2022-06-28

  Rule: A plan is no event

    Scenario: A visit to Grodno was announced
      Then Vladimir Putin planned to visit Grodno on 2022-06-30

    Scenario: A visit to Dushanbe was announced in 2021, and not made
      Then Vladimir Putin planned to visit Dushanbe in September 2021
      And it is not true that Vladimir Putin visited Dushanbe in September 2021
