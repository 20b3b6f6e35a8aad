"""One sentence checked."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from factspec.desk.opened import day, reference_only
from factspec.desk.shown import coloured, in_place
from factspec.exit_codes import BAD_INPUT, FAILED, PASSED
from factspec.run import checker_for, run_settings
from factspec.verdict import Verdict


def say_sentence(sentence: str, references: Sequence[Path], as_of: str | None, known_by: str | None, *, as_json: bool) -> int:
    """Checks one sentence and prints the result."""
    from factspec.report.model import Location
    from factspec.stated import Stated

    project = reference_only(references)
    settings = run_settings(project.settings, as_of=day("--as-of", as_of), known_by=day("--known-by", known_by))
    checker = checker_for(project, settings)
    result = checker.results([Stated("say", sentence, None, Location(path="", line=1))])[0]
    if result.verdict is None:
        print(in_place(result.because, sys.stderr), file=sys.stderr)
        return BAD_INPUT
    shown = result.model_copy(update={"outcome": "passed"})
    print(result.model_dump_json(indent=2) if as_json else "\n".join(coloured(shown)).removeprefix("say: "))
    return PASSED if result.verdict is Verdict.SUPPORTED else FAILED
