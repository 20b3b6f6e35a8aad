"""Templates, learnt from what the whole grammar reads in a sentence of a shape and in others that differ in their values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any, NamedTuple, Protocol

from factspec.problem import Problems
from factspec.sentence.paths import Step
from factspec.sentence.reading import Trace
from factspec.sentence.shapes.cut import Cutter, Piece
from factspec.sentence.shapes.probes import Prober
from factspec.sentence.shapes.recipes import Values
from factspec.sentence.shapes.template import Template, checked, modelled, recipes, same
from factspec.sentence.shapes.vocabulary import Vocabulary
from factspec.sentence.shapes.wording import Wordings

_PROBES = 3
_ENOUGH = 16


class Whole(Protocol):
    """The whole grammar, which reads any sentence."""

    def only(self, text: str) -> Any | None:
        """The one claim of a tidy text; None where there is no such claim."""

    def traced(self, text: str) -> tuple[Any, Trace] | None:
        """The one claim of a tidy text, and what had a part in reading it; None where there is no such claim."""

    def write(self, claim: Any) -> str:
        """The claim's sentence."""

    def joins(self, kind: str) -> bool:
        """Whether a kind joins claims of whatever kind its slots take."""

    def joined(self, kind: str, values: Mapping[str, Any]) -> Any:
        """The claim of a kind that joins claims."""


@dataclass(frozen=True, slots=True, eq=False)
class Once:
    """The template of one sentence, ``text``, that was read in full."""

    kind: str
    read: Any
    text: str
    whole: Whole

    def claim(self, values: Values) -> Any:
        """The claim that was read."""
        del values
        return self.read

    def says(self, values: Values) -> str:
        """The claim's sentence in its canonical form. Raises Problems for what it cannot say."""
        del values
        return self.whole.write(self.read)


class Example(NamedTuple):
    """A sentence of a shape that was read in full, with the values that were cut out of it."""

    values: Values
    once: Once

    @property
    def claim(self) -> Any:
        """Its claim."""
        return self.once.read


class Learner:
    """Learns templates, and trusts none that the whole grammar does not bear out."""

    def __init__(self, vocabulary: Vocabulary, cutter: Cutter, whole: Whole) -> None:
        self._vocabulary, self._cutter, self._whole = vocabulary, cutter, whole
        self._prober = Prober(vocabulary, cutter)
        self._wordings = Wordings(cutter, vocabulary.lexicon)

    def once(self, words: Sequence[str]) -> Once | None:
        """A sentence read in full; None where it has no claim, or more than one."""
        text = " ".join(words)
        claim = self._whole.only(text)
        return None if claim is None else Once(claim.kind, claim, text, self._whole)

    def _ends(self, examples: Sequence[Example]) -> frozenset[Step] | None:
        """Where in the tree of forms the readings of some examples stood at their ends.

        None where they stood elsewhere, or a slot that promises nothing had a part in one.
        """
        found = set()
        for example in examples:
            traced = self._whole.traced(example.once.text)
            if traced is None or any(self._vocabulary.promise(slot) is None for slot in traced[1].slots):
                return None
            found.add(frozenset(traced[1].ends))
        return found.pop() if len(found) == 1 else None

    def template(self, words: Sequence[str], met: Sequence[Example]) -> Template | None:
        """The template of a shape, from sentences that were met, the last with its ``words``. None where none can be trusted.

        It is made from all but one of three in which every value is another, and must give what the grammar gives for every one
        that was met. Where there are no three, or they show nothing, probes take their place.
        """
        different = _different(met)
        found = self._shown(different) if different else None
        found = found or self._shown([met[-1], *self._probes(words)])
        return found if found and all(_gives(found, one) for one in met) else None

    def _shown(self, examples: Sequence[Example]) -> Template | None:
        first, *others = examples
        if len(others) < 2 and first.values:
            return None
        shown, values = [first, *others[:-1]], [one.values for one in (first, *others[:-1])]
        model = modelled([one.claim for one in shown], values)
        if model is None:
            return None
        made = list(recipes(model))
        if {first.values[at] for recipe in made for at in recipe.places} < set(first.values):
            return None  # a value that says nothing may be a word of the shape
        says = _said(examples)
        if says is None:
            return None
        wordings = (self._wordings.wording(says[cut : len(shown)], values[cut:], made) for cut in range(len(shown)))
        wording = next((one for one in wordings if one is not None), None)  # the first sentence may say a name in its own way
        if wording is None:
            return None
        ends = self._ends((first, examples[-1]))
        if ends is None:
            return None
        template = Template(first.once.kind, model, wording, ends, checked(model))
        return template if all(_gives(template, one) for one in examples) else None

    def _probes(self, words: Sequence[str]) -> list[Example]:
        """Probes of a sentence, read in full; none where one cannot be read."""
        pieces: list[Piece] = []
        cut = self._cutter.cut(words, pieces)
        found = []
        for changed, again in self._prober.probes(words, cut, pieces, _PROBES) if cut and pieces else ():
            once = self.once(changed)
            if once is None:
                return []
            found.append(Example(again.values, once))
        return found


def _different(met: Sequence[Example]) -> Sequence[Example] | None:
    """Three examples in which every value is another; None where there are none."""
    for three in combinations(met[:_ENOUGH], _PROBES):
        if all(len(set(values)) == _PROBES for values in zip(*(one.values for one in three), strict=True)):
            return three
    return None


def _said(examples: Sequence[Example]) -> list[str] | None:
    """The canonical sentences of some examples; None where one cannot be said."""
    try:
        return [one.once.says(()) for one in examples]
    except Problems:
        return None


def _gives(template: Template, example: Example) -> bool:
    """Whether a template gives what the whole grammar gives."""
    if not template.allows(example.values):
        return False
    return same(template.claim(example.values), example.claim) and [template.says(example.values)] == _said([example])
