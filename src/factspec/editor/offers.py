"""Offers: what an editor may put in where the cursor stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["keyword", "form", "name", "value", "text"]


@dataclass(frozen=True, slots=True)
class Offer:
    """A completion: ``typed`` is how many characters before the cursor ``text`` takes the place of.

    ``snippet``: the text has blanks to be filled, ``${1:DAY}``. ``about`` says what it is in Markdown.
    """

    label: str
    text: str
    typed: int
    kind: Kind
    detail: str = ""
    about: str = ""
    snippet: bool = False


def among(options: dict[str, str] | list[str], typed: str, kind: Kind, *, after: str = "") -> list[Offer]:
    """The options that what is typed may grow into, each with its detail; ``after`` follows each of them."""
    details = options if isinstance(options, dict) else dict.fromkeys(options, "")
    wanted = typed.casefold()
    return [
        Offer(name, name + after, len(typed), kind, detail)
        for name, detail in details.items()
        if wanted in name.casefold() or not wanted
    ]
