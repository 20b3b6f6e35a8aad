"""What is next after the day of speaking lies in the future: its period does not stop on that day, one by one or in bulk."""

from __future__ import annotations

import json

import pytest

from factspec.bulk.intake import Batch, Place
from factspec.bulk.run import Bulk
from factspec.check import Checker, Settings, say
from factspec.reference.facts import Reference
from factspec.reference.package import reference_of
from factspec.verdict import Verdict


def diary(*, whole: bool) -> Reference:
    """Two meetings of Ada and Bo, in March and in May 2024; all of 2024 if ``whole``."""
    tables = {
        "sources": [{"id": "s", "publisher": "P", "title": "t", "url": "https://example.org/s", "published": "2025-01-01"}],
        "entities": [{"id": "ada", "type": "person", "name": "Ada"}, {"id": "bo", "type": "person", "name": "Bo"}],
        "kinds": [{"kind": "meeting", "noun": "meeting", "verbs": "met", "object": "participant"}],
        "events": [
            {"id": "m1", "kind": "meeting", "date": "2024-03-04", "participants": "ada|bo", "sources": "s"},
            {"id": "m2", "kind": "meeting", "date": "2024-05-06", "participants": "ada|bo", "sources": "s"},
        ],
    }
    if whole:
        tables["completeness"] = [{"table": "events", "kind": "meeting", "period": "2024", "sources": "s"}]
    return reference_of(tables)


def in_bulk(reference: Reference, says: str, as_of: str) -> tuple[str, bool]:
    bulk = Bulk(Checker(reference, settings=Settings()), "f", {})
    try:
        text = json.dumps({"id": "one", "says": says, "as_of": as_of})
        ((_, done),) = bulk.checked(iter([Batch(1, [text], Place())]))
    finally:
        bulk.close()
    found = json.loads(done.lines[0])
    return found["verdict"], found["prediction"]


@pytest.mark.parametrize(
    ("says", "whole", "verdict", "future"),
    [
        pytest.param("after 2024-03-04, Ada next met Bo in 2024", True, Verdict.SUPPORTED, True, id="next, said on the day"),
        pytest.param("after 2024-04-01, Ada next met Bo in 2024", True, Verdict.SUPPORTED, True, id="next after a later day"),
        pytest.param("after 2024-05-06, Ada next met Bo in 2024", True, Verdict.REFUTED, True, id="no next one that year"),
        pytest.param("after 2024-05-06, Ada next met Bo in 2024", False, Verdict.NOT_ENOUGH, True, id="perhaps a next one"),
        pytest.param("after 2024-01-01, Ada next met Bo in 2024", True, Verdict.SUPPORTED, False, id="next, by then"),
        pytest.param("before 2024-06-01, Ada last met Bo in 2024", True, Verdict.SUPPORTED, True, id="last before a later day"),
    ],
)
def test_what_is_next_after_the_day_of_speaking_is_of_the_future(says: str, whole: bool, verdict: Verdict, future: bool) -> None:
    reference = diary(whole=whole)
    (result,) = say([says], reference, as_of="2024-03-04")
    assert (result.verdict, result.prediction) == (verdict, future)
    assert in_bulk(reference, says, "2024-03-04") == (verdict, future)


def test_a_period_that_has_begun_stops_on_the_day_of_speaking_where_the_next_one_may_lie_before_it() -> None:
    (result,) = say(["after 2024-03-04, Ada next met Bo in 2024"], diary(whole=True), as_of="2024-03-05")
    assert result.verdict is Verdict.REFUTED
