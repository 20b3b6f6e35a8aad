"""The small data package of these tests: a swimming meeting, a water polo season, the pools of a town."""

from __future__ import annotations

from pathlib import Path

from factspec.check import Checker, Settings
from factspec.reference.package import read_reference
from factspec.report.model import Location, Result
from factspec.stated import Stated

FOLDER = Path(__file__).parent / "pool"
REFERENCE = read_reference([FOLDER])
CHECKER = Checker(REFERENCE, settings=Settings(as_of="2024-06-01"))


def results(*sentences: str, checker: Checker = CHECKER) -> list[Result]:
    """The results of some sentences, in order."""
    here = Location(path="pool", line=1)
    return checker.results([Stated(str(i), says, None, here) for i, says in enumerate(sentences)])


def result(says: str, checker: Checker = CHECKER) -> Result:
    """The result of one sentence."""
    return results(says, checker=checker)[0]
