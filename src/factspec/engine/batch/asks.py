"""Questions as rows of a table: those that one look-up by participants answers."""

from __future__ import annotations

from factspec.engine.batch.engines.engine import Row
from factspec.engine.batch.index import Codes
from factspec.engine.batch.layout import HAPPENS, LATEST, NTH, TALLY
from factspec.engine.question import Happens, Latest, Nth, Pattern, Question, Tally
from factspec.reference.bulk.layout import MODES
from factspec.values.dates import Range


def ask(question: Question, codes: Codes) -> Row | None:
    """The row of a question without its number; None for a question that takes more than one look-up."""
    match question:
        case Tally(pattern, window, stated):
            return _ask(TALLY, pattern, window, window, None, stated.low, stated.high, codes)
        case Nth(pattern, days, window, n):
            return _ask(NTH, pattern, window, days.overlap(window), n, None, None, codes)
        case Latest(pattern, days, window):
            return _ask(LATEST, pattern, window, days.overlap(window), None, None, None, codes)
        case Happens(pattern, days, False):
            return _ask(HAPPENS, pattern, days, days, None, None, None, codes)
        case _:
            return None


def _ask(
    form: int, pattern: Pattern, window: Range, on: Range, nth: int | None, low: int | None, high: int | None, codes: Codes
) -> Row | None:
    plain = pattern.kind is not None and pattern.event is None and pattern.part_of is None
    if not plain or not 1 <= len(pattern.participants) <= 2:
        return None
    one, other = (*sorted(codes.entity[name] for name in pattern.participants), None)[:2]
    region = pattern.region
    return (
        form, codes.kind[pattern.kind or ""], one, other, MODES[pattern.mode] if pattern.mode else None,
        codes.entity[region.place] if region else None, region.outside if region else False,
        window.first, window.last, on.first, on.last, nth, low, high,
    )  # fmt: skip
