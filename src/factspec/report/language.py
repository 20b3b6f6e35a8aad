"""A language that the page speaks to its reader: its words, plural forms, dates and numbers, read from one file.

The files are ``languages/*.toml``. What a record says, such as the reason of a verdict, is not translated.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from gettext import c2py
from importlib.resources import files

from markupsafe import Markup, escape

from factspec.problem import problem
from factspec.values.nearest import nearest

_FOLDER = files("factspec.report") / "languages"

Message = str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Language:
    """A language by its BCP 47 ``code``. ``messages`` are keyed by table and name: ``tally.passed``.

    A message that counts is a tuple of forms, in the order of ``categories`` (CLDR's names); ``plural`` gives the place
    of the form for a number.
    """

    code: str
    name: str
    categories: tuple[str, ...]
    plural: Callable[[int], int]
    thousands: str
    point: str
    months: tuple[str, ...]
    short_months: tuple[str, ...]
    dated_months: tuple[str, ...]
    messages: Mapping[str, Message]

    def say(self, key: str, n: int | None = None, **parts: object) -> Markup:
        """The message in this language for a page, its ``{parts}`` filled in and escaped; ``n`` also chooses its form."""
        if n is not None:
            parts["n"] = self.number(n)
        return Markup(escape(self._form(key, n))).format(**parts)

    def plain(self, key: str, n: int | None = None, **parts: object) -> str:
        """The same message as plain text."""
        if n is not None:
            parts["n"] = self.number(n)
        return self._form(key, n).format(**parts)

    def listed(self, parts: Sequence[str]) -> str:
        """Things told one after the other: ``a, b and c``."""
        head, last = ", ".join(parts[:-1]), parts[-1]
        return f"{head} {self.messages['lists.and']} {last}" if head else last

    def number(self, number: int | Decimal) -> str:
        """A number with its thousands apart."""
        whole, _, rest = (str(number) if isinstance(number, int) else f"{number:f}").partition(".")
        sign, digits = ("−", whole[1:]) if whole.startswith("-") else ("", whole)
        grouped = f"{int(digits or 0):,}" if len(digits) > 4 else digits
        return sign + grouped.replace(",", self.thousands) + (self.point + rest if rest else "")

    def _form(self, key: str, n: int | None) -> str:
        found = self.messages[key]
        if isinstance(found, str):
            return found
        if n is None:
            raise LookupError(f"{key} counts, and no number is given")
        return found[self.plural(n)]


def codes() -> tuple[str, ...]:
    """The languages there are files for."""
    return tuple(sorted(file.name.removesuffix(".toml") for file in _FOLDER.iterdir() if file.name.endswith(".toml")))


@cache
def language(code: str) -> Language:
    """The language with this code. Raises Problems where there is no file for it."""
    if code not in codes():
        raise problem(f"no language {code!r}", expected=f"one of {', '.join(codes())}", nearest=nearest(code, codes()))
    return language_from(code, (_FOLDER / f"{code}.toml").read_text("utf-8"))


def language_from(code: str, text: str) -> Language:
    """The language that a file's text defines."""
    found = tomllib.loads(text)
    own = found.pop("language")
    return Language(
        code,
        own["name"],
        tuple(own["categories"]),
        c2py(own["plural"]),
        own["thousands"],
        own["point"],
        tuple(own["months"]),
        tuple(own["short_months"]),
        tuple(own["dated_months"]),
        {f"{table}.{name}": _message(said) for table, part in found.items() for name, said in part.items()},
    )


def _message(said: object) -> Message:
    return tuple(map(str, said)) if isinstance(said, list) else str(said)
