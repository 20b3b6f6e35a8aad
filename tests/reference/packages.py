"""Data packages as text, for the tests of this folder: a sound one, and what to change in it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from factspec.problem import Problems
from factspec.reference.facts import Reference
from factspec.reference.package import package_folders, read_reference

Files = Mapping[str, str | bytes]

SOUND = {
    "sources.csv": """\
id,publisher,title,url,published
S1,TASS,Talks,https://example.org/1,2022-06-28
S2,Kremlin,Transcript,https://example.org/2,2022-06-29
""",
    "entities.csv": """\
id,type,name,aliases,within,same_as
ann,person,Ann,Annie|Anna,,
ben,person,Ben,,,
cay,person,Cay,,,
land,country,Land,,,
town,city,Town,,land,
""",
    "kinds.csv": """\
kind,broader,noun,verbs,object
contact,,contact,was in contact with,participant
meeting,contact,meeting|talks,met|held talks with,participant
visit,,visit,visited,place
""",
    "events.csv": """\
id,kind,mode,date,place,title,part_of,participants,participants_complete,sources
m1,meeting,in person,2022-06-28,town,Talks,,ann|ben,true,S1|S2
m2,meeting,,2022-05,,,m1,ann|ben|cay,false,S2
""",
    "relation_kinds.csv": """\
relation,phrase,functional,symmetric
head of,was head of,object,false
friend of,was a friend of,none,true
""",
    "relations.csv": """\
subject,relation,object,began,ended,seen,sources
ann,head of,land,2010-01-01,2020-01-01,2012-05-05,S1
ben,head of,land,2020-01-01,..,,S1
""",
    "measures.csv": """\
measure,phrase,unit
population,population,people
""",
    "observations.csv": """\
subject,measure,period,value,unit,low,high,sources
land,population,2022,9.9,million,9.8,10.0,S1
""",
    "quotes.csv": """\
id,speaker,date,text,language,sources
q1,ann,2022-06-28,"Well, now",en,S1
""",
    "disagreements.csv": """\
table,row,field,value,source,accepted,note
events,m1,date,2022-06-27,S2,,
""",
    "completeness.csv": """\
table,kind,mode,participants,place,period,sources,note
events,meeting,in person,ann|ben,not:land,2022,S1,
""",
    "games.csv": """\
round,city,attendance,ratio,on,home,sources
Round 1,Minsk,1200,0.5,2022-06-28,true,S1
Round 2,Minsk,18500,1.25,2022-06,false,S1|S2
Round 3,n/a,,,,,S2
""",
}
GAMES = {
    "fields": [
        {"name": "round", "type": "string"},
        {"name": "city", "type": "string"},
        {"name": "attendance", "type": "integer"},
        {"name": "ratio", "type": "number"},
        {"name": "on", "type": "date"},
        {"name": "home", "type": "boolean"},
        {"name": "sources", "type": "string"},
    ],
    "primaryKey": "round",
    "missingValues": ["", "n/a"],
}


def descriptor(names: list[str], **changes: object) -> str:
    """A descriptor of some files, on one line each; ``changes`` go into the resource of that name."""
    resources = []
    for name in names:
        resource: dict[str, object] = {"name": name.rpartition(".")[0], "path": name}
        if name.startswith("games"):
            resource["schema"] = GAMES
        resource.update(changes.get(str(resource["name"]), {}))  # type: ignore[call-overload]
        resources.append(resource)
    return json.dumps({"name": "sound", "resources": resources}, indent=1)


def written(folder: Path, files: Files, without: tuple[str, ...] = (), **changes: object) -> Path:
    """The sound package with some files in place of its own, written to a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    contents: dict[str, str | bytes] = {**SOUND, **files}
    for name in without:
        del contents[name]
    contents.setdefault("datapackage.json", descriptor([*contents], **changes))
    for name, content in contents.items():
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def read(folder: Path) -> Reference:
    """The package's rows. Its events are read in bulk too, and have to be the same."""
    reference = read_reference(package_folders(folder))
    bulk = read_reference(package_folders(folder), bulk=True, cache=folder / "cache").bulk
    if bulk is not None:
        assert [*bulk.numbered(range(bulk.count)).values()] == [*reference.events.values()]
        bulk.close()
    return reference


def refused(folder: Path) -> list[str]:
    """Every problem of a package, by its file's name alone; those that the bulk reader tells have to be the same."""
    with pytest.raises(Problems) as found:
        read_reference(package_folders(folder))
    with pytest.raises(Problems) as of_bulk:
        read_reference(package_folders(folder), bulk=True, cache=folder / "cache")
    assert of_bulk.value.problems == found.value.problems
    return [str(problem).replace(f"{folder}/", "") for problem in found.value.problems]
