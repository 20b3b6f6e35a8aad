"""Every kind of source goes the whole way: declared, taken, loaded, asked about, verified, and asked again."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from factspec.commands import run_app

from .servers import Reply, Server, sparql
from .test_forms import SDMX
from .worlds import PRESIDENTS, declare

FACTS = Path("references/facts")
HEAD = """\
private: true
limits: {{pause: 0, seconds: 20, attempts: 1}}
source: {{id: office, publisher: Office, title: Figures, archived: "https://web.archive.org/web/2023/x"}}
"""
OBSERVED = """\
rows:
  - resource: observations
    columns: {{subject: "{{%s}}", measure: population, period: "{{%s}}", value: "{{%s|number}}", unit: people}}
"""
ASKED = "the population of Tajikistan in 2022 was 9,952,787 people"


def as_json(server: Server) -> str:
    rows = {"meta": {"n": 1}, "data": [{"country": {"id": "Tajikistan"}, "year": 2022, "v": 9952787}]}
    server.replies["/a"] = Reply(json.dumps(rows), headers={"Content-Type": "application/vnd.api+json"})
    fields = "items: $.data[*]\nfields: {{area: country.id, year: year, people: v}}\n"
    return f"kind: json\nurl: {{url}}/a\n{fields}{HEAD}{OBSERVED % ('area|entity', 'year', 'people')}"


def as_html(server: Server) -> str:
    rows = "<tr><th>Country</th><th colspan=2>Figures</th></tr>"
    rows += "<tr><td>Tajikistan[1]</td><td>2022</td><td>9&nbsp;952&nbsp;787</td></tr>"
    page = f"<!doctype html><meta charset=utf-8><table><caption>Population</caption>{rows}</table>"
    server.replies["/a"] = Reply(page, headers={"Content-Type": "text/html; charset=utf-8"})
    return f"kind: html\nurl: {{url}}/a\ntable: population\n{HEAD}{OBSERVED % ('Country|entity', 'Figures', 'Figures 2')}"


def as_sdmx(server: Server) -> str:
    text = json.dumps(SDMX).replace("9.9,", "9952787,")
    server.replies["/a"] = Reply(text, headers={"Content-Type": "application/vnd.sdmx.data+json; version=1.0.0"})
    return f"kind: sdmx\nurl: {{url}}/a\n{HEAD}{OBSERVED % ('REF_AREA_name|entity', 'TIME_PERIOD', 'OBS_VALUE')}"


def as_sdmx_csv(server: Server) -> str:
    text = "DATAFLOW,REF_AREA,TIME_PERIOD,OBS_VALUE\nX,Tajikistan,2022,9952787\n"
    server.replies["/a"] = Reply(text, headers={"Content-Type": "application/vnd.sdmx.data+csv"})
    return f"kind: sdmx\nformat: csv\nurl: {{url}}/a\n{HEAD}{OBSERVED % ('REF_AREA|entity', 'TIME_PERIOD', 'OBS_VALUE')}"


def as_database(_: Server) -> str:
    link = sqlite3.connect("own.db")
    link.executescript(
        "create table t (area text, year integer, people integer); insert into t values ('Tajikistan', 2022, 9952787)"
    )
    link.close()
    query = "query: select area, year, people from t\n"
    return f"kind: database\nurl: sqlite:own.db\n{query}{HEAD}{OBSERVED % ('area|entity', 'year', 'people')}"


def as_windows_text(server: Server) -> str:
    body = "страна;год;число\nTajikistan;2022;9.952.787,0\n".encode("windows-1251")
    server.replies["/a"] = Reply(body, headers={"Content-Type": "text/csv; charset=windows-1251"})
    return f'kind: csv\ndelimiter: ";"\nurl: {{url}}/a\n{HEAD}{OBSERVED % ("страна|entity", "год", "число")}'.replace(
        "число|number", "число|number ,"
    )


KINDS: list[Callable[[Server], str]] = [as_json, as_html, as_sdmx, as_sdmx_csv, as_database, as_windows_text]


@pytest.mark.usefixtures("root")
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_a_source_of_any_kind_goes_the_whole_way(
    kind: Callable[[Server], str], server: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    declare(FACTS, "a", kind(server), server)
    asked = ("--private", server.host)
    assert run_app(["references", "import", *asked]) == 0, capsys.readouterr().err
    assert run_app(["say", ASKED]) == 0
    assert run_app(["references", "verify"]) == 0
    assert run_app(["references", "refresh", *asked]) == 0
    sidecar = json.loads(next((FACTS / "sources/snapshots").glob("*.json")).read_text())
    assert sidecar["archived"] == "https://web.archive.org/web/2023/x"


@pytest.mark.usefixtures("root")
def test_a_long_query_is_posted_and_kept_in_the_sidecar(server: Server) -> None:
    sparql(server, PRESIDENTS)
    items = ", ".join(f"Q{number}" for number in range(800, 1800))
    rows = "rows: [{{resource: entities, columns: {{id: '{{person|id|lower}}', type: person, name: '{{personLabel}}'}}}}]\n"
    text = f"kind: sparql\nurl: {{url}}/sparql\ntemplate: wikidata/heads-of-state\nwith: {{{{place: [{items}]}}}}\n{HEAD}{rows}"
    declare(FACTS, "a", text, server)
    assert run_app(["references", "import", "--private", server.host]) == 0
    assert server.asked[0][1]["Content-Type"] == "application/x-www-form-urlencoded"
    sidecar = json.loads(next((FACTS / "sources/snapshots").glob("*.json")).read_text())
    assert "wd:Q874" in sidecar["form"]["query"]
    assert run_app(["references", "verify"]) == 0


@pytest.mark.usefixtures("root")
def test_an_archived_copy_that_a_server_names_is_kept(server: Server) -> None:
    link = '<https://archive.example.org/1/x>; rel="first memento"; datetime="Tue, 10 Jan 2023 00:00:00 GMT"'
    server.csv("/a", "area,year,people\nTajikistan,2022,1\n", Link=link, **{"Last-Modified": "Tue, 10 Jan 2023 10:00:00 GMT"})
    text = f"kind: csv\nurl: {{url}}/a\n{HEAD}{OBSERVED % ('area|entity', 'year', 'people')}"
    declare(FACTS, "a", text.replace("title: Figures", "title: Figures, published: last-modified"), server)
    assert run_app(["references", "import", "--private", server.host]) == 0
    sidecar = json.loads(next((FACTS / "sources/snapshots").glob("*.json")).read_text())
    assert sidecar["memento"] == "https://archive.example.org/1/x"
    assert ",2023-01-10," in (FACTS / "fetched/a.sources.csv").read_text()
    assert run_app(["say", "the population of Tajikistan in 2022 was 1 people", "--known-by", "2023-01-09"]) == 1
    assert run_app(["say", "the population of Tajikistan in 2022 was 1 people", "--known-by", "2023-01-10"]) == 0


@pytest.mark.usefixtures("root")
def test_participants_that_come_one_a_row_make_one_event(server: Server) -> None:
    (FACTS / "kinds.csv").write_text("kind,noun,verbs,object\nsummit,summit,attended,event\n")
    said = json.loads((FACTS / "datapackage.json").read_text())
    said["resources"].append({"name": "kinds", "path": "kinds.csv"})
    (FACTS / "datapackage.json").write_text(json.dumps(said))
    rows = (
        "id,day,title,who\ns1,2022-06-29,Caspian,Tajikistan\ns1,2022-06-29,Caspian,Kazakhstan\ns2,2022-07-01,Other,Kazakhstan\n"
    )
    server.csv("/a", rows)
    made = "rows: [{{resource: events, columns: {{id: '{{id}}', kind: summit, date: '{{day}}', title: '{{title}}', "
    made += "participants: '{{who|entity}}'}}}}]\n"
    declare(FACTS, "a", f"kind: csv\nurl: {{url}}/a\n{HEAD}{made}", server)
    assert run_app(["references", "import", "--private", server.host]) == 0
    assert "s1,summit,2022-06-29,Caspian,tajikistan|kazakhstan,office\n" in (FACTS / "fetched/a.events.csv").read_text()
    assert run_app(["say", 'Tajikistan attended "Caspian" on 2022-06-29']) == 0


@pytest.mark.usefixtures("root")
def test_text_from_elsewhere_adds_no_participant_and_no_source(server: Server, capsys: pytest.CaptureFixture[str]) -> None:
    server.csv("/a", "id,name\nx,One|hand\n")
    made = "rows: [{{resource: entities, columns: {{id: '{{id}}', type: person, name: X, aliases: '{{name}}'}}}}]\n"
    declare(FACTS, "a", f"kind: csv\nurl: {{url}}/a\n{HEAD}{made}", server)
    assert run_app(["references", "import", "--private", server.host]) == 2
    assert "column aliases: 'One|hand' holds a |, expected one value, or the filter 'list'" in capsys.readouterr().err
