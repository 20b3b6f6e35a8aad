Feature: What was to be discussed
  The article lists topics. A day before the visit the Kremlin's aide Yury Ushakov had named them to reporters: that can be
  checked. Whether the presidents then spoke of them is another matter, and no scenario here claims that they did.

  Background:
    Given the article "tass-2022-06-28-dushanbe"

  Scenario Outline: The article's "<words>" was announced
    Given the statement "<words>"
    Then Yury Ushakov announced "<topic>" ahead of 2022-06-28
    But the verdict rests on the article's own origin alone

    Examples: Cooperation
      | words                     | topic                                 |
      | trade-and-economic        | trade and economic cooperation        |
      | military-technical        | military-technical cooperation        |
      | cultural-and-humanitarian | cultural and humanitarian cooperation |
      | migration                 | migration                             |
      | strategic partnership     | strategic partnership and allied ties |

    Examples: Security
      | words                        | topic                                     |
      | the situation in Afghanistan | Afghanistan                               |
      | Tajikistan’s border security | border security of Tajikistan             |
      | to prevent infiltration      | infiltration of radicals from Afghanistan |
      | issues of defense            | defence construction                      |

  @expect:not-enough-evidence
  Scenario: A topic that the briefing did not name is neither shown nor denied
    Then Yury Ushakov announced "the price of gas" ahead of 2022-06-28

  @expect:not-enough-evidence
  Scenario: The briefing was one day before the visit, not two
    Then Yury Ushakov announced "Afghanistan" ahead of 2022-06-27
