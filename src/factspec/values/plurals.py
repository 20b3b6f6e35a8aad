"""English plurals by the common rules."""

from __future__ import annotations


def plural(noun: str) -> str:
    """A noun's plural; a noun that ends in s stays as it is."""
    if noun.endswith("s"):
        return noun
    if noun.endswith(("x", "ch", "sh")):
        return noun + "es"
    return noun[:-1] + "ies" if noun.endswith("y") and noun[-2:-1] not in tuple("aeiou") else noun + "s"
