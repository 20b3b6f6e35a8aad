"""Drafts confirmed by a person: by their ids, or one after the other on a terminal."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from factspec.desk.opened import project_at
from factspec.desk.shown import coloured
from factspec.draft.confirming import confirmed
from factspec.exit_codes import FAILED, PASSED
from factspec.outcome import UNCONFIRMED
from factspec.problem import Problem, Problems
from factspec.project import Project
from factspec.report.model import Result
from factspec.report.plain import one_line
from factspec.report.write import write
from factspec.run import checker_for
from factspec.stated import ClaimsFile, Stated
from factspec.values.nearest import nearest

_MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class _Draft:
    """An entry that nobody has confirmed: a claim with its result, or a statement taken for no checkable fact."""

    id: str
    file: str
    entry: str
    quote: str | None
    says: str
    result: Result | None = None


def confirm_claims(names: Sequence[str], references: Sequence[Path]) -> int:
    """Takes ``draft: true`` away from the claims named, or from those that the person at the terminal says yes to."""
    project = project_at([], references)
    if project.problems:
        raise Problems(project.problems)
    drafts = list(_drafts(project))
    if not drafts:
        if names:
            raise Problems([Problem(f"{names[0]!r} is no draft", expected="a claim with draft: true; there is none")])
        print("nothing to confirm: no claim is a draft")
        return PASSED
    if names:
        chosen = [_named(name, drafts) for name in names]
    elif sys.stdin.isatty() and sys.stdout.isatty():
        chosen = list(_asked(drafts))
    else:
        shown = ", ".join(draft.id for draft in drafts[:_MOST_NAMED]) + (", ..." if len(drafts) > _MOST_NAMED else "")
        count = f"{len(drafts)} drafts" if len(drafts) > 1 else "1 draft"
        raise Problems([Problem(f"no claim named, and no terminal to ask at: {count}", expected=f"ids, such as {shown}")])
    _write(chosen)
    taken = {draft.id for draft in chosen}
    print(f"{len(taken)} confirmed, {len(drafts) - len(taken)} left")
    return PASSED if chosen else FAILED


def _drafts(project: Project) -> Iterator[_Draft]:
    stated = [claim for file in project.claims for claim in file.claims if claim.draft]
    results = checker_for(project).results(stated)
    by_id = {result.id: result for result in results}
    for file in project.claims:
        yield from (_of_claim(claim, by_id[claim.id]) for claim in file.claims if claim.draft)
        yield from _of_waivers(file)


def _of_claim(claim: Stated, result: Result) -> _Draft:
    return _Draft(claim.id, claim.location.path, claim.id.rpartition("/")[2], claim.quote, result.says, result)


def _of_waivers(file: ClaimsFile) -> Iterator[_Draft]:
    for waiver in file.proposed:
        name = f"{file.article.id}/{waiver.id}" if file.article else waiver.id
        yield _Draft(name, file.path, waiver.id, waiver.quote, f"not checkable, {waiver.not_checkable}: {waiver.reason}")


def _named(name: str, drafts: Sequence[_Draft]) -> _Draft:
    meant = [draft for draft in drafts if name in (draft.id, draft.entry)]
    if len(meant) == 1:
        return meant[0]
    wrong = f"{len(meant)} drafts are called {name!r}" if meant else f"no draft {name!r}"
    near = tuple(draft.id for draft in meant) or nearest(name, [draft.id for draft in drafts])
    raise Problems([Problem(wrong, expected="the id of a claim with draft: true", nearest=near)])


def _asked(drafts: Sequence[_Draft]) -> Iterator[_Draft]:
    """The drafts that the person says yes to; each is shown with its quotation and its verdict."""
    for number, draft in enumerate(drafts, 1):
        print(f"\n{number} of {len(drafts)}: {draft.id}")
        if draft.quote:
            print(f"  article   “{one_line(draft.quote)}”")
        if draft.result is None:
            print(f"  says      {draft.says}")
        else:
            because = draft.result.because.removeprefix(f"{UNCONFIRMED}; ")
            lines = coloured(draft.result.model_copy(update={"outcome": "passed", "because": because}))
            print(f"  says      {draft.says}", *lines[1:], sep="\n")
        while (answer := _answer()) not in ("y", "n", "q"):
            print("  y: it says what the article says; n: leave it a draft; q: stop here")
        if answer == "q":
            return
        if answer == "y":
            yield draft


def _answer() -> str:
    try:
        return (input("  confirm? [y/n/q] ").strip().casefold() or "n")[:1]
    except EOFError:
        return "q"


def _write(chosen: Sequence[_Draft]) -> None:
    """Every file is read and edited before the first is written."""
    files: dict[str, set[str]] = defaultdict(set)
    for draft in chosen:
        files[draft.file].add(draft.entry)
    texts = {}
    for file, ids in files.items():
        data = Path(file).read_bytes()
        mark = "\ufeff" if data.startswith(b"\xef\xbb\xbf") else ""
        texts[file] = mark + confirmed(data.decode("utf-8-sig"), ids, file)
    for file, text in texts.items():
        write(Path(file), text)
