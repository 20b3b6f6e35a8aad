"""Declared sources asked anew: what would change is shown first, and written whole or not at all."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from pathlib import Path

from factspec.desk.drift import drift
from factspec.exit_codes import FAILED, PASSED
from factspec.problem import Problem, Problems
from factspec.project import shown
from factspec.reference.hold import held
from factspec.reference.journal import replace_all
from factspec.report.difference import Difference, told
from factspec.report.plain import one_line
from factspec.settings import project_root, project_settings
from factspec.sources.fetch import Client
from factspec.sources.lock import LOCK
from factspec.sources.plan import Plan, chosen, packages, planned
from factspec.sources.rowchanges import RowChange

_MOST_ROWS = 20
_MOST_SAME = 3
_LONGEST_CELL = 80
_UNTOLD = ("sources", "sha256", "snapshot")
_STATES = {
    "new": "taken for the first time",
    "changed": "changed",
    "same": "as before",
    "gone": "no longer declared",
    "replaced": "another source stands in for it",
}


def reference_folder(given: Path | None) -> tuple[Path, Path]:
    """The project's root, and the folder of its reference data or the one that is given."""
    root = project_root(Path.cwd())
    return root, given or root / project_settings(root).references


def import_sources(names: Sequence[str], given: Path | None, private: Sequence[str], *, dry: bool) -> int:
    """Takes the declared sources that have no rows yet, and writes them."""
    root, folder = reference_folder(given)
    chosen(folder, names)
    client = asking(root, private)
    with nullcontext() if dry else held([folder, *packages(folder)], "factspec references import"):
        return _imported(root, folder, names, client, dry=dry)


def _imported(root: Path, folder: Path, names: Sequence[str], client: Client, *, dry: bool) -> int:
    sources = chosen(folder, names, new=True)
    if not sources:
        print("nothing to import: every source named has its rows; factspec references refresh asks them again")
        return PASSED
    plan = planned(folder, root, sources, client)
    _show(root, plan)
    if dry:
        print("nothing is written: --dry-run")
        return PASSED
    return _write(plan)


def refresh_sources(names: Sequence[str], given: Path | None, private: Sequence[str], *, accept: bool) -> int:
    """Asks the declared sources anew; 1 where something has changed that was not accepted."""
    root, folder = reference_folder(given)
    chosen(folder, names)
    with held([folder, *packages(folder)], "factspec references refresh") if accept else nullcontext():
        return _refreshed(root, folder, names, private, accept=accept)


def _refreshed(root: Path, folder: Path, names: Sequence[str], private: Sequence[str], *, accept: bool) -> int:
    plan = planned(folder, root, chosen(folder, names), asking(root, private))
    _show(root, plan)
    if not plan.files:
        print("nothing has changed")
        return PASSED
    if accept:
        return _write(plan)
    print("nothing is written; --accept writes it")
    return FAILED


def show_rows(changes: Sequence[RowChange]) -> None:
    """Prints rows that were added, changed or gone."""
    for change in changes[:_MOST_ROWS]:
        print(f"  {change.sign} {change.resource} {one_line(change.key)}: {one_line(_cells(change))}")
    if len(changes) > _MOST_ROWS:
        print(f"    ... and {len(changes) - _MOST_ROWS} more")


def show_drift(found: Sequence[Difference] | None) -> None:
    """Prints the claims whose verdict changes."""
    if found is None:
        print("claims: there are none to check")
        return
    changed, new = [one for one in found if one.changed], [one for one in found if not one.changed]
    print(f"claims: {len(changed) or 'none'} with another verdict" + (f", {len(new)} without one to compare" if new else ""))
    if changed:
        print("\n\n".join("\n".join(told(one)) for one in changed))


def counted(changes: Iterable[RowChange]) -> str:
    """How many rows are added, changed and gone."""
    signs = [change.sign for change in changes]
    words = {"+": "added", "~": "changed", "-": "gone"}
    return ", ".join(f"{signs.count(sign)} {word}" for sign, word in words.items() if sign in signs) or "no row differs"


def _show(root: Path, plan: Plan) -> None:
    same = [update for update in plan.updates if update.state == "same"]
    for update in plan.updates if len(same) <= _MOST_SAME else (update for update in plan.updates if update.state != "same"):
        if update.state == "replaced":
            print(f"{update.title}: {_STATES[update.state]}")
            continue
        print(f"{update.title}: {_STATES[update.state]}, {update.rows} {'row' if update.rows == 1 else 'rows'}", end="")
        print(f" ({counted(update.changes)})" if update.state != "same" else "")
        show_rows(update.changes)
    if len(same) > _MOST_SAME:
        print(f"as before: {', '.join(update.title for update in same)}")
    if plan.files:
        show_changes(root, plan.folder, plan.files)


def show_changes(root: Path, folder: Path, files: Mapping[str, bytes | None]) -> None:
    """Prints the claims that come out in another way with these files. Raises Problems where the reference would not load."""
    try:
        show_drift(drift(root, folder, files))
    except Problems as faults:
        last = Problem("the reference would not load with these rows", expected="nothing; none of it is written")
        raise Problems([*faults.problems, last]) from None


def _write(plan: Plan) -> int:
    replace_all(plan.folder, plan.files)
    places = sorted({(plan.folder / name).parent for name in plan.files if name.endswith(LOCK)})
    print(f"written: {', '.join(str(shown(place, Path.cwd())) for place in places)}")
    return PASSED


def asking(root: Path, private: Sequence[str]) -> Client:
    """What asks on behalf of the project, and may ask some hosts inside its own network."""
    return Client(frozenset(_hosts(private)), project_settings(root).contact or "", _waiting)


def _hosts(private: Sequence[str]) -> Iterator[str]:
    for host in private:
        name, _, port = host.rpartition(":")
        if not name or not port.isdecimal() or "/" in host:
            raise Problems(
                [Problem(f"{host!r} is no host", path="--private", expected="a host and a port such as localhost:8000")]
            )
        yield host.lower()


def _waiting(text: str) -> None:
    if sys.stderr.isatty():
        print(text, file=sys.stderr)


def _cells(change: RowChange) -> str:
    if change.sign == "~":
        return ", ".join(f"{name} {_short(old)} -> {_short(new)}" for name, old, new in change.cells())
    return ", ".join(f"{name} {_short(old or new)}" for name, old, new in change.cells() if name not in _UNTOLD)


def _short(cell: str) -> str:
    return "blank" if not cell else cell if len(cell) <= _LONGEST_CELL else f"{cell[:_LONGEST_CELL]}…"
