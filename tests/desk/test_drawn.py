"""The timeline in a terminal: what is drawn where, how wide, and with which signs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factspec.desk.drawn import drawn, lines
from factspec.report.language import language
from factspec.report.model import CountBounds, Evidence, Match, Origins, Result, Scope, Window
from factspec.report.pictures.timeline import Timeline, timeline
from factspec.verdict import Verdict

ROOT = Path(__file__).parents[2]


def event(name: str, date: str, match: Match = "certain") -> Evidence:
    return Evidence(table="events", row=name, match=match, why="", says=name, date=date)


def result(*rows: Evidence, window: tuple[str | None, str | None] | None = None, complete: tuple[str | None, ...] = ()) -> Result:
    return Result(
        id="a", article=None, kind="count", says="so", verdict=Verdict.SUPPORTED, expected=Verdict.SUPPORTED, outcome="passed",
        because="", bounds=CountBounds(low=1, high=1), evidence=rows, origins=Origins(count=1, self_sourced=False),
        window=Window(first=window[0], last=window[1]) if window else None,
        completeness=tuple(Scope(says="all", period=period) for period in complete),
    )  # fmt: skip


def picture(*rows: Evidence, **more: object) -> Timeline:
    found = timeline(result(*rows, **more), language("en"))  # type: ignore[arg-type]
    assert found is not None
    return found


YEAR = picture(
    event("a", "2022-01-03"),
    event("b", "2022-04-08", "possible"),
    event("c", "2022-05/2022-06", "possible"),
    event("d", "2021-12-20", "none"),
    window=("2022-01-01", "2022-06-30"),
    complete=("2022-02-01/2022-05-31",),
)


EXPECTED = [
    "  20 Dec 2021           ×   ···················································",
    "  3 Jan 2022                ●··················································",
    "  8 Apr 2022                ···························○·······················",
    "  May 2022 – Jun 2022       ·································┄┄┄┄┄┄┄┄━━┄┄┄┄┄┄┄┄",
    "  complete                          ══════════════════════════════════",
    "                       ─────┴───────────────┴────────────────┴──────────────────",
    "                            Jan 2022       Mar              May",
    "                       ● certain   ○ possible   × near miss",
    "                       ┄ some day of these   · 1 January – 30 June 2022",
    "                       ═ all are listed",
]


def test_a_timeline_is_drawn_with_all_its_signs() -> None:
    assert lines(YEAR, 80) == EXPECTED


def test_ascii_alone_where_the_locale_lacks_the_signs() -> None:
    plain = lines(YEAR, 80, plain=True)
    assert all(line.isascii() for line in plain)
    assert plain[1].rstrip(".").endswith("*")
    assert plain[7].startswith("                       * certain   o possible   x near miss")


@pytest.mark.parametrize("width", [1, 40, 80, 120, 500])
def test_a_timeline_keeps_to_the_width(width: int) -> None:
    for line in lines(YEAR, width)[:7]:
        assert len(line) <= max(width, 30 + 23)
        assert len(line) <= 100 + 25


def test_without_dates_nothing_is_drawn() -> None:
    assert drawn(result()) == []


def test_a_list_that_is_complete_for_all_time_fills_the_axis() -> None:
    drawn_lines = lines(picture(event("a", "2022-01-03"), event("b", "2022-02-03"), complete=(None,)), 60)
    complete = next(line for line in drawn_lines if line.startswith("  complete"))
    axis = drawn_lines[drawn_lines.index(complete) + 1]
    assert complete.count("═") == len(axis.strip())


@given(
    st.lists(st.tuples(st.dates().map(str), st.sampled_from(["certain", "possible", "none"])), min_size=2, max_size=20),
    st.integers(1, 200),
    st.booleans(),
)
def test_any_dates_in_any_width_can_be_drawn(rows: list[tuple[str, Match]], width: int, plain: bool) -> None:
    found = timeline(result(*(event(f"e{i}", date, match) for i, (date, match) in enumerate(rows))), language("en"))
    assert found is not None
    for line in lines(found, width, plain=plain):
        assert "\n" not in line
        assert not plain or line.isascii()


def test_explain_draws_and_a_terminal_without_unicode_is_no_fault() -> None:
    for encoding, sign in (("utf-8", "●"), ("ascii", "*")):
        done = subprocess.run(
            [sys.executable, "-m", "factspec", "explain", "previous-visit-to-turkmenistan"],
            cwd=ROOT,
            capture_output=True,
            encoding="utf-8",
            env={"PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": encoding, "COLUMNS": "80", "PATH": ""},
        )
        assert done.returncode == 0, done.stderr
        assert f"{sign} certain" in done.stdout
        assert done.stdout.isascii() == (encoding == "ascii")
