"""The shapes of sentences: many sentences of one shape are read at the cost of looking it up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from factspec.sentence.form import Form
from factspec.sentence.paths import Step
from factspec.sentence.shapes.cut import Cut, Cutter
from factspec.sentence.shapes.joins import Joins, Shaped
from factspec.sentence.shapes.learn import Example, Learner, Once, Whole
from factspec.sentence.shapes.sheets import Group
from factspec.sentence.shapes.template import Template
from factspec.sentence.shapes.vocabulary import Vocabulary
from factspec.values.names import tidy

_LONGEST = 2_000
_MOST = 30_000


class Shapes:
    """The shapes that some forms can have, learnt as sentences come.

    A shape is learnt from the first ``after`` sentences that have it, which are read in full, or from more where those show too
    little. What it says is then never anything else than what the whole grammar says: a shape of which that is not seen is
    always read in full. None is learnt where a slot that promises nothing may begin any sentence.
    """

    def __init__(
        self, forms: Mapping[str, Sequence[Form]], root: Step, vocabulary: Vocabulary, whole: Whole, after: int = 8
    ) -> None:
        self._cutter = Cutter(vocabulary)
        self._learner = Learner(vocabulary, self._cutter, whole)
        self._joins = Joins(forms, root, vocabulary, whole)
        self.after = after
        self._learns = all(vocabulary.promise(asked.slot) is not None for asked in root.blanks)
        self._known: dict[str, Template] = {}
        self._met: dict[str, list[Example] | None] = {}

    def read(self, sentence: str) -> Shaped | None:
        """The template and values of a sentence; None for one that must be read in full, or has no claim, or several."""
        if len(sentence) > _LONGEST or not self._learns:
            return None
        words = self._words(sentence)
        return self._read(words) if words else None

    def gathered(self, sentences: Sequence[str]) -> tuple[dict[Template, Group], dict[int, Shaped | None]]:
        """Many sentences, by their templates: the places of those that have each, and their values; and the others by place."""
        known: dict[Template, Group] = {}
        others: dict[int, Shaped | None] = {}
        for place, sentence in enumerate(sentences):
            shaped = self.read(sentence)
            if shaped is None or not isinstance(shaped.template, Template):
                others[place] = shaped
                continue
            group = known.get(shaped.template)
            if group is None:
                group = known[shaped.template] = [], []
            group[0].append(place)
            group[1].append(shaped.values)
        return known, others

    def _words(self, sentence: str) -> list[str] | None:
        """The words of a sentence, without the full stop at its end."""
        if not sentence.isascii() or "`" in sentence:
            sentence = tidy(sentence)
        words = self._cutter.words(" ".join(sentence.split()) if '"' in sentence else sentence)
        if words and words[-1].endswith(".") and not words[-1].endswith(".."):
            words[-1] = words[-1][:-1]
            return words if words[-1] else words[:-1]
        return words

    def _read(self, words: Sequence[str]) -> Shaped | None:
        parted = self._joins.parted(words)
        if parted is None:
            return self._simple(words)
        join, parts = parted
        found = [self._read(part.words) for part in parts]
        read = [shaped for shaped in found if shaped is not None]
        if len(read) < len(found) or not all(map(join.takes, range(len(parts)), read, parts)):
            return None
        if self._joins.apart(join, read):
            return Shaped(join, tuple(read))
        return self._in_full(words) if any(isinstance(one.template, Once) for one in read) else self._simple(words)

    def _simple(self, words: Sequence[str]) -> Shaped | None:
        cut = self._cutter.cut(words)
        if cut is None:
            return self._in_full(words)
        template = self._known.get(cut.shape)
        if template is None:
            return self._learning(words, cut)
        return Shaped(template, cut.values) if not template.checked or template.allows(cut.values) else None

    def _in_full(self, words: Sequence[str]) -> Shaped | None:
        once = self._learner.once(words)
        return Shaped(once, ()) if once else None

    def _learning(self, words: Sequence[str], cut: Cut) -> Shaped | None:
        """A sentence of a shape that is not known: read in full, and kept to learn from."""
        shaped = self._in_full(words)
        if shaped is None:
            return None
        assert isinstance(shaped.template, Once)
        if len(self._met) >= _MOST:
            self._met.clear()
        met = self._met.setdefault(cut.shape, [])
        if met is None:
            return shaped
        met.append(Example(cut.values, shaped.template))
        if len(met) in (self.after, 2 * self.after, 4 * self.after):
            self._learn(words, cut.shape, met)
        return shaped

    def _learn(self, words: Sequence[str], shape: str, met: list[Example]) -> None:
        template = self._learner.template(words, met)
        if template is None:
            self._met[shape] = met if len(met) < 4 * self.after else None
            return
        if len(self._known) >= _MOST:
            self._known.clear()
        del self._met[shape]
        self._known[shape] = template
