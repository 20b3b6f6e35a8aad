# language: ru
Функция: Тридцать лет дипломатических отношений
  В статье сказано, что в этом году исполняется тридцать лет дипломатическим отношениям России и Таджикистана.
  Отсчёт идёт с 8 апреля 1992 года. Ключевые слова здесь русские, а проверяемые предложения английские.

  Предыстория:
    Дано the article "tass-2022-06-28-dushanbe"

  Сценарий: Тридцатая годовщина приходится на 2022 год
    Тогда the claim "thirty-years" is supported
    И 2022 is the 30th anniversary of diplomatic relations between Russia and Tajikistan

  Сценарий: Порядок стран не важен
    Тогда 2022 is the 30th anniversary of diplomatic relations between Tajikistan and Russia

  Сценарий: Отношения начались 8 апреля 1992 года и не прерывались
    Тогда Russia came to have diplomatic relations with Tajikistan on 1992-04-08
    И Russia had diplomatic relations with Tajikistan from 1992-04-08 to 2022-06-28

  Сценарий: В день годовщины президенты обменялись телеграммами и поговорили по телефону
    Тогда Vladimir Putin exchanged messages with Emomali Rahmon by letter on 2022-04-08
    И Vladimir Putin spoke by phone with Emomali Rahmon on 2022-04-08

  @expect:refuted
  Структура сценария: Другая годовщина не подходит: <годовщина>
    Тогда 2022 is the <годовщина> anniversary of diplomatic relations between Russia and Tajikistan

    Примеры:
      | годовщина |
      | 25th      |
      | 29th      |
      | 31st      |

  @expect:not-enough-evidence
  Сценарий: О Туркменистане данных нет
    Тогда 2022 is the 30th anniversary of diplomatic relations between Russia and Turkmenistan
