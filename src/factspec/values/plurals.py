"""English plurals and singulars by the common rules."""

from __future__ import annotations


def plural(noun: str) -> str:
    """A noun's plural; a noun that ends in s stays as it is."""
    if noun.endswith("s"):
        return noun
    if noun.endswith(("x", "ch", "sh")):
        return noun + "es"
    return noun[:-1] + "ies" if noun.endswith("y") and noun[-2:-1] not in tuple("aeiou") else noun + "s"


def singular(noun: str) -> str:
    """A noun's singular; a noun without a plural's ending stays as it is."""
    if noun.endswith("ies") and len(noun) > 4:
        return noun[:-3] + "y"
    if noun.endswith(("xes", "ches", "shes")):
        return noun[:-2]
    return noun[:-1] if noun.endswith("s") and not noun.endswith("ss") else noun
