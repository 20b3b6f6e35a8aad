"""The nearest sentence that is supported may say less than the claim: the month or the year, where the day is not told."""

from __future__ import annotations

import pytest

from factspec.check import say
from factspec.reference.package import reference_of

TABLES = {
    "sources": [{"id": "s", "publisher": "P", "title": "t", "url": "https://example.org/s", "published": "2025-01-01"}],
    "entities": [{"id": "ada", "type": "person", "name": "Ada"}, {"id": "oslo", "type": "city", "name": "Oslo"}],
    "kinds": [{"kind": "visit", "noun": "visit", "verbs": "visited", "object": "place"}],
    "events": [{"id": "v", "kind": "visit", "date": "2024-03-04", "place": "oslo", "participants": "ada", "sources": "s"}],
    "completeness": [{"table": "events", "kind": "visit", "period": "2024-07/2024-12", "sources": "s"}],
    "measures": [{"measure": "population", "phrase": "population", "unit": "people"}],
    "observations": [{"subject": "oslo", "measure": "population", "period": "2024", "value": "700000", "sources": "s"}],
}


@pytest.mark.parametrize(
    ("says", "correction"),
    [
        ("the population of Oslo on 2024-05-05 was 700,000", "the population of Oslo in 2024 was 700,000 people"),
        ("the population of Oslo in May 2024 was 700,000", "the population of Oslo in 2024 was 700,000 people"),
        ("before 2025-01-01, Ada last visited Oslo in March 2024", "before 2025-01-01, Ada last visited Oslo in 2024"),
        ("before 2025-01-01, Ada last visited Oslo in 2024", None),
    ],
)
def test_what_is_not_told_so_closely_is_mended_by_a_longer_period(says: str, correction: str | None) -> None:
    (result,) = say([says], reference_of(TABLES))
    assert result.correction == correction


def test_a_count_that_takes_in_every_number_is_no_correction() -> None:
    (result,) = say(["Ada visited Oslo exactly 3 times in 2023"], reference_of(TABLES))
    assert result.correction is None
