"""Where reading by shapes and the whole grammar differ, over the sentences of a case."""

from __future__ import annotations

from collections.abc import Iterator

from factspec.claim import Kinds
from factspec.grammar import Grammar
from factspec.kinds import built_in
from factspec.problem import Problems
from factspec.sentence.shapes.learn import Once
from factspec.sentence.shapes.template import same

from .hostile import case
from .odd_kinds import ODD, SAID

SETS: dict[str, Kinds] = {"": {}, **ODD}
BUILT_IN = built_in()


def differences(more: Kinds, seed: int, after: int = 1) -> Iterator[str]:
    """The sentences of a case that are not read by their shapes as the whole grammar reads them."""
    made = case(seed, more=[SAID[kind] for kind in more])
    grammar = Grammar(made.reference, {**BUILT_IN, **more})
    grammar.shapes.after = after
    for sentence in made.sentences:
        shaped = grammar.shapes.read(sentence)
        if shaped is None or isinstance(shaped.template, Once):
            continue  # read in full
        try:
            claim = grammar.read(sentence)
            agrees = same(shaped.claim(), claim) and shaped.says() == grammar.write(claim)
        except Problems as problems:
            agrees, claim = False, problems  # type: ignore[assignment]
        if not agrees:
            yield f"{seed}: {sentence!r} is read as {shaped.says()!r}, not {claim!r}"
