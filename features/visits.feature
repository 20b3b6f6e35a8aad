Feature: Where the Russian president travelled
  The article counts foreign visits, looks back to China in February and to 2019, and ahead to Ashgabat on the day after.
  A journey may lead through several countries, so journeys and visits are counted apart.

  Background:
    Given the article "tass-2022-06-28-dushanbe"

  Rule: A journey abroad is counted once, however many countries it leads to

    Scenario: The journey to Dushanbe is the second of the year
      Given the statement "his second foreign visit"
      Then Vladimir Putin travelled abroad on 2022-06-28 for the 2nd time in 2022
      And Vladimir Putin travelled abroad exactly twice so far this year

    Scenario: The first led to China, in February
      Given the statement "In February, he visited China"
      Then Vladimir Putin travelled abroad in February 2022 for the 1st time in 2022
      And Vladimir Putin visited China in February 2022

    Scenario: By country there are three visits
      Then the claim "three-countries" is supported

  Rule: The journey goes on to Ashgabat

    Scenario: He stays in Dushanbe until Wednesday, and flies on
      Given the statement "will stay in Dushanbe until Wednesday morning, when he will fly to Ashgabat"
      Then Vladimir Putin's itinerary was Dushanbe from 2022-06-28 to 2022-06-29, then Ashgabat on 2022-06-29
      And the claim is a prediction
      And 2022-06-29 is a Wednesday

    Scenario: A day later the plan has come true
      Given the day of speaking is 2022-06-29
      Then Vladimir Putin's itinerary was Dushanbe from 2022-06-28 to 2022-06-29, then Ashgabat on 2022-06-29
      And Vladimir Putin visited Dushanbe in June 2022 before Vladimir Putin visited Ashgabat in June 2022

    @expect:refuted
    Scenario: It does not go the other way round
      Then Vladimir Putin's itinerary was Ashgabat on 2022-06-28, then Dushanbe on 2022-06-29

  Rule: The visits before these were in 2019

    Scenario Outline: The previous visit to <country>
      Given the statement "Putin’s previous visits to Tajikistan and Turkmenistan took place in 2019."
      Then before 2022-06-28, Vladimir Putin last visited <country> in 2019

      Examples:
        | country      |
        | Tajikistan   |
        | Turkmenistan |

    Scenario: To Turkmenistan it was the one of October
      Then before 2022-06-28, Vladimir Putin last visited Turkmenistan in October 2019

    @expect:not-enough-evidence
    Scenario: To Tajikistan he came in June 2019, and nobody says whether again that year
      Then before 2022-06-28, Vladimir Putin last visited Tajikistan in June 2019

    Scenario: In between he visited neither
      Then Vladimir Putin visited Tajikistan 0 times from 2020-01-01 to 2022-06-27
      And Vladimir Putin visited Turkmenistan 0 times from 2020-01-01 to 2022-06-28
