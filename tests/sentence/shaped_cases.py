"""Where reading by shapes and the whole grammar differ, over the sentences of a case."""

from __future__ import annotations

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


def outcome(grammar: Grammar, sentence: str) -> tuple[object, str] | str:
    """The claim of a sentence with its canonical sentence, or the text of what is wrong with it, from the whole grammar."""
    try:
        claim = grammar.read(sentence)
        return claim, grammar.write(claim)
    except Problems as found:
        return str(found)


def differences(more: Kinds, seed: int, after: int = 1) -> tuple[int, list[str]]:
    """How many sentences of a case are read by their shapes, and those that the whole grammar does not read so."""
    made = case(seed, more=[SAID[kind] for kind in more])
    grammar = Grammar(made.reference, {**BUILT_IN, **more})
    grammar.shapes.after = after
    shaped, found = 0, []
    for sentence in made.sentences:
        read = grammar.shapes.read(sentence)
        if read is None or isinstance(read.template, Once):
            continue  # read in full
        shaped += 1
        right = outcome(grammar, sentence)
        if isinstance(right, str) or not same(read.claim(), right[0]) or read.says() != right[1]:
            found.append(f"{seed}: {sentence!r} is read as {read.says()!r}, not {right!r}")
    return shaped, found
