"""All that is known of one claim's verdict."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

from factspec.desk.check import checked
from factspec.desk.drawn import drawn
from factspec.desk.opened import day, project_at
from factspec.desk.shown import coloured
from factspec.exit_codes import BAD_INPUT, FAILED, PASSED
from factspec.problem import Problem, Problems
from factspec.values.nearest import nearest


def explain_claim(claim: str, references: Sequence[Path], as_of: str | None, known_by: str | None) -> int:
    """Prints all that is known of one claim's verdict."""
    project = project_at([], references)
    found = checked(project, day("--as-of", as_of), day("--known-by", known_by), time.time())
    names = [result.id for result in found.results]
    meant = [result for result in found.results if claim in (result.id, result.id.rpartition("/")[2])]
    if len(meant) != 1:
        wrong = f"{len(meant)} claims are called {claim!r}" if meant else f"no claim {claim!r}"
        near = tuple(result.id for result in meant) or nearest(claim, names)
        raise Problems([Problem(wrong, expected="the id of a claim", nearest=near)])
    print("\n".join(coloured(meant[0], most_rows=1000)))
    if picture := drawn(meant[0]):
        print("\n" + "\n".join(picture) + "\n")
    behind = [name for row in meant[0].evidence if row.match != "none" for name in row.sources]
    behind += [name for scope in meant[0].completeness for name in scope.sources]
    for name in dict.fromkeys((*behind, *(dispute.source for dispute in meant[0].disagreements))):
        source = found.sources[name]
        said = (source.publisher, source.title, source.published or "no date", f"origin {source.origin}", source.url)
        print(f"  source    {name}: {', '.join(said)}")
    return BAD_INPUT if meant[0].verdict is None else PASSED if meant[0].outcome == "passed" else FAILED
