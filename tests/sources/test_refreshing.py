"""Sources are taken, asked again and accepted: what would change is shown before anything is written."""

from __future__ import annotations

import hashlib
import json
import shutil
import socket
from pathlib import Path

import pytest

from factspec.commands import run_app

from .servers import Reply, Server, serving, sparql
from .worlds import POPULATION, POPULATION_DECLARED, PRESIDENTS, PRESIDENTS_DECLARED, declare, package

FACTS = Path("references/facts")
REVISED = POPULATION.replace("9,952,787", "9,052,787")


def state(folder: Path = Path("references")) -> dict[str, str]:
    """All files of a folder, by path and digest."""
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.rglob("*")) if path.is_file()}


def refs(*words: str, server: Server) -> int:
    return run_app(["references", *words, "--private", server.host])


@pytest.fixture
def taken(root: Path, server: Server, capsys: pytest.CaptureFixture[str]) -> Server:
    """A project that has taken its one source."""
    server.csv("/population.csv", POPULATION, ETag='"1"')
    declare(root / FACTS, "population", POPULATION_DECLARED, server)
    assert refs("import", server=server) == 0
    capsys.readouterr()
    return server


def test_a_source_is_taken_with_a_snapshot_and_a_lock(taken: Server) -> None:
    lock = json.loads((FACTS / "references.lock").read_text())["sources"]["population"]
    body = FACTS / "sources/snapshots" / lock["snapshot"]
    assert body.read_text() == POPULATION
    assert hashlib.sha256(body.read_bytes()).hexdigest() == lock["snapshot"]
    sidecar = json.loads(body.with_name(body.name + ".json").read_text())
    assert sidecar["url"] == f"{taken.url}/population.csv"
    assert sidecar["headers"]["etag"] == '"1"'
    assert (FACTS / "fetched/population.observations.csv").read_text() == (
        "subject,measure,period,value,unit,sources\n"
        "kazakhstan,population,2022,19621972,people,office\n"
        "tajikistan,population,2022,9952787,people,office\n"
    )
    assert run_app(["say", "the population of Tajikistan in 2022 was 9,952,787 people"]) == 0


def test_what_has_not_changed_is_not_written(taken: Server, capsys: pytest.CaptureFixture[str]) -> None:
    before = state()
    assert refs("refresh", "--accept", server=taken) == 0
    assert taken.asked[-1][1]["If-None-Match"] == '"1"'
    assert capsys.readouterr().out == "facts/population: as before, 2 rows\nnothing has changed\n"
    taken.csv("/population.csv", POPULATION + "YY,2022,3\n")  # another body that gives the same rows
    assert refs("refresh", "--accept", server=taken) == 0
    assert state() == before


def test_what_changes_is_shown_before_it_is_written(taken: Server, capsys: pytest.CaptureFixture[str]) -> None:
    before = state()
    taken.csv("/population.csv", REVISED, ETag='"2"')
    assert refs("refresh", server=taken) == 1
    assert state() == before
    said = capsys.readouterr().out
    assert "  ~ observations tajikistan population 2022: value 9952787 -> 9052787\n" in said
    assert "claims: 1 with another verdict\nfigures/tajikistan: supported -> refuted\n" in said
    assert said.endswith("nothing is written; --accept writes it\n")
    assert refs("refresh", "--accept", server=taken) == 0
    assert "9052787" in (FACTS / "fetched/population.observations.csv").read_text()
    assert run_app(["references", "verify"]) == 0
    assert run_app(["say", "the population of Tajikistan in 2022 was about 9 million people"]) == 0


