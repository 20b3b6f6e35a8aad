"""Quotations checked from sentence to result: reasons, near misses, what is missing, corrections, clocks, accounts."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest
from tests.judge.quotations import case, question

from factspec.article import article
from factspec.check import Checker, Settings
from factspec.engine.execute import Engine
from factspec.reference.package import reference_of
from factspec.report.model import Location, Result
from factspec.stated import Stated
from factspec.variants import slips
from factspec.verdict import Verdict

Rows = list[dict[str, str]]
SPOKE = "The harbour will open in the spring, and nobody shall pay for it. We can not promise sun."
OWN = article(
    "---\ntitle: T\npublisher: P\npublished: 2022-06-20\norigin: office\n---\nAda spoke.\n", Path("claims/own/article.md")
)


def source(name: str, published: str = "2022-06-15", origin: str = "") -> dict[str, str]:
    return {"id": name, "publisher": name.upper(), "title": name, "url": f"https://{name}.example", "published": published, "origin": origin}  # fmt: skip  # noqa: E501


def quotation(name: str, date: str, text: str = SPOKE, speaker: str = "ada", sources: str = "s") -> dict[str, str]:
    return {"id": name, "speaker": speaker, "date": date, "text": text, "sources": sources}


def whole(period: str = "", participants: str = "ada", sources: str = "s") -> dict[str, str]:
    return {"table": "quotes", "participants": participants, "period": period, "sources": sources}


def checker(quotes: Rows, completeness: Rows = [], settings: Settings = Settings(), **more: Rows) -> Checker:  # noqa: B006, B008
    tables = {
        "sources": [source("s"), source("t"), source("late", "2022-07-01"), source("some", "2022")],
        "entities": [{"id": name.lower(), "type": "person", "name": name} for name in ("Ada", "Bruno", "Chen")],
        "quotes": quotes,
        "completeness": completeness,
        **more,
    }
    return Checker(reference_of({name: rows for name, rows in tables.items() if rows}), settings=settings)


def result(made: Checker, says: str, as_of: str = "2022-12-31") -> Result:
    stated = Stated("own/a", says, None, Location(path="", line=1), article=OWN, as_of=as_of)
    return made.results([stated])[0]


ON_JUNE_1 = checker([quotation("q", "2022-06-01")], [whole("2022-06-01")])


def test_recorded_words_are_supported_by_their_row() -> None:
    found = result(ON_JUNE_1, 'Ada said "nobody shall pay for it" on 2022-06-01')
    assert (found.verdict, found.because) == (Verdict.SUPPORTED, "recorded of Ada, 2022-06-01")
    assert [(row.table, row.row, row.match, row.sources) for row in found.evidence] == [("quotes", "q", "certain", ("s",))]
    assert (found.missing, found.correction, found.wording) == ((), None, ())


def test_altered_words_are_refuted_where_the_record_is_complete_and_shown_word_by_word() -> None:
    found = result(ON_JUNE_1, 'Ada said "The harbour will open in the autumn, and nobody shall pay for it." on 2022-06-01')
    assert found.verdict is Verdict.REFUTED
    passage = "The harbour will open in the spring, and nobody shall pay for it"
    assert found.because == (
        f"recorded of Ada, 2022-06-01: “{passage}”; the claim has “autumn,” for “spring,”; the record is complete on 2022-06-01"
    )
    assert [(run.text, run.change) for run in found.wording] == [
        ("The harbour will open in the", "same"),
        ("spring,", "recorded"), ("autumn,", "claimed"), ("and nobody shall pay for it", "same"),
    ]  # fmt: skip
    assert found.correction == f'Ada said "{passage}" on 2022-06-01'
    assert [(row.match, row.why) for row in found.evidence] == [("none", f"other words: “{passage}”")]
    assert [statement.says for statement in found.completeness] == ["all words recorded of Ada on 2022-06-01"]


def test_a_negation_left_out_is_told() -> None:
    found = result(ON_JUNE_1, 'Ada said "We can promise sun" on 2022-06-01')
    assert found.verdict is Verdict.REFUTED
    assert "the claim leaves out “not”" in found.because


def test_unlike_words_are_told_to_be_unlike() -> None:
    found = result(ON_JUNE_1, 'Ada said "cheese and onions" on 2022-06-01')
    assert found.because == "no words like these are recorded of Ada; the record is complete on 2022-06-01"
    assert (found.verdict, found.correction, found.evidence) == (Verdict.REFUTED, None, ())


@pytest.mark.parametrize(
    ("says", "missing"),
    [
        ('Ada said "cheese" on 2022-06-02', "a complete record of what Ada said on 2022-06-02"),
        ('Ada said "cheese" in June 2022', "a complete record of what Ada said from 2022-06-02 to 2022-06-30"),
        ('Ada said "cheese"', "a complete record of what Ada said up to 2022-12-31"),
        ('Bruno said "cheese" on 2022-06-01', "a complete record of what Bruno said on 2022-06-01"),
    ],
)
def test_silence_is_no_proof(says: str, missing: str) -> None:
    found = result(checker([quotation("q", "2022-06-01")], [whole("2022-06-01")]), says)
    assert (found.verdict, found.missing) == (Verdict.NOT_ENOUGH, (missing,))


def test_words_of_another_speaker_are_a_near_miss_and_the_correction_offers_that_speaker() -> None:
    made = checker(
        [quotation("q", "2022-06-01"), quotation("r", "2022-06-01", "Good day.", "bruno")], [whole("2022-06-01", "bruno")]
    )
    found = result(made, 'Bruno said "nobody shall pay for it" on 2022-06-01')
    assert found.verdict is Verdict.REFUTED
    assert [(row.match, row.why) for row in found.evidence] == [("none", "said by Ada")]
    assert found.correction == 'Ada said "nobody shall pay for it" on 2022-06-01'
    assert "these words are recorded of Ada, 2022-06-01" in found.because


def test_words_of_another_day_are_a_near_miss_and_the_correction_offers_that_day() -> None:
    found = result(checker([quotation("q", "2022-06-01")], [whole("2022-06-02")]), 'Ada said "nobody shall pay" on 2022-06-02')
    assert found.verdict is Verdict.REFUTED
    assert found.because == "Ada is recorded with these words on another date, 2022-06-01; the record is complete on 2022-06-02"
    assert [(row.match, row.why) for row in found.evidence] == [("none", "its date: not on 2022-06-02")]
    assert found.correction == 'Ada said "nobody shall pay" on 2022-06-01'


def test_words_altered_from_another_speaker_are_shown_where_the_own_have_none_like_them() -> None:
    found = result(ON_JUNE_1, 'Bruno said "nobody will pay for it" on 2022-06-01')
    assert found.because.startswith(
        "recorded of Ada, 2022-06-01: “nobody shall pay for it”; the claim has “will” for “shall”; nothing says"
    )
    assert found.correction is None


@pytest.mark.parametrize(
    ("date", "says", "verdict"),
    [
        ("2022-06", 'Ada said "promise sun" in June 2022', Verdict.SUPPORTED),
        ("2022-06", 'Ada said "promise sun" on 2022-06-01', Verdict.NOT_ENOUGH),
        ("2022-06", 'Ada said "promise sun"', Verdict.SUPPORTED),
        ("2022-06", 'Ada said "promise sun" in July 2022', Verdict.REFUTED),
        ("[2022-05-31..2022-06-01]", 'Ada said "promise sun" on 2022-06-01', Verdict.NOT_ENOUGH),
        ("2022-06-01?", 'Ada said "promise sun" on 2022-06-01', Verdict.NOT_ENOUGH),
        ("2022-06-01/2022-06-03", 'Ada said "promise sun" on 2022-06-02', Verdict.SUPPORTED),
    ],
)
def test_a_date_that_leaves_it_open_supports_nothing(date: str, says: str, verdict: Verdict) -> None:
    found = result(checker([quotation("q", date)], [whole()]), says)
    assert found.verdict is verdict
    if verdict is Verdict.NOT_ENOUGH:
        told = date.strip("[]").replace("..", " or ")
        assert found.because == f"recorded of Ada, {told}, which leaves it open"
        assert [row.match for row in found.evidence] == ["possible"]
        assert len(found.missing) == 1
        assert found.missing[0].startswith("for q (Ada, ")
        assert found.missing[0].endswith(": the day")


def test_a_quotation_of_a_day_to_come_is_a_prediction() -> None:
    assert result(ON_JUNE_1, 'Ada said "promise sun" on 2023-01-01').prediction
    assert not result(ON_JUNE_1, 'Ada said "promise sun" in 2022', as_of="2022-06-30").prediction
    assert result(ON_JUNE_1, 'Ada said "promise sun"', as_of="2022-05-30").verdict is Verdict.NOT_ENOUGH


@pytest.mark.parametrize(
    ("published", "verdict", "match"),
    [("s", Verdict.SUPPORTED, ["certain"]), ("some", Verdict.NOT_ENOUGH, ["possible"]), ("late", Verdict.NOT_ENOUGH, [])],
)
def test_what_was_not_published_by_then_is_not_known(published: str, verdict: Verdict, match: list[str]) -> None:
    made = checker([quotation("q", "2022-06-01", sources=published)], settings=Settings(known_by="2022-06-20"))
    found = result(made, 'Ada said "promise sun" on 2022-06-01', as_of="2022-06-20")
    assert (found.verdict, [row.match for row in found.evidence]) == (verdict, match)
    if published == "some":
        assert found.missing[-1].endswith("whether it had been published")


def dispute(field: str, value: str, accepted: str = "", row: str = "q") -> dict[str, str]:
    return {"table": "quotes", "row": row, "field": field, "value": value, "source": "t", "accepted": accepted}


@pytest.mark.parametrize(
    ("field", "value", "says", "by_other"),
    [
        ("text", SPOKE.replace("spring", "autumn"), 'Ada said "open in the spring" on 2022-06-01', Verdict.REFUTED),
        ("text", SPOKE.replace("spring", "autumn"), 'Ada said "open in the autumn" on 2022-06-01', Verdict.SUPPORTED),
        ("speaker", "bruno", 'Ada said "promise sun" on 2022-06-01', Verdict.REFUTED),
        ("speaker", "bruno", 'Bruno said "promise sun" on 2022-06-01', Verdict.SUPPORTED),
        ("date", "2022-06-02", 'Ada said "promise sun" on 2022-06-01', Verdict.REFUTED),
        ("date", "2022-06-02", 'Ada said "promise sun" on 2022-06-02', Verdict.SUPPORTED),
        ("exists", "false", 'Ada said "promise sun" on 2022-06-01', Verdict.REFUTED),
    ],
)
def test_a_source_that_has_it_otherwise_conflicts_where_that_is_open(
    field: str, value: str, says: str, by_other: Verdict
) -> None:
    opposite = Verdict.SUPPORTED if by_other is Verdict.REFUTED else Verdict.REFUTED
    wanted = {"": Verdict.CONFLICTING, "true": by_other, "false": opposite}
    for accepted, verdict in wanted.items():
        made = checker([quotation("q", "2022-06-01")], [whole("2022", "")], disagreements=[dispute(field, value, accepted)])
        found = result(made, says)
        assert (found.verdict, len(found.disagreements)) == (verdict, 1), accepted
        assert [account.source for account in found.accounts] == ([] if accepted else ["reference", "t"])


def test_a_dispute_about_another_speaker_is_not_shown() -> None:
    quotes = [quotation("q", "2022-06-01"), quotation("r", "2022-06-01", "Good day.", "bruno")]
    made = checker(quotes, disagreements=[dispute("text", "Good night.", row="r")])
    found = result(made, 'Ada said "promise sun" on 2022-06-01')
    assert (found.verdict, found.accounts, found.disagreements) == (Verdict.SUPPORTED, (), ())


def test_a_quotation_known_from_the_articles_own_origin_alone_says_so() -> None:
    sources = [source("s", origin="office"), source("t", origin="office")]
    made = checker([quotation("q", "2022-06-01", sources="s|t")], sources=sources)
    found = result(made, 'Ada said "promise sun" on 2022-06-01')
    assert (found.origins.count, found.origins.self_sourced) == (1, True)


def test_a_refutation_rests_on_each_statement_that_is_needed_and_on_no_other() -> None:
    statements = [
        whole("2022-06-01", sources="s"),
        whole("2022-06-02", "ada|bruno", "t"),
        whole("2022-06-02/2022-06-02", "chen", "late"),
    ]
    found = result(checker([quotation("q", "2022-06-01")], statements), 'Ada said "cheese" from 2022-06-01 to 2022-06-02')
    assert found.verdict is Verdict.REFUTED
    assert [statement.sources for statement in found.completeness] == [("s",), ("t",)]
    assert found.origins.count == 1  # neither is borne out by two


@pytest.mark.parametrize(("cell", "value"), [("mode", "video"), ("place", "hall")])
def test_a_statement_about_a_part_of_what_was_said_does_not_make_the_record_whole(cell: str, value: str) -> None:
    entities = [{"id": "ada", "type": "person", "name": "Ada"}, {"id": "hall", "type": "place", "name": "Hall"}]
    made = checker([quotation("q", "2022-06-01")], [{**whole("2022"), cell: value}], entities=entities)
    assert result(made, 'Ada said "cheese" on 2022-06-01').verdict is Verdict.NOT_ENOUGH


def test_what_is_missing_settles_the_question_once_it_is_there() -> None:
    tried = 0
    for seed in range(400, 460):
        rng = random.Random(seed)
        made = case(rng)
        questions = [question(rng, made) for _ in range(6)]
        for asked, answer in zip(questions, Engine(reference_of(made.tables())).answers(questions), strict=True):
            if answer.verdict is not Verdict.NOT_ENOUGH or answer.accounts:
                continue
            tables = made.tables()
            for lack in answer.lacks:
                if lack.completeness:
                    tables.setdefault("completeness", []).append({**dict(lack.completeness), "sources": "s"})
                if lack.row:
                    row = next(row for row in tables["quotes"] if row["id"] == lack.row[1])
                    row["date"] = rng.choice([f"2022-01-0{day}" for day in range(1, 6)])
            tried += 1
            settled = Engine(reference_of(tables)).answers([asked])[0]
            assert settled.verdict is not Verdict.NOT_ENOUGH or made.dispute, (seed, asked, answer.lacks)
    assert tried > 50


def test_slips_of_a_quotation_that_its_record_covers_are_refuted() -> None:
    claim = ON_JUNE_1.grammar.read('Ada said "We can not promise sun" on 2022-06-01')
    sentences = {ON_JUNE_1.grammar.write(slip) for field, slip in slips(claim, ON_JUNE_1.grammar) if field == "words"}
    for words in ("We can promise sun", "We can not sun", "can We not promise sun", "not We can not promise sun"):
        assert f'Ada said "{words}" on 2022-06-01' in sentences
    verdicts = {says: result(ON_JUNE_1, says).verdict for says in sentences}
    ends = {f'Ada said "{words}" on 2022-06-01' for words in ("can not promise sun", "We can not promise")}
    assert {says for says, verdict in verdicts.items() if verdict is not Verdict.REFUTED} == ends


def test_corrections_of_altered_quotations_are_supported() -> None:
    offered = 0
    words = SPOKE.split()
    for seed in range(60):
        rng = random.Random(seed)
        start = rng.randrange(len(words) - 5)
        claimed = words[start : start + rng.randint(4, 9)]
        claimed[rng.randrange(len(claimed))] = rng.choice(["never", "bells", "openly"])
        found = result(ON_JUNE_1, f'Ada said "{" ".join(claimed)}" on 2022-06-01')
        assert found.verdict is Verdict.REFUTED
        if found.correction:
            offered += 1
            assert result(ON_JUNE_1, found.correction).verdict is Verdict.SUPPORTED, found.correction
    assert offered > 50


def test_thousands_of_quotations_and_a_text_of_a_million_characters_are_checked_in_seconds() -> None:
    rng = random.Random(5)
    known = ["".join(rng.choice("abcdefgh") for _ in range(rng.randint(2, 8))) for _ in range(2_000)]
    quotes = [
        quotation(f"q{n}", "2022-06-01", " ".join(rng.choices(known, k=40)), rng.choice(["ada", "bruno"])) for n in range(4_000)
    ]
    quotes.append(quotation("long", "2022-06-01", " ".join(rng.choices(known, k=180_000)), "chen"))
    made = checker(quotes, [whole("2022", "")])
    texts = [row["text"].split() for row in rng.sample(quotes, 60)]
    names = {"ada": "Ada", "bruno": "Bruno", "chen": "Chen"}
    began = time.perf_counter()
    for n, text in enumerate(texts):
        speaker = next(names[row["speaker"]] for row in quotes if row["text"].split() == text)
        told = text[5:20]
        exact = n % 2 == 0
        found = result(made, f'{speaker} said "{" ".join(told if exact else [*told[:7], "changed", *told[8:]])}" on 2022-06-01')
        assert found.verdict is (Verdict.SUPPORTED if exact else Verdict.REFUTED)
        assert exact or "has “changed” for" in found.because
    assert time.perf_counter() - began < 30


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('He asked "why?" and left.', r'Ada said "He asked \"why?\" and left" on 2022-06-01'),
        ('He asked "why?" and left.', "Ada said “He asked 'why?' and left” on 2022-06-01"),
        (r"a path C:\temp\new", r'Ada said "a path C:\\temp\\new" on 2022-06-01'),
        ("^(.*)+$ and [a-z]{3}", 'Ada said "^(.*)+$ and [a-z]{3}" on 2022-06-01'),
        ("אני לא אמרתי את זה", "Ada said “לא אמרתי” on 2022-06-01"),
        ("قَالَ لَا أَعْرِفُ", 'Ada said "لَا أَعْرِفُ" on 2022-06-01'),
        ("Bras\u0069\u0301lia calls", 'Ada said "Brasília" on 2022-06-01'),
        ("I came... I saw", 'Ada said "I came … I saw" on 2022-06-01'),
        ("on 2022-06-02 it was said", 'Ada said "on 2022-06-02 it was said" on 2022-06-01'),
    ],
)
def test_hostile_texts_are_quoted_and_their_sentences_read_back(text: str, says: str) -> None:
    made = checker([quotation("q", "2022-06-01", text)], [whole("2022-06-01")])
    assert result(made, says).verdict is Verdict.SUPPORTED
    claim = made.grammar.read(says)
    assert made.grammar.read(made.grammar.write(claim)) == claim
    assert made.grammar.claim(claim.model_dump(mode="json", exclude_none=True)) == claim


@pytest.mark.parametrize(
    ("says", "wrong"),
    [
        ('Ada said "" on 2022-06-01', "'' has no words, expected what was said, in double quotes"),
        ('Ada said "..." on 2022-06-01', "'...' has no words, expected what was said, in double quotes"),
        ('Ada said "… [...] ?!" on 2022-06-01', "has no words, expected what was said, in double quotes"),
        ('Ada said "a" on 2022-06-01', "'a' is a single letter, expected what was said, a word or more"),
        ("Ada said hello on 2022-06-01", "expected a text in double quotes"),
        ('Ada said "hello on 2022-06-01', 'expected a closing "'),
        ('Adda said "hello" on 2022-06-01', "did you mean Ada?"),
        ('Ada said "hello" on 2022-06-31', "that month has 30 days"),
    ],
)
def test_what_is_no_quotation_is_an_error(says: str, wrong: str) -> None:
    found = result(ON_JUNE_1, says)
    assert found.verdict is None
    assert wrong in found.because


def test_a_typed_quotation_is_the_same_claim_as_its_sentence() -> None:
    typed = {"kind": "quote", "speaker": "ada", "words": "We can not … sun", "when": "2022-06-01"}
    claim = ON_JUNE_1.grammar.claim(typed)
    assert ON_JUNE_1.grammar.write(claim) == 'Ada said "We can not ... sun" on 2022-06-01'
    assert claim.model_dump(mode="json") == {**typed, "words": "We can not ... sun"}
