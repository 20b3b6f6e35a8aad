"""The slot for words that somebody said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from factspec.problem import Problem
from factspec.sentence.lexicon import Lexicon
from factspec.sentence.plain_slots import TextSlot
from factspec.sentence.reading import Reading
from factspec.sentence.slot import Suggestion
from factspec.values.wording import even, is_one_letter, parts

_NEGATIONS = frozenset(("not", "no", "never", "cannot", "nothing", "nobody", "nor", "neither", "without"))
_DROPPED = 12


class WordsSlot(TextSlot):
    """Words in double quotes, with ``...`` where some are left out."""

    hint = '"WORDS"'

    def read(self, reading: Reading, place: int) -> Iterator[tuple[str, int]]:
        for text, end in super().read(reading, place):
            fault = _fault(text)
            if fault:
                reading.failed(end, fault=fault)
            else:
                yield even(text), end

    def slip(self, value: str, lexicon: Lexicon) -> Iterable[str]:
        del lexicon
        words = value.split()
        # What is dropped at an end leaves words that were said too, so those in between come first.
        for i in [*range(1, len(words) - 1), 0, len(words) - 1][:_DROPPED]:
            if len(words) > 1:
                yield " ".join((*words[:i], *words[i + 1 :]))
        for i in range(min(len(words) - 1, _DROPPED)):
            yield " ".join((*words[:i], words[i + 1], words[i], *words[i + 2 :]))
        for i, word in enumerate(words):
            if word.lower().strip(",.;:!?") in _NEGATIONS:
                yield " ".join((*words[:i], *words[i + 1 :]))
        yield f"not {value}"

    def mend(self, value: str, suggestions: Sequence[Suggestion]) -> Iterable[str]:
        return [text for name, text in suggestions if name == "text" and text != value]


def _fault(text: str) -> Problem | None:
    """Why a text is no quotation; None where it is one."""
    found = parts(text)
    if not found:
        return Problem(f"{text!r} has no words", expected="what was said, in double quotes")
    if is_one_letter(found):
        return Problem(f"{text!r} is a single letter", expected="what was said, a word or more")
    return None
