"""Every bad row of a package is told in one reading: too many cells, bad cells, and names that no row has."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from factspec.problem import Problems
from factspec.reference.package import read_reference

SOUND = {
    "sources": "id,publisher,title,url,published\ns,Paper,t,https://example.org/s,2024-01-01\n",
    "entities": "id,type,name,within\nada,person,Ada,\nbo,person,Bo,\noslo,city,Oslo,norway\nnorway,country,Norway,\n",
    "kinds": "kind,noun,verbs,object\nmeeting,meeting,met,participant\n",
    "events": "id,kind,date,place,participants,sources\nm1,meeting,2024-01-01,oslo,ada|bo,s\n",
}


def faults(folder: Path, **texts: str) -> list[str]:
    tables = SOUND | texts
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text, "utf-8")
    resources = [{"name": name, "path": f"{name}.csv"} for name in tables]
    (folder / "datapackage.json").write_text(json.dumps({"name": "p", "resources": resources}), "utf-8")
    with pytest.raises(Problems) as found:
        read_reference([folder])
    return [str(fault).replace(f"{folder}/", "") for fault in found.value.problems]


def test_rows_of_a_wrong_length_bad_cells_and_unknown_names_are_told_together(tmp_path: Path) -> None:
    rows = (
        "id,kind,date,place,participants,sources\n"
        "m1,meetng,2024-01-01,oslo,ada|bo,s\n"
        "m2,meeting,2024-02-30,olso,ada|bo,s\n"
        "m3,meeting,2024-01-03,oslo,ada|bo,s,more\n"
        "m4,meeting,2024-01-04,oslo,ada|cy,\n"
    )
    told = faults(tmp_path, events=rows)
    assert [text.split(", expected")[0] for text in told] == [
        "events.csv:4: 7 cells",
        "events.csv:3: row m2, column date: '2024-02-30' is not a date: that month has 29 days",
        "events.csv:5: row m4, column sources: blank",
        "events.csv:2: row m1, column kind: no kind 'meetng'",
        "events.csv:3: row m2, column place: no entity 'olso'",
        "events.csv:5: row m4, column participants: no entity 'cy'",
    ]


def test_a_name_of_a_row_that_has_a_fault_of_its_own_is_no_fault(tmp_path: Path) -> None:
    entities = "id,type,name,within\nada,person,Ada,\nbo,,Bo,\noslo,city,Oslo,norway\nnorway,country,Norway,\n"
    assert faults(tmp_path, entities=entities) == ["entities.csv:3: row bo, column type: blank, expected a value"]


@pytest.mark.parametrize(
    ("table", "text", "first"),
    [
        ("entities", "id,type,name,within\nada,person,Ada\n", "entities.csv:2: 3 cells, expected 4, as in the header"),
        ("entities", "id,type,nam\nada,person,Ada\n", "entities.csv:1: unknown column 'nam'"),
        ("entities", "id,type,name\n", "entities.csv: an empty table"),
        ("sources", "id,publisher,title,url\ns,Paper\n", "sources.csv:2: 2 cells, expected 4, as in the header"),
    ],
)
def test_names_of_a_table_that_could_not_be_read_are_not_told_as_unknown(
    table: str, text: str, first: str, tmp_path: Path
) -> None:
    told = faults(tmp_path, **{table: text})
    assert told[0].startswith(first)
    assert not [fault for fault in told if "no entity" in fault or "no source" in fault]
