"""What every claim kind must do by being there: its examples read, write back and give their verdicts; its fields count."""

from __future__ import annotations

from pathlib import Path

import pytest

from factspec.check import Checker, Settings
from factspec.claim import Claim, Example, Speaking, kind_name, slots
from factspec.engine.execute import Engine
from factspec.project import read_project
from factspec.report.model import Location, Result
from factspec.stated import Stated
from factspec.values.dates import dating
from factspec.variants import slips
from factspec.verdict import Verdict

ROOT = Path(__file__).parents[2]
PROJECT = read_project(ROOT)
CHECKER = Checker(PROJECT.reference, PROJECT.kinds)
ENGINE = Engine(PROJECT.reference)
KINDS = list(PROJECT.kinds.values())
EXAMPLES = [(kind, example) for kind in KINDS for example in kind.examples]


def results(sentences: list[str], as_of: str) -> list[Result]:
    checker = Checker(PROJECT.reference, PROJECT.kinds, Settings(as_of=as_of))
    article = next(iter(PROJECT.articles.values()), None)
    here = Location(path="example", line=1)
    return checker.results([Stated(str(i), says, None, here, article=article) for i, says in enumerate(sentences)])


def ids(value: object) -> str | None:
    if isinstance(value, Example):
        return value.says
    return kind_name(value) if isinstance(value, type) and issubclass(value, Claim) else None


@pytest.mark.parametrize("kind", KINDS, ids=ids)
def test_a_kind_documents_itself(kind: type[Claim]) -> None:
    assert kind.__doc__
    assert "ndecided" in kind.__doc__, "the docstring says when the kind stays undecided"
    assert len(kind.examples) >= 2


@pytest.mark.parametrize(("kind", "example"), EXAMPLES, ids=ids)
def test_an_example_is_read_as_its_kind_and_written_back(kind: type[Claim], example: Example) -> None:
    claim = CHECKER.grammar.read(example.says)
    assert type(claim) is kind
    assert CHECKER.grammar.read(CHECKER.grammar.write(claim)) == claim


@pytest.mark.parametrize(("kind", "example"), EXAMPLES, ids=ids)
def test_the_typed_form_says_the_same(kind: type[Claim], example: Example) -> None:
    claim = CHECKER.grammar.read(example.says)
    typed = claim.model_dump(mode="json", exclude_none=True)
    assert typed["kind"] == kind_name(kind)
    assert CHECKER.grammar.claim(typed) == claim


@pytest.mark.parametrize("kind", KINDS, ids=ids)
def test_the_examples_give_their_verdicts(kind: type[Claim]) -> None:
    for example in kind.examples:
        (result,) = results([example.says], example.as_of)
        assert (example.says, result.verdict) == (example.says, example.verdict), result.because
        assert result.because


def verdicts(claims: list[Claim], as_of: str) -> list[Verdict]:
    article = next(iter(PROJECT.articles.values()), None)
    front = article.front.model_dump(exclude_none=True) if article else None
    speaking = Speaking(dating(as_of).starts.first, front)
    return [answer.verdict for answer in ENGINE.answers([claim.question(speaking) for claim in claims])]


@pytest.mark.parametrize("kind", KINDS, ids=ids)
def test_every_field_can_change_a_verdict(kind: type[Claim]) -> None:
    changed: set[str] = set()
    for example in kind.examples:
        slipped = list(slips(CHECKER.grammar.read(example.says), CHECKER.grammar))
        found = verdicts([claim for _, claim in slipped], example.as_of)
        changed |= {field for (field, _), verdict in zip(slipped, found, strict=True) if verdict != example.verdict}
    assert changed == set(slots(kind))


@pytest.mark.parametrize("kind", KINDS, ids=ids)
def test_some_slip_changes_each_decided_verdict(kind: type[Claim]) -> None:
    for example in kind.examples:
        if example.verdict is Verdict.NOT_ENOUGH:
            continue
        slipped = [claim for _, claim in slips(CHECKER.grammar.read(example.says), CHECKER.grammar)]
        changed = set(verdicts(slipped, example.as_of)) - {example.verdict}
        assert changed, f"no slip of {example.says!r} changes its verdict"


@pytest.mark.parametrize("kind", KINDS, ids=ids)
def test_a_correction_is_a_supported_sentence_of_the_same_kind(kind: type[Claim]) -> None:
    for example in kind.examples:
        (result,) = results([example.says], example.as_of)
        if result.correction is not None:
            (again,) = results([result.correction], example.as_of)
            assert (result.correction, again.verdict, again.kind) == (result.correction, Verdict.SUPPORTED, kind_name(kind))
