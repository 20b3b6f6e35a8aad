"""The shapes of sentences: many sentences of one shape are read at the cost of looking it up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from factspec.sentence.form import Form
from factspec.sentence.paths import Step
from factspec.sentence.shapes.cut import Cutter
from factspec.sentence.shapes.joins import Joins, Shaped
from factspec.sentence.shapes.learn import Learner, Whole
from factspec.sentence.shapes.template import Template
from factspec.sentence.shapes.vocabulary import Vocabulary
from factspec.values.names import tidy

_LONGEST = 2_000
_MOST = 100_000


class Shapes:
    """The shapes that some forms can have, learnt as sentences come.

    A shape is learnt when it is met for the ``after``-th time: to learn it costs some readings in full. What it says is then
    never anything else than what the whole grammar says; a shape of which that is not seen is always read in full.
    """

    def __init__(
        self, forms: Mapping[str, Sequence[Form]], root: Step, vocabulary: Vocabulary, whole: Whole, after: int = 2
    ) -> None:
        self._cutter = Cutter(vocabulary)
        self._learner = Learner(vocabulary, self._cutter, whole)
        self._joins = Joins(forms, root, vocabulary, whole)
        self._after = after
        self._known: dict[str, Template | int | None] = {}

    def read(self, sentence: str) -> Shaped | None:
        """The template and values of a sentence; None for one that has to be read in full, which may be an error."""
        if len(sentence) > _LONGEST:
            return None
        if not sentence.isascii() or "`" in sentence or '"' in sentence:
            words = self._cutter.words(tidy(sentence))
        else:
            words = self._cutter.words(" ".join(sentence.split()))
        if not words:
            return None
        last = words[-1]
        if last.endswith(".") and not last.endswith(".."):
            words = [*words[:-1], last[:-1]] if len(last) > 1 else words[:-1]
        return self._read(words) if words else None

    def _read(self, words: Sequence[str]) -> Shaped | None:
        parted = self._joins.parted(words)
        if parted is None:
            return self._simple(words)
        join, parts = parted
        found = []
        for place, part in enumerate(parts):
            shaped = self._read(part.words)
            if shaped is None or not join.takes(place, shaped.template.kind, part.bracketed):
                return None
            found.append(shaped)
        if not join.head:
            first = found[0].template
            if not isinstance(first, Template) or not self._joins.goes_on(first, join):
                return self._simple(words)
        return Shaped(join, tuple(found))

    def _simple(self, words: Sequence[str]) -> Shaped | None:
        cut = self._cutter.cut(words)
        if cut is None:
            return None
        known = self._known.get(cut.shape, 0)
        if isinstance(known, int):
            known = self._met(words, cut.shape, known + 1)
        if known is None or not known.allows(cut.values):
            return None
        return Shaped(known, cut.values)

    def _met(self, words: Sequence[str], shape: str, times: int) -> Template | None:
        """The template of a shape that was met so many times; None where it is not learnt yet, or cannot be."""
        if len(self._known) >= _MOST:
            self._known.clear()
        if times < self._after:
            self._known[shape] = times
            return None
        template = self._known[shape] = self._learner.template(words)
        return template
