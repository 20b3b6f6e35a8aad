"""The history of a project's runs: a file of JSON lines, one run a line, and what has changed since the last one."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from factspec.problem import Problem, Problems
from factspec.report.model import Outcome, Report, Result
from factspec.values.plain_file import plain_file
from factspec.verdict import Verdict

_FORM = "a run as a report's history has it"


class PastClaim(BaseModel):
    """How one claim came out in a run."""

    model_config = ConfigDict(frozen=True)
    id: str
    verdict: Verdict | None
    outcome: Outcome


class PastSummary(BaseModel):
    """The counts of a run, by outcome and by verdict."""

    model_config = ConfigDict(frozen=True)
    passed: int
    failed: int
    errors: int
    by_verdict: dict[Verdict, int]


class PastRun(BaseModel):
    """One line of the history; ``started`` is an ISO 8601 time in UTC. Fields it does not know are left unread."""

    model_config = ConfigDict(frozen=True)
    started: str
    factspec: str
    summary: PastSummary
    claims: tuple[PastClaim, ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """A claim as it came out in the run that ``started`` then."""

    claim: PastClaim
    started: str


@dataclass(frozen=True, slots=True)
class History:
    """The runs before this one. ``runs`` has their times and counts, the oldest first; ``seen`` how each claim came out
    when it was last checked, by its id; ``last`` the claims of the last run.
    """

    runs: tuple[tuple[str, PastSummary], ...] = ()
    seen: Mapping[str, Seen] = field(default_factory=dict)
    last: tuple[PastClaim, ...] = ()


@dataclass(frozen=True, slots=True)
class Changes:
    """What differs from earlier runs: claims that came out in another way when they were last checked, by id, claims never
    checked before, and claims of the last run that are not in this one.
    """

    changed: Mapping[str, Seen] = field(default_factory=dict)
    new: frozenset[str] = frozenset()
    gone: tuple[PastClaim, ...] = ()


def history(runs: Iterable[PastRun]) -> History:
    """The history that runs make, the oldest first."""
    told: list[tuple[str, PastSummary]] = []
    seen: dict[str, Seen] = {}
    last: tuple[PastClaim, ...] = ()
    for run in runs:
        told.append((run.started, run.summary))
        seen |= {claim.id: Seen(claim, run.started) for claim in run.claims}
        last = run.claims
    return History(tuple(told), seen, last)


def changes(results: Iterable[Result], past: History) -> Changes:
    """What differs from the past; nothing where there is none."""
    if not past.runs:
        return Changes()
    found = {result.id: (result.verdict, result.outcome) for result in results}
    known = {id: past.seen[id] for id in found if id in past.seen}
    changed = {id: seen for id, seen in known.items() if (seen.claim.verdict, seen.claim.outcome) != found[id]}
    return Changes(changed, frozenset(found.keys() - known.keys()), tuple(claim for claim in past.last if claim.id not in found))


def past_run(report: Report) -> PastRun:
    """What the history keeps of a run."""
    summary = PastSummary.model_validate(report.summary.model_dump())
    claims = tuple(PastClaim(id=result.id, verdict=result.verdict, outcome=result.outcome) for result in report.results)
    return PastRun(started=report.run.started, factspec=report.factspec, summary=summary, claims=claims)


def read_history(file: Path) -> History:
    """The history in a file; an empty one where there is no such file yet. Raises Problems for a line that is no run."""
    try:
        return history(_runs(file))
    except FileNotFoundError:
        return History()
    except OSError as error:
        raise Problems([Problem(f"cannot be read: {error.strerror}", str(file))]) from None


def append_run(file: Path, run: PastRun) -> None:
    """Adds a run as the last line, whole or not at all; folders and the file are made where they are missing.

    Raises Problems where the file cannot be written.
    """
    line = (run.model_dump_json() + "\n").encode()
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        _append(file, line)
    except OSError as error:
        raise Problems([Problem(f"cannot be written: {error.strerror or error}", str(file))]) from None


def _append(file: Path, line: bytes) -> None:
    """One write at the end of the file; what a full disk left of it is taken back."""
    target = os.open(file, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o666)
    try:
        before = os.fstat(target).st_size
        try:
            written = os.write(target, line)
            if written < len(line):
                raise OSError(f"only {written} of {len(line)} bytes")
            os.fsync(target)
        except OSError:
            os.ftruncate(target, before)
            raise
    finally:
        os.close(target)


def _runs(file: Path) -> Iterator[PastRun]:
    with plain_file(file).open("rb") as lines:
        for number, line in enumerate(lines, 1):
            try:
                yield _run(line)
            except Problems as faults:
                raise faults.at(file, number) from None


def _run(line: bytes) -> PastRun:
    if not line.endswith(b"\n"):
        raise Problems([Problem("the line breaks off", expected=_FORM)])
    try:
        return PastRun.model_validate_json(line[:-1])
    except ValidationError as error:
        first = error.errors()[0]
        wrong = str(first["msg"]).replace(" at line 1 column ", " at column ")
        where = ".".join(map(str, first["loc"]))
        raise Problems([Problem(f"{wrong[:1].lower()}{wrong[1:]}", path=where, expected=_FORM)]) from None
