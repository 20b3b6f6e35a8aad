"""Templates, learnt from what the whole grammar reads in a sentence of a shape and in others that differ in their values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, Protocol

from factspec.problem import Problems
from factspec.sentence.reading import Trace
from factspec.sentence.shapes.cut import Cut, Cutter, Piece
from factspec.sentence.shapes.probes import Prober
from factspec.sentence.shapes.recipes import Listed, Number, Values
from factspec.sentence.shapes.template import Model, Template, modelled, recipes, ruled
from factspec.sentence.shapes.vocabulary import Vocabulary
from factspec.sentence.shapes.wording import Wording, Wordings

_PROBES = 3


class Whole(Protocol):
    """The whole grammar, which reads any sentence."""

    def traced(self, text: str) -> tuple[Any, Trace] | None:
        """The one claim of a tidy text, and what had a part in reading it; None where there is no such claim."""

    def write(self, claim: Any) -> str:
        """The claim's sentence."""

    def typed(self, kind: str, values: Mapping[str, Any]) -> Any:
        """The claim of a kind with some values. Raises Problems where there is none."""

    def joins(self, kind: str) -> bool:
        """Whether a kind joins claims of whatever kind its slots take."""


class Example(NamedTuple):
    """A sentence that was read in full: its values, its claim, and the claim's canonical sentence."""

    values: Values
    claim: Any
    says: str
    trace: Trace


class Learner:
    """Learns templates, and trusts none that the whole grammar does not bear out."""

    def __init__(self, vocabulary: Vocabulary, cutter: Cutter, whole: Whole) -> None:
        self._vocabulary, self._cutter, self._whole = vocabulary, cutter, whole
        self._prober = Prober(vocabulary, cutter)
        self._wordings = Wordings(cutter, vocabulary.lexicon)

    def template(self, words: Sequence[str]) -> Template | None:
        """The template of the shape that a sentence has. None where it has none that can be trusted.

        It is made from the sentence and all probes but the last, and must give what the grammar gives for every one.
        """
        pieces: list[Piece] = []
        cut = self._cutter.cut(words, pieces)
        first = self._example(words, cut) if cut else None
        if cut is None or first is None:
            return None
        others = self._probed(words, cut, pieces)
        if len(others) < 2 and pieces:
            return None
        shown = [first, *others[:-1]]
        model = modelled([one.claim for one in shown], [one.values for one in shown])
        wording = self._wording(model, others[:-1] or [first]) if model else None
        if model is None or wording is None:
            return None
        template = _template(model, wording, first)
        return template if all(_gives(template, one) for one in (first, *others)) else None

    def _probed(self, words: Sequence[str], cut: Cut, pieces: Sequence[Piece]) -> list[Example]:
        """The probes of a sentence, read in full; none where one cannot be read."""
        found = []
        for changed, again in self._prober.probes(words, cut, pieces, _PROBES) if pieces else ():
            example = self._example(changed, again)
            if example is None:
                return []
            found.append(example)
        return found

    def _example(self, words: Sequence[str], cut: Cut) -> Example | None:
        """A sentence read in full; None where it has no claim, or a slot had a part in it that promises nothing."""
        read = self._whole.traced(" ".join(words))
        if read is None:
            return None
        claim, trace = read
        if any(self._vocabulary.promise(slot) is None for slot in trace.slots):
            return None
        try:
            return Example(cut.values, claim, self._whole.write(claim), trace)
        except Problems:
            return None

    def _wording(self, model: Model, shown: Sequence[Example]) -> Wording | None:
        lists = [recipe for recipe in recipes(model) if isinstance(recipe, Listed)]
        return self._wordings.wording([one.says for one in shown], [one.values for one in shown], lists)


def _template(model: Model, wording: Wording, first: Example) -> Template:
    lowered = any(isinstance(recipe, Number) and recipe.more < 0 for recipe in recipes(model))
    return Template(first.claim.kind, model, wording, frozenset(first.trace.ends), lowered or ruled(type(first.claim)))


def _gives(template: Template, example: Example) -> bool:
    """Whether a template gives what the whole grammar gives."""
    if not template.allows(example.values) or template.ends != example.trace.ends:
        return False
    claim = template.claim(example.values)
    same = type(claim) is type(example.claim) and claim == example.claim and repr(claim) == repr(example.claim)
    return same and template.says(example.values) == example.says
