"""Any text of words that rules look for: nothing breaks, and every draft reads back from the file that it is written to."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from factspec.documents import document
from factspec.draft.drafting import drafted
from factspec.draft.layout import claims_text
from factspec.problem import Problems
from factspec.stated import claims_file

from .made import grammar_of, text_of

WORDS = {
    "diplomacy": (
        "Putin Rahmon Vladimir China Moscow Tajikistan Russian Tajik president presidents leader two the The they "
        "He his It is was has had will met visited visiting spoke by phone in person offline on May may MAY 16 28 "
        "February Wednesday 2019 this year last month for second time twice six telephone talks visit trip foreign "
        "summit Caspian attended took part of leaders Azerbaijan Iran and , . ; : \" ' 's - ( ) ? not never when "
        "who which where 30th anniversary diplomatic relations between became member CSTO previous to since until "
        "from A said that sidelines jubilee counterpart 1st been both"
    ),
    "gapminder": (
        "Japan China India the population of GDP per person life expectancy was is had highest lowest listed Asian "
        "countries in 2007 1952 1.3 billion 82.6 years people rose fell from to by 34 % more than doubled nearly "
        "three times that , and . ; It its In came second last at"
    ),
    "montreal": "In Villeray Bergeron Coderre Joly had won 5,819 votes 15 districts of 58 The lead was 6 , . 58.0%",
    "speeches": 'Lincoln Washington George said never that "freedom" "a " " he He on November 19, 1863 In 1793 , : . told',
}


@st.composite
def texts(draw: st.DrawFn) -> tuple[str, str]:
    name = draw(st.sampled_from(sorted(WORDS)))
    words = st.one_of(st.sampled_from(WORDS[name].split()), st.text(max_size=3))
    return name, " ".join(draw(st.lists(words, min_size=1, max_size=40)))


@given(texts())
@example(("diplomacy", "\xad"))
@example(("diplomacy", "He met her. \xad\n\n\u200b"))
@settings(max_examples=150, deadline=None)
def test_whatever_stands_in_a_text_its_drafts_read_back(made: tuple[str, str]) -> None:
    name, body = made
    try:
        article = text_of(body)
    except Problems:
        return
    found = drafted(article, grammar_of(name))
    text = claims_text(article, found)
    entries = document(text, "claims.yaml").value["claims"] or []
    assert all(entry["draft"] is True for entry in entries)
    if found.drafts:
        read = claims_file(document(text, "claims.yaml"), article)
        assert [grammar_of(name).read(claim.says or "") for claim in read.claims] == [draft.claim for draft in found.drafts]
