Feature: Words and speakers

  Scenario Outline: Lincoln at Gettysburg: <words>
    Then Abraham Lincoln said "<words>" on 1863-11-19

    Examples:
      | words                                            |
      | conceived in Liberty                             |
      | Now we are engaged in a great civil war          |
      | far above our poor power to add or detract       |
      | It is for us the living                          |

  @expect:refuted
  Scenario: A word changed
    Then Abraham Lincoln said "engaged in a terrible civil war" on 1863-11-19
    And the correction is "Abraham Lincoln said "engaged in a great civil war" on 1863-11-19"
