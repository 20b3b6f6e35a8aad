"""The index of events holds just what the rows say, is found again, and is made anew when anything that it rests on changes."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import duckdb
import pytest

from factspec.reference.bulk.build import index_of
from factspec.reference.bulk.index import EventIndex
from factspec.reference.bulk.layout import MODES, TITLE_KEY
from factspec.reference.facts import Reference
from factspec.reference.package import read_reference
from factspec.values.calendar import FIRST, LAST
from factspec.values.names import folded

from .packages import SOUND, read, written

Rows = list[tuple[object, ...]]


def told(reference: Reference) -> dict[str, Rows]:
    """The rows that the index of a reference should hold."""
    kinds, entities, sources = list(reference.kinds), list(reference.entities), list(reference.sources)
    numbers = {name: number for number, name in enumerate(reference.events)}
    found: dict[str, Rows] = {"events": [], "event_participants": [], "event_sources": []}
    for number, row in enumerate(reference.events.values()):
        days = [reference.sources[name].published for name in row.sources]
        date = row.date
        plain = date.exact and not date.lasting and len(date.text) == 10 and not date.text.startswith("0000")
        found["events"].append((
            number, row.id, kinds.index(row.kind), MODES[row.mode] if row.mode else None,
            entities.index(row.place) if row.place else None,
            date.starts.first, date.starts.last, date.ends.first, date.ends.last, date.lasting, date.doubtful,
            row.participants_complete, len(row.participants),
            min((day.ends.last for day in days if day and not day.doubtful), default=LAST),
            min(day.starts.first if day else FIRST for day in days),
            numbers[row.part_of] if row.part_of else None, None if plain else date.text, row.title,
        ))  # fmt: skip
        found["event_participants"] += [(number, at, entities.index(name)) for at, name in enumerate(row.participants, 1)]
        found["event_sources"] += [(number, at, sources.index(name)) for at, name in enumerate(row.sources, 1)]
    return found


def held(path: Path) -> dict[str, Rows]:
    """The same rows as an index holds them."""
    with duckdb.connect() as database:
        database.execute(f"ATTACH '{path}' AS facts (READ_ONLY)")
        return {
            table: database.execute(f"SELECT * FROM facts.{table} ORDER BY ALL").fetchall()
            for table in ("events", "event_participants", "event_sources")
        }


def test_an_index_has_each_event_as_its_row_says(tmp_path: Path) -> None:
    reference = read(written(tmp_path / "sound", {}))
    index = index_of(reference, tmp_path / "index.duckdb")
    assert held(index.path) == told(reference)
    index.close()


def bulk(folder: Path, cache: Path | None = None) -> EventIndex:
    """The index of a package, closed: only its file is looked at here."""
    found = read_reference([folder], bulk=True, cache=cache).bulk
    assert found is not None
    found.close()
    return found


def stamp(index: EventIndex) -> tuple[Path, int]:
    return index.path, index.path.stat().st_mtime_ns


def test_an_index_is_found_again_beside_the_data(tmp_path: Path) -> None:
    folder = written(tmp_path, {})
    first = stamp(bulk(folder))
    assert first[0].parent == folder / ".factspec"
    assert stamp(bulk(folder)) == first
    assert (folder / ".factspec" / ".gitignore").read_text() == "*\n"
    assert sorted(path.name for path in first[0].parent.iterdir()) == [".gitignore", first[0].name, "lock"]


CHANGES = {
    "events.csv": SOUND["events.csv"].replace("Talks", "Long talks"),
    "sources.csv": SOUND["sources.csv"].replace("2022-06-28", "2022-06-27"),
    "entities.csv": SOUND["entities.csv"] + "dan,person,Dan,,,\n",
    "kinds.csv": SOUND["kinds.csv"] + "trip,visit,trip,travelled,none\n",
}


@pytest.mark.parametrize("name", CHANGES)
def test_an_index_is_made_anew_when_what_it_rests_on_changes(name: str, tmp_path: Path) -> None:
    folder = written(tmp_path, {})
    before = bulk(folder).path
    (folder / name).write_text(CHANGES[name])
    after = bulk(folder).path
    assert after != before
    assert not before.exists()
    assert held(after) == told(read_reference([folder]))


def test_an_index_outlives_a_change_of_other_tables(tmp_path: Path) -> None:
    folder = written(tmp_path, {})
    first = stamp(bulk(folder))
    (folder / "completeness.csv").write_text(SOUND["completeness.csv"].replace("2022", "2021"))
    assert stamp(bulk(folder)) == first


@pytest.mark.parametrize("size", [0, 100, 20_000, -4_096])
def test_a_file_cut_short_is_never_used(size: int, tmp_path: Path) -> None:
    folder = written(tmp_path, {})
    path = bulk(folder).path
    content = path.read_bytes()
    path.write_bytes(content[:size])
    assert held(bulk(folder).path) == told(read_reference([folder]))


def test_an_index_of_other_content_under_the_right_name_is_never_used(tmp_path: Path) -> None:
    folder, other = written(tmp_path / "one", {}), written(tmp_path / "other", {"events.csv": CHANGES["events.csv"]})
    path = bulk(folder).path
    path.write_bytes(bulk(other).path.read_bytes())
    assert held(bulk(folder).path) == told(read_reference([folder]))


def test_what_a_killed_builder_left_is_taken_away(tmp_path: Path) -> None:
    folder = written(tmp_path, {})
    left = folder / ".factspec" / "work-left"
    left.mkdir(parents=True)
    (left / "index.duckdb").write_bytes(b"half")
    bulk(folder)
    assert not left.exists()


def test_where_the_package_cannot_be_written_to_the_index_is_kept_for_the_user(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = written(tmp_path / "sound", {})
    (folder / ".factspec").write_text("in the way")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "own"))
    first = stamp(bulk(folder))
    assert first[0].parent == tmp_path / "own" / "factspec"
    assert stamp(bulk(folder)) == first


def test_the_folder_that_was_asked_for_is_the_only_one(tmp_path: Path) -> None:
    folder = written(tmp_path / "sound", {})
    assert bulk(folder, tmp_path / "here" / "there").path.parent == tmp_path / "here" / "there"
    assert not (folder / ".factspec").exists()


BUILDER = """
import sys
from pathlib import Path
from factspec.reference.package import read_reference
index = read_reference([Path(sys.argv[1])], bulk=True).bulk
print(index.count, len(index.numbered(range(index.count))))
"""


def test_builders_at_the_same_time_all_come_to_a_whole_index(tmp_path: Path) -> None:
    folder = written(tmp_path, {})
    builders = [
        subprocess.Popen([sys.executable, "-c", BUILDER, str(folder)], stdout=subprocess.PIPE, env=os.environ) for _ in range(4)
    ]
    assert [builder.communicate()[0].split() for builder in builders] == [[b"2", b"2"]] * 4
    assert len(list((folder / ".factspec").glob("*.duckdb"))) == 1
    assert not list((folder / ".factspec").glob("work-*"))


def test_letters_that_sentences_take_for_one_have_one_key() -> None:
    letters = [chr(number) for number in range(1, sys.maxunicode + 1) if not 0xD800 <= number < 0xE000]
    keys: dict[str, set[int]] = defaultdict(set)
    with duckdb.connect() as database:
        for first in range(0, len(letters), 100_000):
            some = letters[first : first + 100_000]
            found = database.execute(f"SELECT {TITLE_KEY.format('x')} FROM (SELECT unnest(?::VARCHAR[]) AS x)", [some]).fetchall()
            for letter, (key,) in zip(some, found, strict=True):
                keys[folded(letter)].add(key)
    assert {spelt for spelt, found in keys.items() if len(found) > 1} == set()
