"""The tags of a scenario: its own and inherited ones, and the verdict that one of them may ask for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gherkin.parser_types import Tag as Node
from rapidfuzz.distance import OSA

from factspec.features.scenario import Expectation
from factspec.problem import Problem
from factspec.values.nearest import nearest
from factspec.verdict import Verdict

_PREFIX = "expect:"
_SUCH = "a tag such as @expect:not-enough-evidence"


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag without its ``@``, and its line."""

    name: str
    line: int


def tags(nodes: Sequence[Node], file: str, faults: list[Problem]) -> tuple[Tag, ...]:
    """The tags of one element. A tag that stands there twice or says nothing is a fault."""
    found: dict[str, Tag] = {}
    for node in nodes:
        name, line = node["name"].removeprefix("@"), node["location"]["line"]
        if not name:
            faults.append(Problem("a tag without a name", file, line, expected="a word after the @"))
        elif name in found:
            faults.append(Problem(f"tag @{name} twice", file, line, expected="each tag once"))
        elif fault := _misspelt(name):
            faults.append(fault.at(file, line))
        else:
            found[name] = Tag(name, line)
    return tuple(found.values())


def expectation(own: Sequence[Tag], inherited: Sequence[Tag], file: str, faults: list[Problem]) -> Expectation | None:
    """The verdict asked for; two tags that ask are a fault."""
    asking = [(tag, tag in own) for tag in (*inherited, *own) if tag.name.startswith(_PREFIX)]
    if len(asking) > 1:
        first, last = asking[0][0], asking[-1][0]
        faults.append(
            Problem(f"tag @{last.name} beside @{first.name} of line {first.line}", file, last.line, expected="one @expect: tag")
        )
        return None
    verdicts = {verdict.slug: verdict for verdict in Verdict}
    return next((Expectation(verdicts[t.name.removeprefix(_PREFIX)], t.line, mine) for t, mine in asking), None)


def _misspelt(name: str) -> Problem | None:
    """The fault of a tag that asks for a verdict there is none of, or that was meant to ask for one."""
    options = [f"@{_PREFIX}{verdict.slug}" for verdict in Verdict]
    if f"@{name}" in options:
        return None
    head = name.casefold().replace("=", ":").partition(":")[0]
    if not head.startswith("expect") and (":" not in name or OSA.distance(head, "expect") > 2):
        return None
    near = nearest(f"@{name}", options, most=1, least=70)
    return Problem(f"tag @{name}", expected=_SUCH, nearest=near)
