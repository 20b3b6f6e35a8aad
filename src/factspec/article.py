"""An article: its front matter, its text, the sentences it is made of, and where its quotations stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator
from rapidfuzz import fuzz, process

from factspec.documents import document
from factspec.problem import Problem, Problems
from factspec.report.model import Selector
from factspec.values.calendar import iso
from factspec.values.dates import one_day
from factspec.values.names import folded_with_offsets
from factspec.values.nearest import nearest

_CONTEXT = 32


class FrontMatter(BaseModel):
    """What an article says of itself. ``published`` is a day; ``origin`` names where its facts come from."""

    model_config = ConfigDict(frozen=True, extra="forbid", coerce_numbers_to_str=True)
    title: str = Field(min_length=1)
    publisher: str = Field(min_length=1)
    url: str | None = None
    published: str
    dateline: str | None = None
    language: str = "en"
    timezone: str | None = None
    origin: str | None = None

    @field_validator("published")
    @classmethod
    def _day(cls, value: str) -> str:
        return iso(one_day(value).starts.first)


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of an article, by its place in the text in characters."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Article:
    """An article read from ``article.md``; its id is the name of its folder. Its text begins on ``line`` of the file."""

    id: str
    path: str
    front: FrontMatter
    text: str
    statements: tuple[Statement, ...]
    line: int = 1

    def selector(self, start: int, end: int) -> Selector:
        """The anchor of a stretch of the text."""
        return Selector(
            exact=self.text[start:end],
            prefix=self.text[max(0, start - _CONTEXT) : start],
            suffix=self.text[end : end + _CONTEXT],
            start=start,
            end=end,
        )


def article(text: str, file: Path) -> Article:
    """The article in the text of its file. Raises Problems."""
    match = re.match(r"---[ \t]*\n(.*?\n)---[ \t]*(?:\n|\Z)", text.replace("\r\n", "\n"), re.DOTALL)
    if not match:
        raise Problems([Problem("no front matter", str(file), 1, expected="YAML between two lines of ---, then the text")])
    front = document(match[1], file, first_line=2)
    if not isinstance(front.value, dict):
        raise Problems([Problem("no front matter", str(file), 2, expected="title, publisher and published at least")])
    try:
        matter = FrontMatter.model_validate({name: value for name, value in front.value.items() if value is not None})
    except ValidationError as error:
        raise Problems(_fault(fault, file, front.line(*fault["loc"])) for fault in error.errors()) from None
    rest = text.replace("\r\n", "\n")[match.end() :]
    body = rest.strip("\n")
    if not _is_seen(body):
        raise Problems([Problem("no text", str(file), expected="the article's text after its front matter")])
    line = match[0].count("\n") + rest.index(body) + 1
    return Article(file.parent.name, str(file), matter, body, tuple(statements(body, matter.language)), line)


def _fault(fault, file: Path, line: int) -> Problem:  # type: ignore[no-untyped-def]
    name = ".".join(map(str, fault["loc"]))
    known = list(FrontMatter.model_fields)
    if fault["type"] == "extra_forbidden":
        return Problem(
            f"unknown key {name!r}", str(file), line, expected=f"one of {', '.join(known)}", nearest=nearest(name, known)
        )
    if fault["type"] == "missing":
        return Problem(f"no {name!r}", str(file), line, expected="a value in the front matter")
    if fault["type"] == "string_type":
        return Problem("not a text", str(file), line, path=name, expected="words or a number")
    if fault["type"] == "string_too_short":
        return Problem("blank", str(file), line, path=name, expected="a value")
    return Problem(fault["msg"].removeprefix("Value error, "), str(file), line, path=name)


def statements(text: str, language: str = "en") -> Iterator[Statement]:
    """The sentences of a text, in order; white space lies between them."""
    from sentencex import segment

    for paragraph in re.finditer(r"\S(?:.|\n(?!\s*\n))*", text):
        # A space that is none of ASCII's, next to an initial, is more than sentencex can bear, and so is half of a character.
        plain, place = re.sub("[\ud800-\udfff]", "\ufffd", re.sub(r"[^\S\n]", " ", paragraph[0])), 0
        for sentence in segment(language, plain):
            trimmed = sentence.strip()
            if _is_seen(trimmed):
                start = plain.index(trimmed, place)
                place = start + len(trimmed)
                first, last = paragraph.start() + start, paragraph.start() + place
                yield Statement(first, last, text[first:last])


def _is_seen(text: str) -> bool:
    """Whether a text holds more than white space and marks that nobody sees, such as soft hyphens."""
    return bool(folded_with_offsets(text)[0].strip())


def anchored(found: Article, quote: str, prefix: str = "", suffix: str = "") -> Selector:
    """Where a quotation stands: after quotes, dashes and spaces are made alike, at the one place that fits.

    Raises Problems where it stands nowhere, or in several places that ``prefix`` and ``suffix`` do not tell apart.
    """
    plain, offsets = _folded(found.text)
    wanted, before, after = (folded_with_offsets(part)[0] for part in (quote.strip(), prefix, suffix))
    if not wanted:
        raise Problems([Problem("an empty quotation", expected="words of the article")])
    places = [match.start() for match in re.finditer(re.escape(wanted), plain)]
    fitting = [p for p in places if _between(plain, p, p + len(wanted), before.strip(), after.strip())]
    if len(fitting) == 1:
        place = fitting[0]
        return found.selector(offsets[place], offsets[place + len(wanted) - 1] + 1)
    if places and not fitting:
        raise Problems([Problem(f"{quote!r} does not stand with that before and after it", expected="the words around it")])
    if places:
        raise Problems(
            [
                Problem(
                    f"{quote!r} stands in {len(fitting)} places",
                    expected="more of its words, or a prefix or suffix that tells which",
                )
            ]
        )
    raise Problems([Problem(f"{quote!r} is not in the article", expected="its own words", nearest=_nearest(found, quote))])


_folded = lru_cache(maxsize=32)(folded_with_offsets)  # a text is asked once for each quotation of it


def _between(text: str, start: int, end: int, before: str, after: str) -> bool:
    while start and text[start - 1].isspace():
        start -= 1
    while end < len(text) and text[end].isspace():
        end += 1
    return text.endswith(before, 0, start) and text.startswith(after, end)


def _nearest(found: Article, quote: str) -> tuple[str, ...]:
    texts = [statement.text for statement in found.statements]
    best = process.extractOne(quote, texts, scorer=fuzz.partial_ratio, score_cutoff=60)
    return (" ".join(best[0].split()),) if best else ()
