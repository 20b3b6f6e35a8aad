"""Cards: a result in a few lines of Markdown, for what an editor shows above a claim."""

from __future__ import annotations

import re
from collections.abc import Iterator

from factspec.reference.facts import Reference
from factspec.report.model import Evidence, Result

_ROWS = 5
_NEAR = 2
_SOURCES = 3
_SIGNS = {"certain": "+", "possible": "?", "none": "–"}


def card(result: Result, reference: Reference) -> str:
    """The verdict and why, the rows that count, what is missing, and the nearest sentence that is supported."""
    return "\n\n".join(_parts(result, reference))


def summary(result: Result) -> str:
    """What came out, in one line: ``refuted, expected supported: because``."""
    if result.verdict is None:
        return result.because
    expected = "" if result.verdict is result.expected else f", expected {result.expected}"
    return f"{result.verdict}{expected}: {result.because}"


def plain(text: str) -> str:
    """A text that Markdown shows as it stands."""
    return re.sub(r"([\\`*_\[\]<>#|~])", r"\\\1", " ".join(text.split()))


def _parts(result: Result, reference: Reference) -> Iterator[str]:
    if result.verdict is None:
        place = f"{result.location.path}:{result.location.line}: " if result.location else ""
        yield f"**cannot be read**\n\n{plain(result.because.replace(place, ''))}"
        return
    expected = "" if result.verdict is result.expected else f", expected *{result.expected}*"
    spoken = f" · as of {result.as_of}" if result.as_of else ""
    yield f"**{result.verdict}**{expected}{spoken}{' · a prediction' if result.prediction else ''}"
    yield f"{plain(result.says)}"
    yield f"{plain(result.because)}"
    rows = [row for row in result.evidence if row.match != "none"]
    near = [row for row in result.evidence if row.match == "none"]
    listed = [*_rows(rows, _ROWS, reference), *_rows(near, _NEAR if rows else _ROWS, reference)]
    if listed:
        yield "\n".join(listed)
    if result.missing:
        yield "\n".join(["Missing:", "", *(f"- {plain(lack)}" for lack in result.missing[:3])])
    if result.correction:
        yield f"Nearest: {plain(result.correction)}"
    if result.origins.self_sourced:
        yield "Self-sourced: some link rests on the article's own origin alone."


def _rows(rows: list[Evidence], most: int, reference: Reference) -> Iterator[str]:
    for row in rows[:most]:
        why = f" ({plain(row.why)})" if row.match != "certain" else ""
        sources = ", ".join(_source(name, reference) for name in row.sources[:_SOURCES])
        yield f"- `{_SIGNS[row.match]}` {plain(row.says)}{why}" + (f" — {sources}" if sources else "")
    if len(rows) > most:
        yield f"- … and {len(rows) - most} more"


def _source(name: str, reference: Reference) -> str:
    source = reference.sources.get(name)
    said = plain(source.publisher if source else name)
    address = source.url if source else ""
    return f"[{said}](<{address}>)" if address.startswith(("https://", "http://")) and not set(address) & set("<> \n") else said