def test_rows_that_come_and_go_are_told_apart(taken: Server, capsys: pytest.CaptureFixture[str]) -> None:
    taken.csv("/population.csv", 'area,year,people\nTJ,2022,"9,952,787"\nTJ,2023,10\n')
    assert refs("refresh", "population", server=taken) == 1
    said = capsys.readouterr().out
    assert "facts/population: changed, 2 rows (1 added, 1 gone)" in said
    assert "  - observations kazakhstan population 2022:" in said
    assert "figures/kazakhstan: supported -> not enough evidence" in said
    assert "undecided now, which is not false" in said


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (Reply("gone", 404), "status 404"),
        (Reply("<!doctype html><p>log in", headers={"Content-Type": "text/csv"}), "the body is an HTML page"),
        (Reply("area,year,people\n", headers={"Content-Type": "text/csv"}), "no rows in the answer"),
        (Reply("area,year\nTJ,2022\n", headers={"Content-Type": "text/csv"}), "the answer has no column 'people'"),
        (Reply("area,year,people\nXX,2022,1\n", headers={"Content-Type": "text/csv"}), "no row is left"),
        (Reply("area,year,people\nTJ,2022,many\n", headers={"Content-Type": "text/csv"}), "column value: 'many' is not a number"),
        (Reply("area,year,people\nTJ,20222,1\n", headers={"Content-Type": "text/csv"}), "the reference would not load"),
        (Reply("area,year,people\nTJ,2022,1\nTJ,2022,2\n", headers={"Content-Type": "text/csv"}), ""),
    ],
)  # fmt: skip
def test_a_source_that_fails_changes_nothing(taken: Server, reply: Reply, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    before = state()
    taken.replies["/population.csv"] = reply
    assert refs("refresh", "--accept", server=taken) == 2 or not said
    err = capsys.readouterr().err
    assert said in err
    assert "Traceback" not in err
    if said:
        assert state() == before
    if said and "load" not in said:
        assert err.startswith("references/facts/sources/population.yaml:1: ")


def test_one_source_that_fails_keeps_all_others_from_being_written(taken: Server, root: Path) -> None:
    before = state()
    taken.csv("/population.csv", REVISED)
    declare(root / FACTS, "other", POPULATION_DECLARED.replace("population.csv", "other.csv"), taken)
    assert refs("refresh", "--accept", server=taken) == 2
    assert {name: digest for name, digest in state().items() if "other" not in name} == before


def test_a_wikidata_answer_that_changes_shows_the_claims_it_flips(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with serving() as wikidata:
        store = sparql(wikidata, PRESIDENTS)
        declare(root / FACTS, "presidents", PRESIDENTS_DECLARED, wikidata)
        assert refs("import", server=wikidata) == 0
        assert "Nobody" not in (FACTS / "fetched/presidents.entities.csv").read_text()  # a statement that is deprecated
        assert run_app(["say", "Serdar Berdimuhamedow became president of Turkmenistan in March 2022"]) == 0
        store.update(
            """PREFIX pqv: <http://www.wikidata.org/prop/qualifier/value/> PREFIX wikibase: <http://wikiba.se/ontology#>
            PREFIX s: <http://www.wikidata.org/entity/statement/> PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
            DELETE { ?n wikibase:timeValue ?v ; wikibase:timePrecision ?p }
            INSERT { ?n wikibase:timeValue "2022-04-02T00:00:00Z"^^xsd:dateTime ; wikibase:timePrecision 11 }
            WHERE { s:t2 pqv:P580 ?n . ?n wikibase:timeValue ?v ; wikibase:timePrecision ?p }"""
        )
        capsys.readouterr()
        assert refs("refresh", server=wikidata) == 1
        said = capsys.readouterr().out
        assert "began 2022-03 -> 2022-04-02" in said
        assert "figures/president: supported -> " in said


@pytest.mark.usefixtures("root")
def test_a_project_may_begin_with_declarations_alone(server: Server) -> None:
    server.csv("/population.csv", POPULATION)
    shutil.rmtree("references")
    shutil.rmtree("claims")
    Path("references/new").mkdir(parents=True)
    more = POPULATION_DECLARED.replace("map countries", "entity").replace("area: [TJ, KZ]", "area: TJ")
    more += '  - {{resource: entities, columns: {{id: tj, type: country, name: "{{area}}"}}, where: {{area: TJ}}}}\n'
    more += "  - {{resource: measures, columns: {{measure: population, phrase: population, unit: people}}}}\n"
    declare(Path("references/new"), "population", more, server)
    assert refs("import", server=server) == 0
    assert run_app(["references", "verify"]) == 0
    assert run_app(["say", "the population of TJ in 2022 was 9,952,787 people"]) == 0


def test_a_plain_table_brings_its_schema(root: Path, server: Server) -> None:
    server.csv("/population.csv", "round,city,attendance\nRound 1,Minsk,12000\nRound 2,Brest,18000\n")
    rows = """\
kind: csv
url: {url}/population.csv
private: true
limits: {{pause: 0}}
source: {{id: league, publisher: League, title: Games}}
rows:
  - resource: games
    columns: {{round: "{{round}}", city: "{{city}}", attendance: "{{attendance|number}}"}}
    schema:
      primaryKey: round
      fields:
        - {{name: round}}
        - {{name: city}}
        - {{name: attendance, type: integer}}
        - {{name: sources}}
"""
    declare(root / FACTS, "games", rows, server)
    assert refs("import", "games", server=server) == 0
    assert run_app(["say", 'in "games", the city of "Round 2" was "Brest"']) == 0


def test_a_source_that_is_no_longer_declared_takes_its_rows_along(taken: Server, capsys: pytest.CaptureFixture[str]) -> None:
    server_host = taken
    (FACTS / "sources/population.yaml").rename(FACTS / "sources/renamed.yaml")
    assert run_app(["references", "verify"]) == 1
    assert "is locked and no longer declared" in capsys.readouterr().err
    assert refs("refresh", "--accept", server=server_host) == 0
    assert "no longer declared" in capsys.readouterr().out
    assert not (FACTS / "fetched/population.observations.csv").exists()
    assert (FACTS / "fetched/renamed.observations.csv").exists()
    assert run_app(["references", "verify"]) == 0


def test_a_name_that_is_not_declared_is_told_with_what_is_near(taken: Server, capsys: pytest.CaptureFixture[str]) -> None:
    assert refs("refresh", "populaton", server=taken) == 2
    assert "no source 'populaton', expected one of facts/population; did you mean facts/population?" in capsys.readouterr().err


def test_a_private_address_needs_the_command_line_too(taken: Server, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_app(["references", "refresh"]) == 2
    assert f"expected --private {taken.host}, which allows it for this run" in capsys.readouterr().err
    text = (FACTS / "sources/population.yaml").read_text().replace("private: true\n", "")
    (FACTS / "sources/population.yaml").write_text(text)
    assert refs("refresh", server=taken) == 2
    assert "is an address inside a network" in capsys.readouterr().err


def test_a_check_asks_no_network(taken: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a network was asked")

    for name in ("connect", "connect_ex", "sendto", "bind"):
        monkeypatch.setattr(socket.socket, name, refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    number = len(taken.asked)
    run_app(["check"])
    assert run_app(["say", "the population of Tajikistan in 2022 was 9,952,787 people"]) == 0
    assert run_app(["references", "verify"]) == 0
    assert run_app(["references", "list"]) == 0
    run_app(["audit", "figures"])
    assert len(taken.asked) == number


def test_two_folders_are_compared_row_by_row(taken: Server, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree("references", "old")
    taken.csv("/population.csv", REVISED)
    assert refs("refresh", "--accept", server=taken) == 0
    capsys.readouterr()
    assert run_app(["references", "diff", "old", "references"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("rows: 1 changed\n  ~ observations tajikistan population 2022: value 9952787 -> 9052787\n")
    assert "figures/tajikistan: supported -> refuted" in said


def test_the_list_tells_licences_and_what_is_taken(taken: Server, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_app(["references", "list", "--json"]) == 0
    (told,) = json.loads(capsys.readouterr().out)
    assert told["licences"] == ["CC0-1.0"]
    assert told["rows"]["observations"] == 2
    assert [source["name"] for source in told["sources"]] == ["population"]
    assert run_app(["references", "list"]) == 0
    assert "1 under CC-BY-4.0, 1 with no licence named" in capsys.readouterr().out
    assert run_app(["references", "list", "--attribution"]) == 0
    office = f"Office of Statistics, “Population”, {taken.url}/population.csv, CC-BY-4.0\n"
    assert capsys.readouterr().out == f"“facts”, CC0-1.0\n{office}"


def test_the_report_names_the_licence_of_a_source(taken: Server) -> None:
    del taken
    assert run_app(["check", "--html", "r.html", "--json", "r.json"]) == 2  # one claim speaks of somebody who is not there
    assert "CC-BY-4.0" in Path("r.html").read_text()
    assert json.loads(Path("r.json").read_text())["sources"]["office"]["licence"] == "CC-BY-4.0"


def test_snapshots_become_a_warc(taken: Server) -> None:
    from warcio.archiveiterator import ArchiveIterator

    assert run_app(["references", "export", "out/all.warc.gz"]) == 0
    with Path("out/all.warc.gz").open("rb") as file:
        records = [
            (one.rec_type, one.rec_headers.get_header("WARC-Target-URI"), one.content_stream().read())
            for one in ArchiveIterator(file)
        ]
    assert records[1] == ("response", f"{taken.url}/population.csv", POPULATION.encode())


def test_a_package_that_is_another_form_is_not_mixed(root: Path, server: Server, capsys: pytest.CaptureFixture[str]) -> None:
    package(root / FACTS)
    said = json.loads((FACTS / "datapackage.json").read_text())
    rows = {"subject": "tajikistan", "measure": "population", "period": "2021", "value": 1, "sources": "hand"}
    (FACTS / "o.jsonl").write_text(json.dumps(rows) + "\n")
    said["resources"].append({"name": "observations", "path": "o.jsonl", "format": "jsonl"})
    (FACTS / "datapackage.json").write_text(json.dumps(said))
    server.csv("/population.csv", POPULATION)
    declare(root / FACTS, "population", POPULATION_DECLARED, server)
    assert refs("import", server=server) == 2
    assert "resource 'observations' is not plain CSV in utf-8" in capsys.readouterr().err
