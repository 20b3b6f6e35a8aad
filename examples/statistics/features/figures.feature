Feature: Figures of half a century
  A table of figures is one outline: a row for each.

  Scenario Outline: <country> had <people> million people in <year>
    Then the population of <country> in <year> was <people> million people

    Examples:
      | country       | year | people |
      | Japan         | 1952 | 86.5   |
      | Japan         | 2007 | 127.5  |
      | China         | 1952 | 556.3  |
      | China         | 2007 | 1,318.7 |
      | India         | 1952 | 372.0  |
      | India         | 2007 | 1,110.4 |
      | Brazil        | 1952 | 56.6   |
      | Brazil        | 2007 | 190.0  |
      | United States | 1952 | 157.6  |
      | United States | 2007 | 301.1  |
      | Nigeria       | 2007 | 135.0  |
      | Germany       | 2007 | 82.4   |

  Scenario Outline: life expectancy in <country> moved by <years> years
    Then life expectancy in <country> <moved> by <years> years from <from> to <to>

    Examples:
      | country  | moved | years | from | to   |
      | Japan    | rose  | 13.9  | 1962 | 2007 |
      | Vietnam  | rose  | 33.8  | 1952 | 2007 |
      | Rwanda   | fell  | 19.4  | 1962 | 1992 |
      | Zimbabwe | fell  | 20.4  | 1992 | 2002 |

  @expect:refuted
  Scenario: The longest lives of all were not lived in Iceland
    Then the life expectancy of Iceland in 2007 was higher than that of Japan

  Scenario: Several statements at once
    Then these hold:
      | Norway had the highest GDP per person among countries in the European panel in 2007 |
      | the population of Kuwait was multiplied by 15.7 from 1952 to 2007                   |
      | Botswana's life expectancy was 50.7 years in 2007                                  |
