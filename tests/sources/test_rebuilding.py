"""The repository's own package is made anew from what it declares, in an empty folder; from Wikidata where that has the fact."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from factspec.commands import run_app
from factspec.sources.verify import proof
from factspec.values.dates import dating

from .servers import Server, serving, sparql
from .worlds import PREFIXES, time

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "references/diplomacy"
HERE = Path("references/diplomacy")
ENDPOINT = "https://query.wikidata.org/sparql"


def term(number: str, place: str, person: str, began: str, ended: str = "") -> str:
    """A time in office as Wikidata states it, with the item of the place and of the person."""
    times = " ; ".join([time("P580", began), *([time("P582", ended)] if ended else [])])
    return f"wd:{place} p:P35 s:{number} . s:{number} ps:P35 wd:{person} ; wikibase:rank wikibase:NormalRank ; {times} .\n"


def membership(member: str, began: str, ended: str = "") -> str:
    times = " ; ".join([time("P580", began), *([time("P582", ended)] if ended else [])])
    return f"wd:{member} p:P463 s:m{member} . s:m{member} ps:P463 wd:Q318693 ; wikibase:rank wikibase:NormalRank ; {times} .\n"


def labels(**names: str) -> str:
    return "".join(f'wd:{item} rdfs:label "{name}"@en .\n' for item, name in names.items())


WIKIDATA = (
    PREFIXES
    + labels(Q159="Russia", Q863="Tajikistan", Q874="Turkmenistan", Q318693="Collective Security Treaty Organization")
    + labels(Q11="Vladimir Putin", Q12="Emomali Rahmon", Q13="Serdar Berdimuhamedow", Q14="Somebody Else")
    + labels(Q21="Armenia", Q22="Belarus", Q23="Kazakhstan", Q24="Kyrgyzstan", Q25="Uzbekistan", Q26="Ruritania")
    + term("p1", "Q159", "Q11", "2000-05-07", "2008-05-07")
    + term("p2", "Q159", "Q14", "2008-05-07", "2012-05-07")
    + term("p3", "Q159", "Q11", "2012-05-07")
    + term("r1", "Q863", "Q12", "1994-11-16")
    + term("s1", "Q874", "Q13", "2022-03-19")
    + "".join(membership(item, "2002-10-07") for item in ("Q159", "Q863", "Q21", "Q22", "Q23", "Q24"))
    + membership("Q25", "2006-08-16", "2012-06-28")
    + membership("Q26", "2006-08-16")
)


def rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text))


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with the article's claims, and of the reference data the declarations and sheets alone."""
    for name in ("claims", "validators", "references/diplomacy/sources"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("snapshots", "__pycache__"))
    (tmp_path / "pyproject.toml").write_text("[tool.factspec]\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NO_COLOR", "1")
    return tmp_path


@pytest.fixture
def wikidata(empty: Path) -> Iterator[tuple[Server, ox.Store]]:
    """An endpoint with data like Wikidata's, which the declarations of the package ask in place of Wikidata."""
    with serving() as server:
        for file in (empty / HERE / "sources").glob("wikidata-*.yaml"):
            text = file.read_text("utf-8")
            assert text.count(ENDPOINT) == 1
            file.write_text(text.replace(ENDPOINT, f"{server.url}/sparql\nprivate: true\nlimits: {{pause: 0, attempts: 1}}"))
        yield server, sparql(server, WIKIDATA)


def imported(*names: str, server: Server) -> int:
    return run_app(["references", "import", *names, "--private", server.host])


def test_rows_snapshots_and_lock_of_the_package_agree() -> None:
    found = proof(ROOT / "references")
    assert found.faults == []
    assert found.sources == 11
    assert found.rows == sum(len(rows(file)) for file in PACKAGE.glob("*.csv"))


def test_every_table_of_the_package_is_declared_with_its_licence() -> None:
    from factspec.sources.declared import declared_sources
    from factspec.sources.lock import read_lock

    made = {file for one in read_lock(PACKAGE).sources.values() for file in one.files}
    assert made == {file.name for file in PACKAGE.glob("*.csv")}
    assert {source.declared.licence for source in declared_sources(PACKAGE)} == {"CC0-1.0"}


