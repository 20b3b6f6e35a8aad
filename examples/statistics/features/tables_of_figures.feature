Feature: Tables of figures

  A table beside an article is an outline: each row is a claim, and a test of its own.

  Scenario Outline: Life expectancy in <country> in <year>
    Then life expectancy in <country> was <years> years in <year>

    Examples:
      | country  | year | years |
      | Japan    | 1952 | 63.0  |
      | Japan    | 1977 | 75.4  |
      | Japan    | 2007 | 82.6  |
      | Iceland  | 1952 | 72.5  |
      | Iceland  | 1977 | 76.1  |
      | Iceland  | 2007 | 81.8  |
      | Canada   | 1952 | 68.8  |
      | Canada   | 1977 | 74.2  |
      | Canada   | 2007 | 80.7  |
      | Mexico   | 1952 | 50.8  |
      | Mexico   | 1977 | 65.0  |
      | Mexico   | 2007 | 76.2  |
      | Egypt    | 1952 | 41.9  |
      | Egypt    | 1977 | 53.3  |
      | Egypt    | 2007 | 71.3  |
      | India    | 1952 | 37.4  |
      | India    | 1977 | 54.2  |
      | India    | 2007 | 64.7  |
      | Haiti    | 1952 | 37.6  |
      | Haiti    | 1977 | 49.9  |
      | Haiti    | 2007 | 60.9  |
      | Rwanda   | 1952 | 40.0  |
      | Rwanda   | 1977 | 45.0  |
      | Rwanda   | 2007 | 46.2  |
      | Zimbabwe | 1952 | 48.5  |
      | Zimbabwe | 1977 | 57.7  |
      | Zimbabwe | 2007 | 43.5  |
      | Vietnam  | 1952 | 40.4  |
      | Vietnam  | 1977 | 55.8  |
      | Vietnam  | 2007 | 74.2  |

  Scenario Outline: The people of <country> in 2007
    Then the population of <country> in 2007 was <million> million people

    Examples:
      | country     | million |
      | Nigeria     | 135.0   |
      | Brazil      | 190.0   |
      | Mexico      | 108.7   |
      | Germany     | 82.4    |
      | Turkey      | 71.2    |
      | Egypt       | 80.3    |
      | Kenya       | 35.6    |
      | Britain     | 60.8    |
      | South Korea | 49.0    |
      | New Zealand | 4.1     |

  Scenario Outline: <country> has the <place> highest <measure>
    Then <country> had the <place> highest <measure> among listed <continent> countries in 2007

    Examples:
      | country           | place | measure        | continent |
      | China             | 1st   | population     | Asian     |
      | India             | 2nd   | population     | Asian     |
      | Indonesia         | 3rd   | population     | Asian     |
      | United States     | 1st   | population     | American  |
      | Brazil            | 2nd   | population     | American  |
      | Mexico            | 3rd   | population     | American  |
      | Germany           | 1st   | population     | European  |
      | Turkey            | 2nd   | population     | European  |
      | France            | 3rd   | population     | European  |
      | Nigeria           | 1st   | population     | African   |
      | Egypt             | 2nd   | population     | African   |
      | Ethiopia          | 3rd   | population     | African   |
      | Kuwait            | 1st   | GDP per person | Asian     |
      | Singapore         | 2nd   | GDP per person | Asian     |
      | Hong Kong         | 3rd   | GDP per person | Asian     |
      | United States     | 1st   | GDP per person | American  |
      | Canada            | 2nd   | GDP per person | American  |
      | Puerto Rico       | 3rd   | GDP per person | American  |
      | Norway            | 1st   | GDP per person | European  |
      | Ireland           | 2nd   | GDP per person | European  |
      | Switzerland       | 3rd   | GDP per person | European  |
      | Gabon             | 1st   | GDP per person | African   |
      | Botswana          | 2nd   | GDP per person | African   |
      | Equatorial Guinea | 3rd   | GDP per person | African   |

  @expect:refuted
  Scenario Outline: The figure of <year> is not that of <other>
    Then life expectancy in Zimbabwe was <years> years in <other>

    Examples: a figure taken from the row beside it
      | year | years | other |
      | 1982 | 60.4  | 1987  |
      | 1987 | 62.4  | 1992  |
      | 1992 | 60.4  | 1997  |
      | 1997 | 46.8  | 2002  |
      | 2002 | 40.0  | 2007  |

  @expect:not-enough-evidence
  Scenario Outline: Nothing is known of <year>
    Then the population of Japan in <year> was about 127 million people

    Examples: years between two counts, and after the last
      | year |
      | 2003 |
      | 2005 |
      | 2010 |
