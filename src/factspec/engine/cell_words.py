"""Conditions on cells and references to rows, in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from factspec.engine.number_words import numbers_words
from factspec.engine.question import Condition, Contains, Dated, Equals, Given, RowRef, Within
from factspec.engine.table import Sheet
from factspec.engine.words import Words, span
from factspec.values.counting import ordinal
from factspec.values.nearest import misspelt
from factspec.values.words import series


def condition_words(condition: Condition, words: Words) -> str:
    """A condition: ``city “Minsk”``, ``attendance at least 20,000``."""
    negated = "not " if condition.negated else ""
    match condition.test:
        case Dated(days):
            return f"{condition.column} {negated}{span(days)}"
        case Equals(wanted):
            return f"{condition.column} {negated}“{words.name(wanted)}”"
        case Contains(wanted):
            return f"{condition.column} {negated}containing “{wanted}”"
        case Within(numbers):
            return f"{condition.column} {negated}{numbers_words(numbers)}"
        case Given():
            return f"{condition.column} {negated}known"


def conditions_words(conditions: Sequence[Condition], words: Words) -> str:
    """Conditions joined."""
    return series([condition_words(condition, words) for condition in conditions])


def row_words(ref: RowRef, words: Words) -> str:
    """Which row is meant."""
    if ref.key is not None:
        return f"“{ref.key}”"
    with_what = conditions_words(ref.where, words)
    if ref.top is None:
        return f"the {'only ' if ref.only else ''}row with {with_what}"
    nth = "" if ref.top.n == 1 else f"{ordinal(ref.top.n)} "
    among = f" among rows with {with_what}" if ref.where else ""
    return f"the row with the {nth}{'lowest' if ref.top.lowest else 'highest'} {ref.top.column}{among}"


def place_words(places: Sequence[int], lowest: bool) -> str:
    """The places that a row may have."""
    word, low, high = "lowest" if lowest else "highest", min(places), max(places)
    if low == high:
        return f"the {'' if low == 1 else f'{ordinal(low)} '}{word}"
    return f"the {ordinal(low)} to {ordinal(high)} {word}" if high < 10**9 else f"at best the {ordinal(low)} {word}"


def misspelt_texts(conditions: Iterable[Condition], sheet: Sheet) -> str:
    """What to say of texts that no cell has but that are near to one: they may be misspelt."""
    found = []
    for condition in conditions:
        if isinstance(condition.test, Equals) and not sheet.holds(condition.column, condition.test.text):
            _, near = misspelt([condition.test.text], sheet.texts(condition.column), least=75)
            found += [f"; no {condition.column} is “{condition.test.text}”"]
            found += [f", did you mean {' or '.join(f'“{other}”' for other in near)}?"] if near else []
    return "".join(dict.fromkeys(found))
