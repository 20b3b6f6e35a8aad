"""Statistics in SDMX-JSON (data message 1.0 or 2.0): one row for each observation."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from factspec.problem import problem
from factspec.sources.forms import Row, as_text
from factspec.sources.forms.objects import parsed

_FORM = "a data message of SDMX-JSON, with structure and dataSets"
VALUE = "OBS_VALUE"


def sdmx_rows(text: str) -> Iterator[Row]:
    """The observations: a column for the code of each dimension and attribute, one with ``_name`` for its name, and the value."""
    value = parsed(text)
    try:
        data = value.get("data", value)
        structures = data["structures"] if "structures" in data else [data["structure"]]
        for number, block in enumerate(data["dataSets"]):
            structure = structures[min(int(block.get("structure", number)), len(structures) - 1)]
            yield from _block(block, structure["dimensions"], structure.get("attributes", {}))
    except (TypeError, KeyError, AttributeError, IndexError, ValueError):
        raise problem("the body is no statistics in SDMX-JSON", expected=_FORM) from None


def _block(block: Any, dimensions: Any, attributes: Any) -> Iterator[Row]:
    whole = _coded(dimensions.get("dataSet", []), [0] * len(dimensions.get("dataSet", [])))
    yield from _observations(block.get("observations", {}), whole, dimensions, attributes)
    for key, series in block.get("series", {}).items():
        row = (
            whole
            | _coded(dimensions["series"], _places(key))
            | _coded(attributes.get("series", []), series.get("attributes", []))
        )
        yield from _observations(series["observations"], row, dimensions, attributes)


def _observations(found: Any, row: Row, dimensions: Any, attributes: Any) -> Iterator[Row]:
    for key, values in found.items():
        own = _coded(dimensions["observation"], _places(key))
        yield row | own | _coded(attributes.get("observation", []), values[1:]) | {VALUE: as_text(values[0])}


def _places(key: str) -> list[int]:
    return [int(part) for part in key.split(":")]


def _coded(components: Any, places: Any) -> Row:
    """The code and name of each component, by its place among the component's values; numbers come as text."""
    row: Row = {}
    for i, component in enumerate(components):
        place = places[i] if i < len(places) else None
        known = None if place is None else component["values"][int(place)]
        row[component["id"]] = "" if known is None else as_text(known.get("id", known.get("name")))
        row[f"{component['id']}_name"] = "" if known is None else as_text(_named(known.get("name", "")))
    return row


def _named(name: Any) -> Any:
    return name.get("en", next(iter(name.values()), "")) if isinstance(name, dict) else name
