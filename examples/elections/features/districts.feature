Feature: Votes by district
  A table of figures is one outline: a row for each.

  Scenario Outline: <candidate> had <votes> votes in <district>
    Then in "districts", the <candidate> of "<district>" was <votes>

    Examples:
      | district            | candidate | votes |
      | Ahuntsic            | Coderre   | 2,979 |
      | Ahuntsic            | Bergeron  | 3,430 |
      | Ahuntsic            | Joly      | 2,873 |
      | Mile-End            | Coderre   | 1,734 |
      | Mile-End            | Bergeron  | 4,782 |
      | Mile-End            | Joly      | 2,514 |
      | Villeray            | Bergeron  | 5,819 |
      | Peter-McGill        | Joly      | 1,894 |
      | Marie-Clarac        | Coderre   | 6,591 |
      | Notre-Dame-de-Grâce | Joly      | 3,262 |

  Scenario Outline: <winner> carried <number> districts
    Then in "districts", exactly <number> rows have winner "<winner>"

    Examples:
      | winner   | number |
      | Coderre  | 29     |
      | Bergeron | 15     |
      | Joly     | 14     |

  @expect:refuted
  Scenario: Nobody had a majority anywhere
    Then in "districts", none of the rows have result "majority"
