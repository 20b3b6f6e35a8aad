"""Reference data listed, held to its lock, compared, exported."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from factspec.desk.drift import report_over
from factspec.desk.refresh import counted, reference_folder, show_drift, show_rows
from factspec.exit_codes import FAILED, PASSED
from factspec.problem import Problem, Problems
from factspec.project import shown
from factspec.reference.descriptor import DESCRIPTOR
from factspec.reference.package import package_folders, raw_tables
from factspec.report.difference import differences
from factspec.report.plain import one_line, visible
from factspec.sources.alternatives import rivals
from factspec.sources.declaration import FileSource
from factspec.sources.declared import declared_sources
from factspec.sources.descriptor import descriptor_of, licences
from factspec.sources.lock import read_lock
from factspec.sources.plan import packages
from factspec.sources.rowchanges import RowChange, row_changes
from factspec.sources.verify import proof


def list_references(given: Path | None, *, as_json: bool, attribution: bool) -> int:
    """Prints the packages, their licences, tables and declared sources; or whom to name for what."""
    root, folder = reference_folder(given)
    told = [_package(package, root) for package in packages(folder)]
    if as_json:
        print(json.dumps(told, indent=2, ensure_ascii=False))
    elif attribution:
        _print_attribution(told)
    else:
        for one in told:
            _print_package(one)
    return PASSED


def verify_references(given: Path | None, *, quiet: bool) -> int:
    """Proves that rows, snapshots and lock agree, and prints what does not."""
    _, folder = reference_folder(given)
    found = proof(folder)
    for fault in found.faults:
        print(visible(str(fault)), file=sys.stderr)
    for note in found.notes:
        print(note, file=sys.stderr)
    if found.empty:
        wrong = "nothing to verify: no source is taken, no package added, no copy named"
        raise Problems(
            [Problem(wrong, str(shown(folder, Path.cwd())), expected="sources that factspec references import has taken")]
        )
    if found.faults:
        print(f"{len(found.faults)} {'thing does' if len(found.faults) == 1 else 'things do'} not agree")
        return FAILED
    if not quiet:
        parts = {"source": found.sources, "row": found.rows, "copy": found.copies, "added file": found.added}
        said = [f"{number} {_many(name, number)}" for name, number in parts.items() if number]
        print(f"{', '.join(said)}: rows, snapshots and lock agree")
    return PASSED


def diff_references(old: Path, new: Path) -> int:
    """Prints the rows that differ between two folders of packages, and the project's claims that come out in another way."""
    root, _ = reference_folder(None)
    tables = [_tables(folder) for folder in (old, new)]
    changes: list[RowChange] = []
    for name in dict.fromkeys((*tables[0], *tables[1])):
        key, before = tables[0].get(name, ((), []))
        other, after = tables[1].get(name, ((), []))
        changes += row_changes(name, before, after, other or key)
    print(f"rows: {counted(changes)}")
    show_rows(changes)
    before_run, after_run = report_over(root, old, old), report_over(root, new, new)
    found = differences(before_run, after_run) if before_run and after_run else None
    show_drift(found)
    return PASSED


def export_warc(file: Path, given: Path | None) -> int:
    """Writes all snapshots of the lock into a WARC file."""
    from factspec.sources.warc import write_warc

    _, folder = reference_folder(given)
    number = write_warc(file, [(package, read_lock(package)) for package in packages(folder)])
    print(f"{number} {_many('snapshot', number)}: {file}")
    return PASSED


def _tables(folder: Path) -> dict[str, tuple[tuple[str, ...], list[Mapping[str, str]]]]:
    found: dict[str, tuple[tuple[str, ...], list[Mapping[str, str]]]] = {}
    for package in package_folders(folder):
        for name, key, table in raw_tables(package):
            found.setdefault(name, (key, []))[1].extend(cells for _, cells in table.rows)
    return found


def _package(package: Path, root: Path) -> dict[str, Any]:
    """What is known of a package, ready to print or to write as JSON."""
    descriptor, lock = descriptor_of(package), read_lock(package)
    rows: Counter[str] = Counter()
    cited: list[Mapping[str, str]] = []
    for name, _, table in raw_tables(package) if (package / DESCRIPTOR).is_file() else ():
        rows[name] += len(table.rows)
        cited += [cells for _, cells in table.rows] if name == "sources" else []
    sources = []
    declared = declared_sources(package)
    for source in declared:
        taken = lock.sources.get(source.name)
        sources.append(
            {
                "name": source.name,
                "kind": source.declared.kind,
                "url": source.declared.url,
                "licence": source.declared.licence,
                "provenance": source.declared.provenance if isinstance(source.declared, FileSource) else None,
                "instead_of": list(source.declared.instead_of),
                "rows_of": [] if taken else [name for name in rivals(source, declared) if name in lock.sources],
                "taken": taken.time if taken else None,
                "snapshot": taken.snapshot if taken else None,
                "changed": bool(taken and taken.declaration != source.sha256),
            }
        )
    return {
        "name": descriptor.get("name", package.name),
        "title": descriptor.get("title", ""),
        "version": descriptor.get("version", ""),
        "folder": str(shown(package, root)),
        "licences": licences(descriptor),
        "added_from": lock.added.url if lock.added else None,
        "rows": dict(rows),
        "sources": sources,
        "cited": [
            {key: row.get(key, "") for key in ("id", "publisher", "title", "url", "licence")}
            for row in cited
            if row.get("licence")
        ],
        "without_licence": sum(not row.get("licence") for row in cited),
    }


def _print_package(one: Mapping[str, Any]) -> None:
    print("\n".join(visible(" ".join(line.splitlines())) for line in _package_lines(one)))


def _package_lines(one: Mapping[str, Any]) -> Iterator[str]:
    yield " ".join(filter(None, (one["name"], one["version"]))) + f" ({one['folder']})"
    yield f"  licence   {', '.join(one['licences']) or 'none named'}"
    if one["added_from"]:
        yield f"  from      {one['added_from']}"
    yield f"  rows      {', '.join(f'{name} {number}' for name, number in one['rows'].items()) or 'none yet'}"
    by_licence = Counter(row["licence"] for row in one["cited"])
    said = [f"{number} under {name}" for name, number in by_licence.most_common()]
    if one["without_licence"]:
        said.append(f"{one['without_licence']} with no licence named")
    if said:
        yield f"  sources   {', '.join(said)}"
    for source in one["sources"]:
        state = f"taken {source['taken']}" if source["taken"] else "not taken yet"
        state = f"not taken: {', '.join(source['rows_of'])} has the rows" if source["rows_of"] else state
        state += ", its declaration has changed since" if source["changed"] else ""
        what = ", ".join(filter(None, (source["kind"], source["licence"])))
        yield f"  declared  {source['name']} ({what}): {source['url']}, {state}"


def _print_attribution(told: list[dict[str, Any]]) -> None:
    """Prints each package and source that names a licence, in the words that a page of credits needs."""
    cited = [row for one in told for row in one["cited"]]
    lines = [f"“{one['title'] or one['name']}”, {', '.join(one['licences'])}" for one in told if one["licences"]]
    lines += [f"{row['publisher']}, “{row['title']}”, {row['url']}, {row['licence']}" for row in cited]
    if not lines:
        raise Problems(
            [
                Problem(
                    "no package and no source names its licence",
                    expected="licenses in datapackage.json, or a column 'licence' in sources",
                )
            ]
        )
    print("\n".join(map(one_line, dict.fromkeys(lines))))


def _many(name: str, number: int) -> str:
    return name if number == 1 else f"{name[:-1]}ies" if name.endswith("y") else f"{name}s"
