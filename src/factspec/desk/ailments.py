"""What reference data may suffer from though it can be read: rows that look like one thing twice, sources without a licence."""

from __future__ import annotations

import json
from collections.abc import Hashable, Iterable, Iterator
from pathlib import Path

from factspec.reference.descriptor import DESCRIPTOR
from factspec.reference.facts import Package, Reference
from factspec.values.names import folded


def tables(reference: Reference, package: Package) -> Iterator[str]:
    """The tables of a package with their rows, and the package's licences."""
    described = json.loads((Path(package.folder) / DESCRIPTOR).read_text("utf-8-sig"))
    for resource in described["resources"]:
        name = str(resource["name"])
        rows = len(reference.tables[name].rows) if name in reference.tables else len(getattr(reference, name, ()))
        shared = "" if name in reference.tables or len(reference.packages) == 1 else " in all packages"
        yield f"{name}: {rows} {'row' if rows == 1 else 'rows'}{shared}"
    named = [str(one.get("name") or one.get("title") or one.get("path")) for one in described.get("licenses", ())]
    yield f"licence: {', '.join(named) or 'none is told'}"


def licences(reference: Reference) -> Iterator[tuple[str, str]]:
    """Sources whose terms are not told, and what to do."""
    without = [source.id for source in reference.sources.values() if not source.licence]
    if without:
        few = ", ".join(without[:3]) + (" and others" if len(without) > 3 else "")
        yield (
            f"{len(without)} of {len(reference.sources)} sources without a licence: {few}",
            "fill in the column licence of sources.csv before you publish the data",
        )


def alike(reference: Reference) -> Iterator[str]:
    """Rows that are likely one thing twice, a line for each lot of them."""
    yield from _lots("sources with one address", ((one.url, one.id) for one in reference.sources.values() if "://" in one.url))
    yield from _lots(
        "entities with one name",
        ((folded(name), one.id) for one in reference.entities.values() for name in {one.name, *one.aliases}),
    )
    yield from _lots(
        "events of one kind, day and company",
        (
            ((one.kind, one.date.text, one.participants, one.place, one.title), one.id)
            for one in reference.events.values()
            if one.participants
        ),
    )


def _lots(what: str, pairs: Iterable[tuple[Hashable, str]]) -> Iterator[str]:
    found: dict[Hashable, list[str]] = {}
    for key, name in pairs:
        found.setdefault(key, []).append(name)
    yield from (f"{what}: {' and '.join(names)}" for names in found.values() if len(set(names)) > 1)
