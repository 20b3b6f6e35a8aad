"""Sentences with something wrong in them."""

from __future__ import annotations

import random
from collections.abc import Sequence


def mangled(rng: random.Random, said: str, names: Sequence[str]) -> str:
    """A sentence as a hasty or a hostile writer would have it."""
    words = said.split(" ")
    place = rng.randrange(len(words))
    match rng.randrange(9):
        case 0:
            del words[place]
        case 1:
            words.insert(place, words[rng.randrange(len(words))])
        case 2:
            words[place] = words[place].upper()
        case 3:
            words.append(".")
        case 4:
            words[-1] += rng.choice([".", "..", " .", ",", ")", '"', "\u200b"])
        case 5:
            words[place] = rng.choice(names)
        case 6:
            words.insert(
                place, rng.choice(["", "\t", "\u00a0", "\u200b", "\x01", "(", '"', ";", ")", "and", "before", "the", "`"])
            )
        case 7:
            words[place] = words[place].swapcase()
        case _:
            return said.replace("'", "’").replace("-", "–")
    return " ".join(words)
