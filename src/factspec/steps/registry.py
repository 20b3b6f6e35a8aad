"""The step forms: plain English with blanks, found by their first two words; what a form does is told beside it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from rapidfuzz import fuzz

from factspec.article import Article
from factspec.features import Scenario, Step
from factspec.report.model import Selector
from factspec.sentence.reading import tidy_sentence
from factspec.standing import Came
from factspec.stated import Stated
from factspec.steps.known import Known
from factspec.verdict import Verdict

Role = Literal["given", "then"]
_LIKE = 70
_LIKE_QUOTING = 60
_OPENS = ("claim ", "article ", "statement ", "evidence ", "verdict ", "the claim ", "the article ")


@dataclass(frozen=True, slots=True)
class Check:
    """Something a step says of a claim. ``fault`` tells what is wrong with a result, None where nothing is.

    ``verdict``: the step asks for just that verdict.
    """

    step: Step
    claim: str
    fault: Callable[[Came], str | None] = field(compare=False)
    verdict: Verdict | None = None


@dataclass(slots=True)
class Draft:
    """A plan in the making: what the steps read so far have said. ``says`` takes a sentence as a claim of
    a step; ``said`` counts them.
    """

    scenario: Scenario
    known: Known
    expected: Verdict
    says: Callable[[Step, str], None]
    article: Article | None = None
    quote: str | None = None
    selector: Selector | None = None
    as_of: str | None = None
    claim: str | None = None
    said: int = 0
    stated: list[Stated] = field(default_factory=list)
    checks: list[Check] = field(default_factory=list)


Action = Callable[..., None]


@dataclass(frozen=True, slots=True)
class StepForm:
    """One form: ``hint`` shows it to a reader, ``does`` takes a draft, the step and the values of the blanks."""

    hint: str
    pattern: re.Pattern[str]
    role: Role
    does: Action
    takes: Literal["doc", "table"] | None = None


_FORMS: list[StepForm] = []
_INDEX: dict[str, list[StepForm]] = defaultdict(list)
_BLANK = re.compile(r"\{(\w+)\}")


def form(template: str, role: Role, takes: Literal["doc", "table"] | None = None) -> Callable[[Action], Action]:
    """Registers a form: ``the claim "{id}" is {verdict}``. The blanks are the names of the action's arguments."""

    def register(does: Action) -> Action:
        parts = _BLANK.split(template)
        pattern = "".join(f"(?P<{part}>.+)" if i % 2 else re.escape(part) for i, part in enumerate(parts))
        hint = _BLANK.sub(lambda match: match[1].upper(), template)
        made = StepForm(hint, re.compile(pattern, re.IGNORECASE), role, does, takes)
        _FORMS.append(made)
        _INDEX[_key(template)].append(made)
        return does

    return register


def found(text: str) -> Iterator[tuple[StepForm, dict[str, Any]]]:
    """The forms that a step's text has, each with the values of its blanks."""
    plain = tidy_sentence(text)
    for one in _INDEX.get(_key(plain), ()):
        if match := one.pattern.fullmatch(plain):
            yield one, match.groupdict()


def hints(role: Role | None = None) -> tuple[str, ...]:
    """The forms as a reader of the catalogue sees them."""
    return tuple(one.hint for one in _FORMS if role in (None, one.role))


def nearest_hints(text: str, most: int = 2) -> tuple[str, ...]:
    """The forms most like a text, whatever stands in its quotation marks."""
    plain = _shape(tidy_sentence(text))
    close = sorted(((fuzz.ratio(plain, _shape(hint)), hint) for hint in hints()), reverse=True)
    least = _LIKE_QUOTING if text.startswith(_OPENS) else _LIKE
    return tuple(hint for likeness, hint in close[:most] if likeness >= least and likeness > close[0][0] - 10)


def _key(text: str) -> str:
    return " ".join(text.casefold().split(" ", 2)[:2])


def _shape(text: str) -> str:
    return re.sub(r'"[^"]*"', '"…"', text).casefold()
