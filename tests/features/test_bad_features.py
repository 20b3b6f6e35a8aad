"""What a feature file may not hold: each fault with its exact message."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.features.bad_features import BAD

from factspec.features import scenarios
from factspec.problem import Problems

FILE = Path("x.feature")


@pytest.mark.parametrize("name", BAD)
def test_a_bad_feature_is_told_with_file_line_and_what_was_expected(name: str) -> None:
    with pytest.raises(Problems) as found:
        scenarios(FILE, BAD[name].bad)
    assert [str(fault) for fault in found.value.problems] == BAD[name].told


@pytest.mark.parametrize("name", [name for name, case in BAD.items() if case.good])
def test_its_good_twin_passes(name: str) -> None:
    assert scenarios(FILE, BAD[name].good)
