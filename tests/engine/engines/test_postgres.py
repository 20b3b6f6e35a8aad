"""PostgreSQL: the verdicts of the engine at hand, an index that is kept, and what goes wrong told in a line."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from tests.bulk.cases import on_disk
from tests.engine.engines.made import Lot
from tests.reference.packages import SOUND, written

from factspec.commands import run_app
from factspec.engine.batch.asks import ask
from factspec.engine.batch.engines.named import engine_of
from factspec.engine.batch.index import Codes
from factspec.engine.batch.layout import ASK, created
from factspec.engine.batch.run import Batch, Decided
from factspec.engine.execute import Engine
from factspec.engine.question import Happens, Pattern, Question
from factspec.problem import Problems
from factspec.reference.facts import Reference
from factspec.reference.package import read_reference
from factspec.values.calendar import day_number
from factspec.values.dates import Range

psycopg = pytest.importorskip("psycopg", reason="no psycopg here: pip install 'factspec[postgres]'")

REFERENCES = str(Path(__file__).parents[3] / "references")


def decided(reference: Reference, questions: Sequence[Question], url: str, known_by: int | None = None) -> dict[int, Decided]:
    batch = Batch(reference, known_by, engine_of(url))
    found = dict(batch.decided(questions))
    batch.close()
    return found


def rows(url: str, query: str) -> list[tuple[object, ...]]:
    with psycopg.connect(url) as server:
        return list(server.execute(query.encode()).fetchall())


def schemas(url: str) -> list[str]:
    return [str(name) for (name,) in rows(url, "SELECT nspname FROM pg_namespace WHERE nspname LIKE 'factspec%' ORDER BY 1")]


@pytest.mark.parametrize(("seed", "people", "events"), [(1, 16, 400), (2, 40, 3_000), (3, 14, 1)])
def test_verdicts_are_those_of_the_engine_at_hand(postgres_url: str, seed: int, people: int, events: int) -> None:
    lot = Lot(seed, people)
    reference, questions = lot.reference(events), lot.questions(1_500)
    here = decided(reference, questions, "duckdb")
    assert len(here) > 1_000
    assert decided(reference, questions, postgres_url) == here


def test_verdicts_are_exact(postgres_url: str) -> None:
    lot = Lot(4)
    reference, questions = lot.reference(300), lot.questions(400)
    engine = Engine(reference)
    answers = engine.answers(questions)
    engine.close()
    found = decided(reference, questions, postgres_url)
    assert len(found) > 300
    assert {number: (one.verdict, one.bounds) for number, one in found.items()} == {
        number: (answers[number].verdict, answers[number].finding.bounds) for number in found
    }


def test_what_was_known_by_a_day_is_what_counts(postgres_url: str) -> None:
    lot = Lot(5)
    reference, questions = lot.reference(400), lot.questions(1_500)
    day = day_number(2022, 1, 31)
    found = decided(reference, questions, postgres_url, day)
    assert found == decided(reference, questions, "duckdb", day)
    assert found != decided(reference, questions, postgres_url)


def test_an_index_is_kept_and_found_again(postgres_url: str) -> None:
    lot = Lot(6)
    reference, questions = lot.reference(200), lot.questions(200)
    before = schemas(postgres_url)
    first = decided(reference, questions, postgres_url)
    made = set(schemas(postgres_url)) - set(before)
    assert len(made) == 1
    [schema] = made
    about = f"SELECT obj_description(oid, 'pg_namespace') FROM pg_namespace WHERE nspname = '{schema}'"
    assert "index of factspec" in str(rows(postgres_url, about))
    table = f"SELECT oid FROM pg_class WHERE relname = 'one_key' AND relnamespace = '{schema}'::regnamespace"
    number = rows(postgres_url, table)
    assert decided(reference, questions, postgres_url) == first
    assert rows(postgres_url, table) == number


def test_another_reference_has_another_index(postgres_url: str) -> None:
    lot = Lot(7)
    one, other, questions = lot.reference(200), lot.reference(200), lot.questions(600)
    for _ in range(2):
        assert decided(one, questions, postgres_url) == decided(one, questions, "duckdb")
        assert decided(other, questions, postgres_url) == decided(other, questions, "duckdb")
    assert decided(one, questions, "duckdb") != decided(other, questions, "duckdb")


def test_an_index_that_was_not_finished_is_not_there(postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from factspec.engine.batch.engines.postgres import Postgres

    lot = Lot(8)
    reference, questions, before = lot.reference(100), lot.questions(200), schemas(postgres_url)
    with monkeypatch.context() as broken:
        broken.setattr(Postgres, "table", lambda *_: 1 / 0)
        engine = engine_of(postgres_url)
        with pytest.raises(ZeroDivisionError):
            Batch(reference, engine=engine)
        engine.close()
    assert schemas(postgres_url) == before
    assert decided(reference, questions, postgres_url) == decided(reference, questions, "duckdb")


def test_tables_of_others_are_left_alone(postgres_url: str) -> None:
    with psycopg.connect(postgres_url) as server:
        server.execute("CREATE TABLE public.event (mine TEXT); CREATE TABLE public.question (mine TEXT)")
        server.execute("INSERT INTO public.event VALUES ('a'); INSERT INTO public.question VALUES ('b')")
    lot = Lot(9)
    reference, questions = lot.reference(100), lot.questions(300)
    assert decided(reference, questions, postgres_url) == decided(reference, questions, "duckdb")
    assert rows(postgres_url, "SELECT e.mine, q.mine FROM public.event e, public.question q") == [("a", "b")]


def test_what_is_asked_at_hand_is_answered_there_and_comes_back(postgres_url: str) -> None:
    lot = Lot(10)
    reference, questions = lot.reference(200), lot.questions(300)
    codes, answers = Codes(reference), []
    asked = [(number, *row) for number, question in enumerate(questions) if (row := ask(question, codes))]
    for engine in (None, engine_of(postgres_url)):
        batch = Batch(reference, engine=engine)
        batch.database.execute(created("mine", ASK))
        batch.database.executemany(f"INSERT INTO mine VALUES ({', '.join('?' * len(ASK))})", asked)
        batch.decide("mine", "answer")
        answers.append(batch.database.execute("SELECT * FROM answer ORDER BY claim").fetchall())
        batch.close()
    assert len(answers[0]) == len(asked)
    assert answers[0] == answers[1]


def test_events_on_disk_are_those_in_memory(postgres_url: str, tmp_path: Path) -> None:
    lot = Lot(12)
    reference, questions = lot.reference(300), lot.questions(600)
    there = on_disk(reference, tmp_path)
    assert decided(there, questions, postgres_url) == decided(reference, questions, "duckdb")
    assert there.bulk
    there.bulk.close()


def test_an_index_of_events_on_disk_is_found_by_what_they_are(postgres_url: str, tmp_path: Path) -> None:
    before, made, packages = set(schemas(postgres_url)), [], []
    question = Happens(Pattern("meeting", ("ann", "cay")), Range(day_number(2022, 5, 1), day_number(2022, 5, 31)))
    changed = {"events.csv": SOUND["events.csv"].replace(",2022-05,", ",2022-04,")}
    for name, changes in (("one", {}), ("other", changed), ("same", {})):
        packages.append(read_reference([written(tmp_path / name, changes)], bulk=True, cache=tmp_path / "cache"))
        [found] = decided(packages[-1], [question], postgres_url).values()
        made.append((found.verdict.value, len(set(schemas(postgres_url)) - before)))
    for package in packages:
        assert package.bulk
        package.bulk.close()
    assert made == [("supported", 1), ("not enough evidence", 2), ("supported", 2)]


def test_a_server_that_does_not_answer_is_told_in_a_line() -> None:
    with pytest.raises(Problems) as fault:
        engine_of("postgresql://postgres:secret@127.0.0.1:1/nowhere")
    assert str(fault.value).startswith("postgresql: ")
    assert "127.0.0.1" in str(fault.value)
    assert "secret" not in str(fault.value)
    assert "\n" not in str(fault.value)


def test_a_user_who_may_not_write_is_told_so(postgres_url: str) -> None:
    with psycopg.connect(postgres_url) as server:
        server.execute("CREATE ROLE reader LOGIN")
    engine = engine_of(postgres_url.replace("postgres@", "reader@"))
    with pytest.raises(Problems, match="permission denied for database postgres"):
        Batch(Lot(11).reference(10), engine=engine)
    engine.close()


def test_a_file_of_claims_has_the_results_of_the_engine_at_hand(postgres_url: str, tmp_path: Path) -> None:
    claims, here, there = tmp_path / "claims.jsonl", tmp_path / "here.jsonl", tmp_path / "there.jsonl"
    says = [
        f"Vladimir Putin met Emomali Rahmon {times} in 2022" for times in ("at least twice", "at least 99 times", "exactly once")
    ]
    says += [
        "Vladimir Putin visited Tajikistan on 2022-06-28",
        "Vladimir Putin was president of Russia on 2022-06-28",
        "Nobody met",
    ]
    claims.write_text("".join(f"{json.dumps({'id': f'c{number}', 'says': text})}\n" for number, text in enumerate(says)))
    codes = [
        run_app(["check", str(claims), "--references", REFERENCES, "--json", str(results), "--engine", url])
        for results, url in ((here, "duckdb"), (there, postgres_url))
    ]
    assert codes == [2, 2]
    assert len(here.read_text().splitlines()) == len(says)
    assert there.read_text() == here.read_text()


def test_an_engine_that_does_not_answer_leaves_results_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    claims, results = tmp_path / "claims.jsonl", tmp_path / "results.jsonl"
    claims.write_text('{"id": "a", "says": "Vladimir Putin visited Tajikistan on 2022-06-28"}\n')
    results.write_text("what was found before\n")
    url = "postgresql://127.0.0.1:1/nowhere"
    assert run_app(["check", str(claims), "--references", REFERENCES, "--json", str(results), "--engine", url]) == 2
    assert results.read_text() == "what was found before\n"
    assert capsys.readouterr().err.startswith("postgresql: connection failed")
