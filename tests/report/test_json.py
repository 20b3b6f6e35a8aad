"""The record as JSON is whole: it reads back as the same record."""

from __future__ import annotations

import json

from factspec.report import json as written
from factspec.report.model import Report

from .sample import harmful, report


def test_the_record_reads_back_as_it_was() -> None:
    assert Report.model_validate_json(written.render(report())) == report()


def test_hostile_text_reads_back_as_it_was() -> None:
    assert Report.model_validate_json(written.render(harmful())) == harmful()


def test_fields_stand_in_the_order_of_the_model() -> None:
    assert list(json.loads(written.render(report()))) == [
        "factspec",
        "run",
        "references",
        "articles",
        "summary",
        "results",
        "sources",
        "problems",
        "notes",
    ]


def test_verdicts_are_written_in_words_and_an_error_has_none() -> None:
    results = json.loads(written.render(report()))["results"]
    assert {result["verdict"] for result in results} == {
        "supported",
        "refuted",
        "conflicting evidence",
        "not enough evidence",
        None,
    }


def test_other_scripts_are_written_as_they_are() -> None:
    text = written.render(report())
    assert "Путин поговорил по телефону с Рахмоном" in text
    assert text.endswith("}\n")
