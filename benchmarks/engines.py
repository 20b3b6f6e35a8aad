"""The same questions on DuckDB, PostgreSQL and Spark, side by side in one run. Prints a table, and whether all agree.

    python benchmarks/engines.py [--events 100000] [--questions 100000] [--engines duckdb,postgresql,spark]

References and questions are those of ``tests/engine/engines/made.py``: count, ordinal, latest and happening, one participant and
two, modes, regions, uncertain dates, lists that are open. PostgreSQL is a server of its own, in a folder that is gone afterwards;
Spark is ``local[2]``. Another server or master is named by its URL. All of them are left out where they cannot be had.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from tests.engine.engines.made import Lot  # noqa: E402
from tests.engine.engines.servers import postgres  # noqa: E402

from factspec.engine.batch.engines.named import engine_of  # noqa: E402
from factspec.engine.batch.run import Batch, Decided  # noqa: E402
from factspec.engine.question import Question  # noqa: E402
from factspec.problem import Problems  # noqa: E402
from factspec.reference.facts import Reference  # noqa: E402

Found = dict[int, Decided]


@contextmanager
def url(name: str) -> Iterator[str]:
    """What a name on the command line stands for."""
    if name == "postgresql":
        with postgres() as found:
            yield found
    else:
        yield "spark:local[2]" if name == "spark" else name


def measured(name: str, reference: Reference, questions: list[Question]) -> tuple[list[float], Found]:
    """Seconds for the start, for the index, for the questions and for the same again; what was decided."""
    with url(name) as found:
        times = [time.perf_counter()]
        engine = engine_of(found)
        times.append(time.perf_counter())
        batch = Batch(reference, engine=engine)
        times.append(time.perf_counter())
        for _ in range(2):
            decided = dict(batch.decided(questions))
            times.append(time.perf_counter())
        batch.close()
    return [after - before for before, after in pairwise(times)], decided


def main() -> None:
    """Reads the command line, measures each engine and prints a line for it."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--events", type=lambda text: int(float(text)), default=100_000)
    asked.add_argument("--questions", type=lambda text: int(float(text)), default=100_000)
    asked.add_argument("--people", type=int, default=2_000)
    asked.add_argument("--engines", default="duckdb,postgresql,spark")
    options = asked.parse_args()
    lot = Lot(1, options.people, open_lists=10 / options.events)
    reference, questions = lot.reference(options.events), lot.questions(options.questions)
    print("engine | start s | index s | questions s | again s | a second | ratio | decided | agrees")
    first: tuple[float, Found] | None = None
    for name in options.engines.split(","):
        try:
            (start, index, once, again), decided = measured(name, reference, questions)
        except (Problems, pytest.skip.Exception) as why:
            print(f"{name} | left out: {why}")
            continue
        first = first or (again, decided)
        told = [f"{seconds:.1f}" for seconds in (start, index, once, again)]
        rate, ratio = f"{len(questions) / again:,.0f}", f"{again / first[0]:.1f}"
        print(" | ".join((name, *told, rate, ratio, f"{len(decided):,}", str(decided == first[1]))), flush=True)


if __name__ == "__main__":
    main()
