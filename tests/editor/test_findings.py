"""What is found in a file, and the fixes that mend it: each of them is taken, and the file is found sound."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from factspec.editor import claims, feature
from factspec.editor.findings import Finding, Fix
from factspec.editor.spans import Span, text_in
from factspec.live import ClaimsPage, FeaturePage, Live

ROOT = Path(__file__).parents[2]
FRONT = "---\ntitle: Talks\npublisher: The Gazette\npublished: 2022-06-28\n---\n"
ARTICLE = f"{FRONT}Putin is in Tajikistan. It was their second meeting.\n"
LIVE = Live(ROOT)


@contextmanager
def opened(texts: dict[str, str]) -> Iterator[None]:
    """Files as an editor has them open, in the project of this repository."""
    LIVE.texts.open |= {(ROOT / name).resolve(): text for name, text in texts.items()}
    try:
        yield
    finally:
        LIVE.texts.open.clear()


def found(text: str) -> list[Finding]:
    """The findings of a claims file beside the article above, or of a feature."""
    name = "features/typed.feature" if text.startswith(("Feature", "#", "@", "Fea")) else "claims/typed/claims.yaml"
    with opened({name: text, "claims/typed/article.md": ARTICLE}):
        page = LIVE.page(ROOT / name)
        checker = LIVE.ground().checker
        return claims.findings(page, checker) if isinstance(page, ClaimsPage) else feature.findings(page, checker)


def words(text: str, span: Span) -> str:
    return text_in(text.split("\n"), span)


def mended(text: str, fix: Fix) -> str:
    lines = text.split("\n")
    before = "\n".join([*lines[: fix.span.start.line], lines[fix.span.start.line][: fix.span.start.column]])
    last = lines[fix.span.end.line] if fix.span.end.line < len(lines) else ""
    after = "\n".join([last[fix.span.end.column :], *lines[fix.span.end.line + 1 :]])
    return before + fix.text + after


def claim(*lines: str) -> str:
    return "claims:\n  - id: one\n" + "".join(f"    {line}\n" for line in lines)


def scenario(*lines: str) -> str:
    return "Feature: Talks\n  Scenario: One\n" + "".join(f"    {line}\n" for line in lines)


def held(step: str, *below: str) -> str:
    return scenario(f"Then {step}", *(f"  {line}" for line in below))


TUESDAY = "says: 2022-06-28 is a Tuesday"
VISIT = "Vladimir Putin visited Tajikistan on 2022-06-28"
MET = "Vladimir Putin met Emomali Rahmon in person on 2022-06-28 for the 3rd time in 2022"
RIGHT = MET.replace("3rd", "2nd")


@pytest.mark.parametrize(
    "text", [claim(f"says: {VISIT}"), claim("quote: second  meeting", f"says: {RIGHT}"), scenario(f"Then {VISIT}")]
)
def test_what_is_sound_has_no_findings(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        (claim(f"sayz: {VISIT}"), "sayz"),
        (claim(f"says: {VISIT}", "expect: suported"), "suported"),
        (claim(f"says: {VISIT.replace('visited', 'visted')}"), "visted"),
        (claim(f"says: {VISIT.replace('Tajikistan', 'Tadjikistan')}"), "Tadjikistan"),
        (claim("says: >-", "  Vladimir Putin visited", "  Tadjikistan on 2022-06-28"), "Tadjikistan"),
        (claim('says: "Vladimir Putin attended \\"Sixth Caspian Sumit\\" on 2022-06-29"'), ""),
        (claim("claim: {kind: weekdy, day: 2022-06-28, weekday: Tuesday}"), "weekdy"),
        (claim("claim: {kind: weekday, dy: 2022-06-28, weekday: Tuesday}"), "dy"),
        (claim("claim:", "  kind: event", "  what: {event_kind: visit, subject: vladimir-putn, place: china}"), "vladimir-putn"),
        (scenario(f"Then {VISIT.replace('visited', 'visted')}"), "visted"),
        (scenario("Given the article \"tass-2022-06-28-dushanb\"", f"Then {VISIT}"), "tass-2022-06-28-dushanb"),
        (scenario("Then the claim \"second-meeting\" is supported"), "second-meeting"),
        (scenario(f"Then {VISIT}", 'And the evidence names the source "Kremlinn"'), "Kremlinn"),
        (scenario('Then Vladimir Putin attended "Sixth Caspian Sumit" on 2022-06-29'), "Sixth Caspian Sumit"),
        ("@expect:refted\n" + scenario(f"Then {VISIT}"), "@expect:refted"),
        (scenario(f"Thn {VISIT}"), f"Thn {VISIT}"),
        (scenario(f"Then {VISIT}").replace("Scenario:", "Scenaro:"), "Scenaro: One"),
    ],
)  # fmt: skip
def test_the_words_that_are_wrong_are_underlined_and_what_is_near_is_a_fix(text: str, wrong: str) -> None:
    first = found(text)[0]
    assert first.gravity == "error"
    assert "did you mean" in first.message or not wrong
    if wrong:
        assert words(text, first.span) == wrong
        assert first.fixes
        after = found(mended(text, first.fixes[0]))
        assert first.message not in [one.message for one in after]


@pytest.mark.parametrize(
    ("text", "after"),
    [
        (claim(f"says: {MET}"), claim(f"says: {RIGHT}")),
        (claim(f'says: "{MET}"', "tags: [x]"), claim(f"says: {RIGHT}", "tags: [x]")),
        (claim("says: >-", "  Vladimir Putin attended \"Sixth Caspian Summit\"", "  on 2022-06-28", "tags: [x]"), None),
        (claim("claim: {kind: weekday, day: 2022-06-28, weekday: Monday}"), claim(TUESDAY)),
        (claim("claim:", "  kind: weekday", "  day: 2022-06-28", "  weekday: Monday", "note: x"), claim(TUESDAY, "note: x")),
        (scenario(f"Then {MET}"), scenario(f"Then {RIGHT}")),
        (held("these hold:", f"| {VISIT} |", f"| {MET} |"), held("these hold:", f"| {VISIT} |", f"| {RIGHT} |")),
        (held("this holds:", '"""', MET, '"""'), held("this holds:", '"""', RIGHT, '"""')),
    ],
)  # fmt: skip
def test_a_claim_that_is_not_supported_is_mended_by_its_correction(text: str, after: str | None) -> None:
    (one,) = found(text)
    assert one.gravity == "warning"
    assert one.code == "refuted"
    assert one.message.startswith("refuted, expected supported: ")
    (fix,) = one.fixes
    assert fix.best
    assert found(mended(text, fix)) == []
    assert after is None or mended(text, fix) == after


def test_a_verdict_that_is_expected_is_nothing_to_underline() -> None:
    assert found(claim(f"says: {MET}", "expect: refuted")) == []
    assert found("@expect:refuted\n" + scenario(f"Then {MET}")) == []


def test_every_entry_is_told_by_itself_and_a_faulty_one_hides_no_other() -> None:
    text = (
        claim(f"says: {MET}")
        + "  - id: two\n    sayz: x\n"
        + f"  - id: one\n    says: {VISIT}\n"
        + "  - id: four\n    quote: not there\n    says: x\n"
    )
    told = [(one.gravity, words(text, one.span)) for one in found(text)]
    assert told == [("warning", MET), ("error", "sayz"), ("error", "one"), ("error", "not there")]


def test_rows_of_an_outline_are_told_where_they_stand() -> None:
    text = (
        "Feature: Talks\n  Scenario Outline: One\n    Then Vladimir Putin visited Tajikistan on <day>\n"
        "    Examples:\n      | day |\n      | 2022-06-28 |\n      | 2022-06-27 |\n"
    )
    (one,) = found(text)
    assert words(text, one.span) == "| 2022-06-27 |"
    assert one.fixes == ()


def test_a_misspelt_keyword_is_told_once_and_not_by_every_line_after_it() -> None:
    text = scenario(f"Then {VISIT}").replace("Scenario:", "Scenaro:") + f"  Scenario: Two\n    Then {VISIT}\n"
    assert len(found(text)) == 1


def test_a_fault_of_the_article_is_told_on_the_first_line() -> None:
    name = "claims/typed/claims.yaml"
    with opened({name: claim(f"says: {VISIT}"), "claims/typed/article.md": "no front matter"}):
        page = LIVE.page(ROOT / name)
        assert isinstance(page, ClaimsPage)
        (one,) = claims.findings(page, LIVE.ground().checker)
    assert one.span.start.line == 0
    assert "article.md:1: no front matter" in one.message


def test_a_claims_file_that_breaks_leaves_features_as_they_were() -> None:
    name = "claims/tass-2022-06-28-dushanbe/claims.yaml"
    meetings = ROOT / "features/meetings.feature"
    assert not LIVE.page(meetings).problems
    with opened({name: "claims: ["}):
        page = LIVE.page(meetings)
        assert isinstance(page, FeaturePage)
        assert page.problems == ()
        assert feature.findings(page, LIVE.ground().checker) == []
