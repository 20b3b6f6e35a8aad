"""A figure that was revised has several accepted values, one after another: each holds from the day its source was published."""

from __future__ import annotations

import pytest

from factspec.check import say
from factspec.problem import Problems
from factspec.reference.facts import Reference
from factspec.reference.package import reference_of
from factspec.verdict import Verdict

Rows = list[dict[str, str]]


def reference(*revisions: tuple[str, str]) -> Reference:
    """A population of 100 in 2020, first published on 1 January 2021, and its revisions: a value, and when it was published."""
    sources: Rows = [{"id": "v0", "publisher": "O", "title": "T", "url": "https://example.org", "published": "2021-01-01"}]
    disputes: Rows = []
    for number, (value, day) in enumerate(revisions, 1):
        sources.append({"id": f"v{number}", "publisher": "O", "title": "T", "url": "https://example.org", "published": day})
        row = {"table": "observations", "row": "land population 2020", "field": "value", "value": value}
        disputes.append(row | {"source": f"v{number}", "accepted": "true"})
    tables: dict[str, Rows] = {
        "sources": sources,
        "entities": [{"id": "land", "type": "country", "name": "Land"}],
        "measures": [{"measure": "population", "phrase": "population", "unit": "people"}],
        "observations": [{"subject": "land", "measure": "population", "period": "2020", "value": "100", "sources": "v0"}],
    }
    return reference_of(tables | ({"disagreements": disputes} if disputes else {}))


def holds(found: Reference, value: int, known_by: str | None) -> Verdict | None:
    return say([f"the population of Land in 2020 was exactly {value} people"], found, known_by=known_by)[0].verdict


REVISED = (("110", "2022-01-01"), ("120", "2023-01-01"))


@pytest.mark.parametrize("revisions", [REVISED, REVISED[::-1]], ids=["in order", "in another order"])
@pytest.mark.parametrize(("day", "value"), [("2021-06-01", 100), ("2022-06-01", 110), ("2023-01-01", 120), (None, 120)], ids=str)
def test_each_vintage_holds_from_its_day(revisions: tuple[tuple[str, str], ...], day: str | None, value: int) -> None:
    found = reference(*revisions)
    verdicts = {one: holds(found, one, day) for one in (100, 110, 120)}
    assert [one for one, verdict in verdicts.items() if verdict is Verdict.SUPPORTED] == [value]
    assert list(verdicts.values()).count(Verdict.REFUTED) == 2


def test_nothing_is_known_before_the_first() -> None:
    assert holds(reference(*REVISED), 100, "2020-12-31") is Verdict.NOT_ENOUGH


@pytest.mark.parametrize(
    "days", [("2022", "2022-06-01"), ("2022-01-01", ""), ("2022-01-01?", "2023-01-01"), ("2022-01-01", "2022-01-01")]
)
def test_two_values_that_have_no_order_are_refused(days: tuple[str, str]) -> None:
    with pytest.raises(Problems, match="'110' is accepted for it already, expected one accepted value a field, or a source that"):
        reference(("110", days[0]), ("120", days[1]))


def test_a_value_may_come_back() -> None:
    found = reference(("110", "2022-01-01"), ("100", "2023-01-01"))
    assert holds(found, 110, "2022-02-01") is Verdict.SUPPORTED
    assert holds(found, 100, None) is Verdict.SUPPORTED
