Feature: Tables of figures

  A table beside an article is an outline: each row is a scenario, and each sentence in it a claim.

  Scenario Outline: The votes of <district>
    Then in "districts", the Coderre of "<district>" was <Coderre>
    And in "districts", the Bergeron of "<district>" was <Bergeron>
    And in "districts", the Joly of "<district>" was <Joly>
    And in "districts", the winner of "<district>" was "<winner>"

    Examples:
      | district         | Coderre | Bergeron | Joly  | winner   |
      | Bois-de-Liesse   | 2,481   | 1,829    | 3,024 | Joly     |
      | Mile-End         | 1,734   | 4,782    | 2,514 | Bergeron |
      | DeLorimier       | 1,770   | 5,933    | 3,044 | Bergeron |
      | Ahuntsic         | 2,979   | 3,430    | 2,873 | Bergeron |
      | Saint-Édouard    | 1,827   | 6,408    | 2,815 | Bergeron |
      | Villeray         | 2,201   | 5,819    | 2,782 | Bergeron |
      | Marie-Clarac     | 6,591   | 1,085    | 1,435 | Coderre  |
      | Ovide-Clermont   | 6,229   | 780      | 1,051 | Coderre  |
      | Loyola           | 2,040   | 1,437    | 2,648 | Joly     |
      | Snowdon          | 1,548   | 1,503    | 1,636 | Joly     |
      | Peter-McGill     | 1,451   | 754      | 1,894 | Joly     |
      | Hochelaga        | 1,546   | 3,679    | 2,675 | Bergeron |
      | Sainte-Geneviève | 332     | 131      | 326   | Coderre  |
      | Robert-Bourassa  | 446     | 465      | 419   | Bergeron |
      | Tétreaultville   | 3,694   | 2,589    | 3,454 | Coderre  |
      | Parc-Extension   | 2,420   | 1,793    | 1,402 | Coderre  |

  Scenario Outline: The shares of <district>
    Then in "results", the "Coderre share" of "<district>" was <Coderre>
    And in "results", the "Bergeron share" of "<district>" was <Bergeron>
    And in "results", the "Joly share" of "<district>" was <Joly>

    Examples:
      | district       | Coderre | Bergeron | Joly  |
      | Bois-de-Liesse | 33.8%   | 24.9%    | 41.2% |
      | Mile-End       | 19.2%   | 53.0%    | 27.8% |
      | DeLorimier     | 16.5%   | 55.2%    | 28.3% |
      | Ahuntsic       | 32.1%   | 37.0%    | 31.0% |
      | Saint-Édouard  | 16.5%   | 58.0%    | 25.5% |
      | Villeray       | 20.4%   | 53.9%    | 25.8% |
      | Marie-Clarac   | 72.3%   | 11.9%    | 15.8% |
      | Ovide-Clermont | 77.3%   | 9.7%     | 13.0% |
      | All districts  | 38.2%   | 30.3%    | 31.5% |

  Scenario Outline: <district> has the <place> highest number of <candidate>
    Then in "districts", "<district>" has the <place> highest <candidate>

    Examples:
      | district                                        | place | candidate |
      | Marie-Clarac                                    | 1st   | Coderre   |
      | Ovide-Clermont                                  | 2nd   | Coderre   |
      | Rivière-des-Prairies                            | 3rd   | Coderre   |
      | La Pointe-aux-Prairies                          | 4th   | Coderre   |
      | Saint-Édouard                                   | 1st   | Bergeron  |
      | DeLorimier                                      | 2nd   | Bergeron  |
      | Villeray                                        | 3rd   | Bergeron  |
      | Étienne-Desmarteau                              | 4th   | Bergeron  |
      | Côte-de-Liesse                                  | 1st   | Joly      |
      | Sault-Saint-Louis                               | 2nd   | Joly      |
      | Saint-HenriPetite-BourgognePointe-Saint-Charles | 3rd   | Joly      |
      | Tétreaultville                                  | 4th   | Joly      |

  @expect:refuted
  Scenario Outline: <district> did not go to <loser>
    Then in "districts", the winner of "<district>" was "<loser>"

    Examples: who came second
      | district         | loser   |
      | Ahuntsic         | Coderre |
      | Snowdon          | Coderre |
      | Sainte-Geneviève | Joly    |
      | Robert-Bourassa  | Coderre |
      | Côte-de-Liesse   | Joly    |
