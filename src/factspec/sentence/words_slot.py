"""The slot for words that somebody said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from factspec.problem import Problem
from factspec.sentence.lexicon import Lexicon
from factspec.sentence.plain_slots import TextSlot
from factspec.sentence.reading import Reading
from factspec.sentence.slot import Suggestion
from factspec.values.wording import even, pieces


class WordsSlot(TextSlot):
    """Words in double quotes, with ``...`` where some are left out."""

    hint = '"WORDS"'

    def read(self, reading: Reading, place: int) -> Iterator[tuple[str, int]]:
        for text, end in super().read(reading, place):
            if pieces(text):
                yield even(text), end
            else:
                reading.failed(end, fault=Problem(f"{text!r} has no words", expected="what was said, in double quotes"))

    def slip(self, value: str, lexicon: Lexicon) -> Iterable[str]:
        del lexicon
        words = value.split()
        for i in range(min(len(words) - 1, 6)):
            yield " ".join((*words[:i], *words[i + 1 :]))
            yield " ".join((*words[:i], words[i + 1], words[i], *words[i + 2 :]))
        if "not" in words:
            yield " ".join(word for word in words if word != "not")
        yield f"not {value}"

    def mend(self, value: str, suggestions: Sequence[Suggestion]) -> Iterable[str]:
        return [text for name, text in suggestions if name == "text" and text != value]
