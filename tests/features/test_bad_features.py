"""What a feature file may not hold: each fault with its exact message, and beside some of them a good twin."""

from __future__ import annotations

from pathlib import Path

import pytest

from factspec.features import scenarios
from factspec.problem import Problems

FILE = Path("x.feature")


def cases() -> dict[str, dict[str, str]]:
    """The cases of ``bad.txt`` by name: the texts of each under ``bad``, ``said`` and, where there is one, ``good``."""
    found: dict[str, dict[str, str]] = {}
    case, part = {"": ""}, ""
    for line in (Path(__file__).parent / "bad.txt").read_text("utf-8").split("\n")[1:-1]:
        if line.startswith("== "):
            case = found[line[3:]] = {}
        elif line.startswith("-- "):
            part = line[3:]
            case[part] = ""
        else:
            case[part] += f"{line}\n"
    return found


CASES = cases()


@pytest.mark.parametrize("name", CASES)
def test_a_bad_feature_is_told_with_file_line_and_what_was_expected(name: str) -> None:
    with pytest.raises(Problems) as found:
        scenarios(FILE, CASES[name]["bad"])
    assert [str(fault) for fault in found.value.problems] == CASES[name]["said"].splitlines()


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if "good" in case])
def test_its_good_twin_passes(name: str) -> None:
    assert scenarios(FILE, CASES[name]["good"])
