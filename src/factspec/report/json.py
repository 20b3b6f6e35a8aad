"""The record of a run as JSON: one object, its fields in the order of the model."""

from __future__ import annotations

from factspec.report.model import Report


def render(report: Report) -> str:
    """The whole record as text; ``Report.model_validate_json`` reads it back."""
    return report.model_dump_json(indent=2) + "\n"