@pytest.mark.usefixtures("empty")
def test_an_empty_folder_gets_the_same_tables_byte_for_byte(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_app(["references", "import"]) == 0
    assert run_app(["references", "verify"]) == 0
    made = {file.name: file.read_bytes() for file in HERE.glob("*.csv")}
    assert made == {file.name: file.read_bytes() for file in PACKAGE.glob("*.csv")}
    assert '"CC0-1.0"' in (HERE / "datapackage.json").read_text()
    capsys.readouterr()
    run_app(["check", "--json", "r.json", "--html", "r.html"])
    assert json.loads(Path("r.json").read_text("utf-8"))["references"][0]["licences"] == ["CC0-1.0"]
    assert "<bdi>CC0-1.0</bdi>" in Path("r.html").read_text("utf-8")
    rebuilt = capsys.readouterr().out.splitlines()[0]
    run_app(["check", "--references", str(PACKAGE)])
    assert capsys.readouterr().out.splitlines()[0] == rebuilt


def test_wikidata_gives_the_rows_that_it_has_each_difference_with_its_reason(
    wikidata: tuple[Server, ox.Store], capsys: pytest.CaptureFixture[str]
) -> None:
    server, _ = wikidata
    assert imported(server=server) == 0
    assert server.asked == []  # what stands in for another is taken where it is named
    capsys.readouterr()
    assert imported("wikidata-presidents", "wikidata-csto", server=server) == 0
    said = capsys.readouterr().out
    assert "diplomacy/presidents: another source stands in for it\n" in said
    assert "  ~ relations emomali-rahmon president of tajikistan: began 1994 -> 1994-11-16" in said
    assert run_app(["references", "verify"]) == 0
    assert not (HERE / "presidents.relations.csv").exists()
    assert (HERE / "events.csv").read_bytes() == (PACKAGE / "events.csv").read_bytes()

    for name in ("presidents", "csto"):
        by_hand = {(row["subject"], row["object"]): row for row in rows(PACKAGE / f"{name}.relations.csv")}
        fetched: dict[tuple[str, str], list[dict[str, str]]] = {}
        for row in rows(HERE / f"fetched/wikidata-{name}.relations.csv"):
            assert row["sources"] == f"wikidata-{name}"  # it cites what it was taken from
            assert bool(row["seen"]) != bool(row["ended"])  # seen on the day of the answer, where it has no end
            fetched.setdefault((row["subject"], row["object"]), []).append(row)
        assert by_hand.keys() <= fetched.keys()
        assert fetched.keys() - by_hand.keys() <= {("uzbekistan", "csto")}  # a member no more, so no page named it
        for key, row in by_hand.items():
            began = [dating(one["began"]).whole for one in fetched[key]]
            if key == ("vladimir-putin", "russia"):
                assert len(began) == 2  # both times in office; the pages tell of the term that began in 2018
            elif row["began"]:
                assert len(began) == 1
                assert dating(row["began"]).whole.overlap(began[0]) == began[0]  # the same, more precise


def test_the_rows_by_hand_come_back_where_they_are_named(wikidata: tuple[Server, ox.Store]) -> None:
    server, _ = wikidata
    assert imported(server=server) == 0
    assert imported("wikidata-presidents", server=server) == 0
    assert run_app(["references", "refresh", "--private", server.host]) == 0
    assert imported("presidents", server=server) == 0
    assert not list((HERE / "fetched").glob("*.csv"))
    assert (HERE / "presidents.relations.csv").read_bytes() == (PACKAGE / "presidents.relations.csv").read_bytes()
    assert run_app(["references", "verify"]) == 0


def test_a_changed_answer_shows_the_two_claims_that_it_flips_before_it_is_accepted(
    wikidata: tuple[Server, ox.Store], capsys: pytest.CaptureFixture[str]
) -> None:
    server, store = wikidata
    assert imported(server=server) == 0
    assert imported("wikidata-presidents", server=server) == 0
    store.update(
        """PREFIX pqv: <http://www.wikidata.org/prop/qualifier/value/> PREFIX wikibase: <http://wikiba.se/ontology#>
        PREFIX s: <http://www.wikidata.org/entity/statement/>
        INSERT DATA { s:r1 pqv:P582 [ wikibase:timeValue "2022-06-01T00:00:00Z" ; wikibase:timePrecision 11 ] }"""
    )
    before = {path: path.read_bytes() for path in sorted(HERE.rglob("*")) if path.is_file()}
    capsys.readouterr()
    assert run_app(["references", "refresh", "--private", server.host]) == 1
    said = capsys.readouterr().out
    assert {path: path.read_bytes() for path in sorted(HERE.rglob("*")) if path.is_file()} == before
    assert "  ~ relations emomali-rahmon president of tajikistan: seen " in said
    assert ", ended blank -> 2022-06-01\nas before: diplomacy/completeness, diplomacy/csto, " in said
    assert "\nclaims: 2 with another verdict\n" in said
    for claim in ("rahmon-is-president", "counterparts"):
        assert f"tass-2022-06-28-dushanbe/{claim}: supported -> not enough evidence\n" in said
    assert said.count("Emomali Rahmon was president of Tajikistan: began 1994-11-16, ended 2022-06-01; that leaves it open") == 2
    assert said.count("means     it is undecided now, which is not false") == 2
    assert said.endswith("nothing is written; --accept writes it\n")
    assert run_app(["references", "refresh", "wikidata-presidents", "--accept", "--private", server.host]) == 0
    assert run_app(["references", "verify"]) == 0
    assert run_app(["say", "Emomali Rahmon was president of Tajikistan on 2022-06-28"]) == 1


def test_two_sources_of_the_same_rows_are_not_taken_together(
    wikidata: tuple[Server, ox.Store], capsys: pytest.CaptureFixture[str]
) -> None:
    server, _ = wikidata
    assert imported("presidents", "wikidata-presidents", server=server) == 2
    told = "diplomacy/wikidata-presidents stands in for 'presidents', which is named too, expected one of them"
    assert told in capsys.readouterr().err
