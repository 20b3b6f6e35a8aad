Feature: The Caspian summit
  On 28 June the summit of the Caspian five lay a day ahead. The article names its day, its place and its countries.
  Written as a plan, it can be held against what came of it: such a result is marked as a prediction.

  Background:
    Given the article "tass-2022-06-28-dushanbe"

  Scenario: The summit was held in Ashgabat on Wednesday, 29 June
    Given the statement "scheduled for June 29"
    Then Vladimir Putin attended "Sixth Caspian Summit" in person in Ashgabat on 2022-06-29
    And the claim is a prediction
    And 2022-06-29 is a Wednesday

  Scenario: Five countries took part, and no other
    Given the statement "Azerbaijan, Iran, Kazakhstan, Russia, and Turkmenistan"
    Then the countries at "Sixth Caspian Summit" were exactly Azerbaijan, Iran, Kazakhstan, Russia and Turkmenistan
    And there were exactly 5 members of "Caspian Five" on 2022-06-29

  Scenario: Their leaders came
    Then the claim "five-leaders-at-the-summit" is supported
    And the evidence names the source "kremlin"

  @expect:refuted
  Scenario Outline: <country> is no Caspian state
    Then the countries at "Sixth Caspian Summit" included <country>

    Examples:
      | country    |
      | Tajikistan |
      | Armenia    |

  Rule: It is the first summit in person abroad, but not the first summit in person

    Scenario: Abroad it is the first of the year
      Given the statement "It is Putin’s first trip to a multilateral offline summit this year"
      Then Vladimir Putin attended a summit in person outside Russia on 2022-06-29 for the 1st time in 2022
      And the claim is a prediction

    Scenario: In Moscow there had been one on 16 May
      Given the statement "the jubilee summit of the Collective Security Treaty Organization (CSTO)"
      Then Vladimir Putin attended "CSTO jubilee summit" in person in Moscow on 2022-05-16
      And Emomali Rahmon attended "CSTO jubilee summit" in person in Moscow on 2022-05-16
      And the countries at "CSTO jubilee summit" were exactly Armenia, Belarus, Kazakhstan, Kyrgyzstan, Russia and Tajikistan

    @expect:refuted
    Scenario: So it is not the first at all
      Then Vladimir Putin attended a summit in person on 2022-06-29 for the 1st time in 2022

    Scenario: Summits on a screen do not count
      Then Vladimir Putin attended a summit by video at least twice so far this year
      And Vladimir Putin attended a summit in person outside Russia 0 times so far this year
