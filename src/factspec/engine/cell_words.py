"""Cells, conditions on them and references to rows, in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from factspec.engine.cell_options import tightened
from factspec.engine.number_words import number_words, numbers_words
from factspec.engine.question import Condition, Contains, Dated, Equals, Given, RowRef, Top, Within
from factspec.engine.table import Sheet
from factspec.engine.words import Words, span
from factspec.reference.cells import Value
from factspec.reference.columns import Column, text
from factspec.reference.tables import TableRow
from factspec.values.counting import ordinal
from factspec.values.figures import whole
from factspec.values.intervals import Interval
from factspec.values.nearest import misspelt
from factspec.values.units import PERCENT, POINTS
from factspec.values.words import series

_NAMED = 4


def condition_words(condition: Condition, sheet: Sheet, words: Words) -> str:
    """A condition: ``city “Minsk”``, ``attendance at least 20,000``."""
    negated, of = "not " if condition.negated else "", sheet.column(condition.column)
    match condition.test:
        case Dated(days):
            return f"{condition.column} {negated}{span(days)}"
        case Equals(wanted):
            return f"{condition.column} {negated}“{words.name(wanted)}”"
        case Contains(wanted):
            return f"{condition.column} {negated}containing “{wanted}”"
        case Within(numbers):
            return f"{condition.column} {negated}{figures_words(numbers, of)}"
        case Given():
            return f"{condition.column} {negated}known"


def conditions_words(conditions: Sequence[Condition], sheet: Sheet, words: Words) -> str:
    """Conditions joined."""
    return series([condition_words(condition, sheet, words) for condition in conditions])


def row_words(ref: RowRef, sheet: Sheet, words: Words) -> str:
    """Which row is meant."""
    if ref.key is not None:
        return f"“{ref.key}”"
    with_what = conditions_words(ref.where, sheet, words)
    if ref.top is None:
        return f"the {'only ' if ref.only else ''}row with {with_what}"
    among = f" among rows with {with_what}" if ref.where else ""
    return f"the row with the {top_words(ref.top, sheet.column(ref.top.column))} {ref.top.column}{among}"


def top_words(top: Top, of: Column) -> str:
    """A place: ``2nd highest``, ``lowest``, ``earliest``."""
    return place_words(top.n, top.n, of, lowest=top.lowest)


def place_words(least: int, most: int | None, of: Column, *, lowest: bool) -> str:
    """The places that a row may have."""
    words = ("earliest", "latest") if of.family == "date" else ("lowest", "highest")
    word, best = words[0 if lowest else 1], "" if least == 1 else f"{ordinal(least)} "
    if least == most:
        return f"{best}{word}"
    return f"{best}{word} at best" if most is None else f"{ordinal(least)} to {ordinal(most)} {word}"


def cell_words(value: Value, of: Column) -> str:
    """A cell as it is told: numbers with their thousands parted."""
    if value is None:
        return "not given"
    number = of.number(value)
    if number is None or of.worded or of.family == "clock":
        return text(value)
    told = number_words(number) + (PERCENT if of.family == "percent" else "")
    return told.replace(",", "") if of.dated else told


def figures_words(numbers: Interval, of: Column) -> str:
    """Numbers as the column writes them."""
    if of.family == "clock":
        return _clocks_words(numbers)
    if of.whole and None not in (numbers.low, numbers.high) and tightened(numbers):
        numbers = tightened(numbers)
    percent = PERCENT if of.family == "percent" and (numbers.low, numbers.high) != (None, None) else ""
    told = numbers_words(numbers) + percent
    return told.replace(",", "") if of.dated else told


def difference_words(numbers: Interval, of: Column) -> str:
    """How far numbers of a column are apart."""
    unit = {"clock": " seconds", "percent": f" {POINTS}"}.get(of.family, "")
    return f"{numbers_words(numbers)}{unit}"


def _clocks_words(numbers: Interval) -> str:
    low, high = (None if end is None else str(whole(end, "clock")) for end in (numbers.low, numbers.high))
    if numbers.point is not None:
        return str(low)
    if low is None or high is None:
        beyond, within = ("below", "at most") if low is None else ("above", "at least")
        is_open = numbers.high_open if low is None else numbers.low_open
        return "any time" if low is high else f"{beyond if is_open else within} {high if low is None else low}"
    return f"between {low} and {high}"


def named(rows: Sequence[TableRow]) -> str:
    """Some rows by their keys, the first few of them."""
    keys = [f"“{row.key}”" for row in rows]
    return series(keys) if len(keys) <= _NAMED else f"{', '.join(keys[: _NAMED - 1])} and {len(keys) - _NAMED + 1} more"


def unless_complete(because: str, sheet: Sheet) -> str:
    """A reason, with what is missing where nothing says that the table is complete."""
    return f"{because}, and nothing says that {sheet.table.name} is complete" if sheet.open_list else because


def misspelt_texts(conditions: Iterable[Condition], sheet: Sheet) -> str:
    """What to say of texts that no cell has: that there are none, and those that are near."""
    found = []
    for condition in conditions:
        if not isinstance(condition.test, Equals):
            continue
        wanted, texts = condition.test.text, sheet.texts(condition.column)
        if sheet.column(condition.column).spelling(wanted) not in texts:
            _, near = misspelt([wanted], texts.values(), least=70)
            asked = f"; did you mean {' or '.join(f'“{other}”' for other in near)}?" if near else ""
            found.append(f"; no {condition.column} is “{wanted}”{asked}")
    return "".join(dict.fromkeys(found))
