"""Many sentences checked: those of a pipe, a line each, or those typed at a prompt."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from factspec.desk.opened import day, reference_only
from factspec.exit_codes import BAD_INPUT, FAILED, PASSED
from factspec.extras import needs
from factspec.problem import Problem, Problems
from factspec.report.model import Location, Result
from factspec.run import checker_for, run_settings
from factspec.stated import Stated
from factspec.verdict import Verdict

STDIN = "-"


def say_sentences(references: Sequence[Path], as_of: str | None, known_by: str | None, *, as_json: bool) -> int:
    """Checks the sentences of standard input, or asks for them where that is a terminal."""
    asking = sys.stdin.isatty()
    if asking:
        needs("prompt", "prompt_toolkit", "factspec say without a sentence")
    project = reference_only(references)
    settings = run_settings(project.settings, as_of=day("--as-of", as_of), known_by=day("--known-by", known_by))
    checker = checker_for(project, settings)
    if asking:
        from factspec.desk.prompt import ask

        return ask(checker)
    return tell(checker.results(stated(sys.stdin)), as_json=as_json)


def stated(lines: Iterable[str]) -> list[Stated]:
    """The sentences of some lines, without the blank ones and those that begin with ``#``. Raises Problems where none is left."""
    numbered = [(number, line.strip()) for number, line in enumerate(lines, 1)]
    said = [(number, line) for number, line in numbered if line and not line.startswith("#")]
    if not said:
        raise Problems([Problem("nothing to check", STDIN, expected="a sentence on each line")])
    return [Stated(f"say-{number}", line, None, Location(path=STDIN, line=number)) for number, line in said]


def tell(results: Sequence[Result], *, as_json: bool) -> int:
    """Prints a line for each result, and faults to standard error; the exit code is that of a check."""
    for result in results:
        if as_json:
            print(result.model_dump_json())
        else:
            print(f"{result.verdict or 'cannot be read'}: {' '.join(result.says.split())}")
        if result.verdict is None:
            print(result.because, file=sys.stderr)
    if any(result.verdict is None for result in results):
        return BAD_INPUT
    return PASSED if all(result.verdict is Verdict.SUPPORTED for result in results) else FAILED
