"""The slot for a place in the order of a column of a plain table: 2nd highest, fastest, earliest."""

from __future__ import annotations

from collections.abc import Iterator

from factspec.problem import Problem
from factspec.reference.columns import FAMILY_WORDS, Family
from factspec.sentence.lexicon import Lexicon
from factspec.sentence.reading import Reading
from factspec.sentence.slot import Others
from factspec.sentence.superlative import Superlative, SuperlativeSlot
from factspec.sentence.table_names import column_of, peeked, table_of
from factspec.values.counting import ordinal, ordinal_at

_WORDS: dict[str, tuple[Family, bool]] = {
    # a word whose direction hangs on what the column holds: of times, whether it is the lowest that is meant
    "fastest": ("clock", True), "quickest": ("clock", True), "slowest": ("clock", False),
    "earliest": ("date", True), "oldest": ("date", True), "latest": ("date", False), "newest": ("date", False),
    "most recent": ("date", False),
}  # fmt: skip


class TopSlot(SuperlativeSlot):
    """``highest``, ``2nd highest``, ``lowest``; of times ``fastest`` and ``slowest``, of dates ``earliest`` and ``latest``."""

    def read_among(self, reading: Reading, place: int, others: Others) -> Iterator[tuple[Superlative, int]]:
        nth, start = ordinal_at(reading.low, place) or (1, place)
        start += start > place and reading.low[start : start + 1] in (" ", "-")
        word = next((word for word in _WORDS if reading.low.startswith(f"{word} ", start)), None)
        table = table_of(others, reading.lexicon)
        if word is None or table is None:
            yield from self.read(reading, place)
            return
        wanted, lowest = _WORDS[word]
        end = start + len(word)
        for of, after in peeked(reading, end + 1, table):
            if of.family != wanted:
                wrong = f"{word!r} may mean the highest or the lowest of {FAMILY_WORDS[of.family]}"
                reading.failed(after + 1, fault=Problem(wrong, expected="highest or lowest"))
                return
        yield Superlative(nth=nth, lowest=lowest), end

    def write_among(self, value: Superlative, lexicon: Lexicon, others: Others) -> str:
        of = column_of(others, lexicon)
        if of is None or of.family != "date":
            return self.write(value, lexicon)
        word = "earliest" if value.lowest else "latest"
        return word if value.nth == 1 else f"{ordinal(value.nth)} {word}"
