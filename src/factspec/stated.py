"""Claims as they are stated: in an article's ``claims.yaml`` or in a scenario, before they are checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from factspec.anchors import Quotation
from factspec.article import Article, anchored
from factspec.documents import Document
from factspec.problem import Problem, Problems
from factspec.report.model import Location, Selector, Waiver
from factspec.values.dates import one_day
from factspec.values.nearest import misspelt, nearest
from factspec.values.unfit import said
from factspec.verdict import Verdict, verdict_named

VERDICTS = ", ".join(verdict.value for verdict in Verdict)


@dataclass(frozen=True, slots=True)
class Stated:
    """A claim to check: a sentence (``says``) or a typed claim (``typed``), and the verdict it is expected to get.

    ``as_of`` is an ISO day; None where nothing gives one. ``article`` is the claim's article, where it has one. A ``draft``
    is a proposal that nobody has confirmed yet.
    """

    id: str
    says: str | None
    typed: Mapping[str, Any] | None
    location: Location
    expected: Verdict = Verdict.SUPPORTED
    article: Article | None = None
    quote: str | None = None
    selector: Selector | None = None
    as_of: str | None = None
    tags: tuple[str, ...] = ()
    note: str | None = None
    article_name: str | None = None
    draft: bool = False

    @property
    def about(self) -> str | None:
        """The id of the claim's article, also where the article itself is not at hand."""
        return self.article.id if self.article else self.article_name


@dataclass(frozen=True, slots=True)
class ClaimsFile:
    """What a ``claims.yaml`` holds: claims, and the statements that are no checkable facts.

    ``proposed`` are such statements that are drafts: they account for nothing until a person has confirmed them.
    """

    path: str
    article: Article | None
    claims: tuple[Stated, ...]
    waivers: tuple[Waiver, ...]
    proposed: tuple[Waiver, ...] = ()


class _Quote(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")
    exact: str
    prefix: str = ""
    suffix: str = ""


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", coerce_numbers_to_str=True)
    id: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")
    article: str | None = None
    quote: str | _Quote | None = None
    says: str | None = None
    claim: dict[str, Any] | None = None
    as_of: str | None = None
    expect: Verdict = Verdict.SUPPORTED
    tags: tuple[str, ...] = ()
    note: str | None = None
    not_checkable: Literal["plan", "opinion", "attribution", "vague"] | None = None
    reason: str | None = None
    draft: bool = False

    @field_validator("expect", mode="before")
    @classmethod
    def _verdict(cls, value: Any) -> Any:
        return verdict_named(value) or value if isinstance(value, str) else value

    @field_validator("as_of")
    @classmethod
    def _day(cls, value: str | None) -> str | None:
        if value is not None:
            iso_day(value)
        return value

    @model_validator(mode="after")
    def _says_one_thing(self) -> _Entry:
        said = [name for name in ("says", "claim", "not_checkable") if getattr(self, name) is not None]
        if len(said) != 1:
            found = " and ".join(said) or "nothing said"
            raise ValueError(f"{found}, expected one of says, claim and not_checkable")
        if self.not_checkable and not (self.reason and self.quote):
            raise ValueError("not_checkable without a quote and a reason")
        if not self.not_checkable and self.reason:
            raise ValueError("a reason without not_checkable; a claim has a note")
        return self


class _File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", coerce_numbers_to_str=True)
    article: str | None = None
    claims: tuple[Any, ...] = Field(min_length=1)


def file_models() -> tuple[type[BaseModel], type[BaseModel]]:
    """The models of a claims file: of the whole, and of one entry of its list."""
    return _File, _Entry


def iso_day(text: str) -> str:
    """A day written as ISO 8601 has it. Raises ValueError for anything else."""
    one_day(text)
    if len(text) != 10:
        raise ValueError(f"{text!r} is not a day, expected a date such as 2022-06-28")
    return text


def claims_file(found: Document, article: Article | None) -> ClaimsFile:
    """The claims of a document. Raises Problems, all of them."""
    taken, faults = claims_and_faults(found, article)
    if faults:
        raise Problems(sorted(faults, key=lambda fault: fault.line or 0))
    if not taken.claims:
        raise Problems([Problem("no claim to check", found.file, found.line("claims"), expected="a claim with says or claim")])
    return taken


def claims_and_faults(found: Document, article: Article | None) -> tuple[ClaimsFile, list[Problem]]:
    """The claims of a document that can be taken, and the faults of the others. Raises Problems where it has no entries."""
    if found.value is None:
        raise Problems([Problem("an empty file", found.file, 1, expected="article and claims")])
    entries = _entries(found, article)
    faults: list[Problem] = []
    claims: list[Stated] = []
    waivers: list[Waiver] = []
    proposed: list[Waiver] = []
    ids: dict[str, int] = {}
    for i, raw in entries:
        line = found.line("claims", i)
        try:
            entry = _entry(raw, found, i)
            if entry.id in ids:
                raise Problems(
                    [Problem(f"id {entry.id!r} again", path=entry.id, expected=f"an id of its own; line {ids[entry.id]} has it")]
                )
            ids[entry.id] = line
            _take(entry, found, line, article, claims, proposed if entry.draft else waivers)
        except Problems as bad:
            faults += [fault.at(found.file, line) for fault in bad.problems]
    return ClaimsFile(found.file, article, tuple(claims), tuple(waivers), tuple(proposed)), faults


def quotations(found: Document) -> list[Quotation]:
    """The quotations of all entries of a document, whether or not they stand in any article. Raises Problems."""
    held = []
    for i, raw in _entries(found, None):
        entry = _entry(raw, found, i)
        line = found.line("claims", i, "quote")
        match entry.quote:
            case _Quote(exact=exact, prefix=prefix, suffix=suffix):
                held.append(Quotation(entry.id, i, line, exact, prefix, suffix))
            case str(exact):
                held.append(Quotation(entry.id, i, line, exact))
    return held


def stated_line(value: Any, file: str, line: int, published: Mapping[str, str]) -> Stated:
    """The claim that a line of a file of claims states: the keys of an entry in ``claims.yaml``, and ``article``.

    A key that holds null says nothing. ``published`` gives the day of each article that is known. Raises Problems.
    """
    if not isinstance(value, dict):
        raise Problems([Problem("not an object", file, line, expected='a JSON object such as {"id": "...", "says": "..."}')])
    value = {key: part for key, part in value.items() if part is not None}
    entry = _entry(value, Document(file, value, {(): line}), 0)
    if entry.not_checkable:
        raise Problems([Problem("not_checkable without an article", file, line, expected="says or claim")])
    return Stated(
        f"{entry.article}/{entry.id}" if entry.article else entry.id,
        entry.says,
        entry.claim,
        Location(path=file, line=line),
        entry.expect,
        quote=entry.quote.exact if isinstance(entry.quote, _Quote) else entry.quote,
        as_of=entry.as_of or published.get(entry.article or ""),
        tags=entry.tags,
        note=entry.note,
        article_name=entry.article,
    )


def _entries(found: Document, article: Article | None) -> list[tuple[int, Any]]:
    value = found.value
    if not isinstance(value, dict):
        raise Problems([Problem("no mapping", found.file, 1, expected="article and claims")])
    try:
        whole = _File.model_validate(value)
    except ValidationError as error:
        raise _faults(error, found, ()) from None
    if article is not None and whole.article not in (None, article.id):
        line = found.line("article")
        raise Problems(
            [
                Problem(
                    f"article {whole.article!r}",
                    found.file,
                    line,
                    expected=f"{article.id!r}, the folder's name",
                    nearest=(article.id,),
                )
            ]
        )
    return list(enumerate(whole.claims))


def _entry(raw: Any, found: Document, i: int) -> _Entry:
    try:
        return _Entry.model_validate(raw)
    except ValidationError as error:
        raise _faults(error, found, ("claims", i)) from None


def _take(
    entry: _Entry, found: Document, line: int, article: Article | None, claims: list[Stated], waivers: list[Waiver]
) -> None:
    selector = None
    quote = entry.quote.exact if isinstance(entry.quote, _Quote) else entry.quote
    if quote is not None and article is not None:
        prefix, suffix = (entry.quote.prefix, entry.quote.suffix) if isinstance(entry.quote, _Quote) else ("", "")
        try:
            selector = anchored(article, quote, prefix, suffix)
        except Problems as bad:
            raise Problems(fault.inside(f"claim {entry.id}, quote") for fault in bad.problems) from None
    if entry.not_checkable:
        if selector is None:
            raise Problems(
                [Problem("not_checkable without an article", path=f"claim {entry.id}", expected="an article.md beside the file")]
            )
        waivers.append(
            Waiver(
                id=entry.id, quote=quote or "", not_checkable=entry.not_checkable, reason=entry.reason or "", selector=selector
            )
        )
        return
    as_of = entry.as_of or (article.front.published if article else None)
    name = article.id if article else entry.article or found.value.get("article")
    if entry.article not in (None, name):
        raise Problems([Problem(f"article {entry.article!r}", path=f"claim {entry.id}", expected=f"{name!r}, or none")])
    claims.append(
        Stated(
            f"{name}/{entry.id}" if name else entry.id,
            entry.says,
            entry.claim,
            Location(path=found.file, line=line),
            entry.expect,
            article,
            quote,
            selector,
            as_of,
            entry.tags,
            entry.note,
            name,
            entry.draft,
        )
    )


def _faults(error: ValidationError, found: Document, at: tuple[str | int, ...]) -> Problems:
    """What pydantic found wrong in a part of the document; a value that may have two forms is told once."""
    told = {(fault["loc"][:1] if "quote" in fault["loc"] else fault["loc"]): fault for fault in error.errors()}
    return Problems(_fault(fault, found, at) for fault in told.values())


def _fault(fault: Any, found: Document, at: tuple[str | int, ...]) -> Problem:
    where = tuple(part for part in fault["loc"] if part not in _FORMS)
    name = ".".join(map(str, where))
    line = found.line(*at, *where)
    model = _Quote if where[:1] == ("quote",) else _Entry if at else _File
    known, value = list(model.model_fields), fault["input"]

    def wrong(text: str, expected: str = "", near: tuple[str, ...] = ()) -> Problem:
        return Problem(text, found.file, line, name, expected, near)

    match fault["type"]:
        case "extra_forbidden":
            near, expected = nearest(str(where[-1]), known), f"one of {', '.join(known)}"
            return Problem(f"unknown key {name!r}", found.file, line, expected=expected, nearest=near)
        case "missing":
            return Problem(f"no {name!r}", found.file, line, expected="a value")
        case _ if name == "expect":
            near = misspelt([str(value)], [verdict.value for verdict in Verdict])[1]
            return wrong(f"{said(value)} is no verdict", f"one of {VERDICTS}", near)
        case "literal_error":
            options = ("plan", "opinion", "attribution", "vague")
            return wrong(f"{value!r} is no reason", f"one of {', '.join(options)}", misspelt([str(value)], options)[1])
        case "string_pattern_mismatch":
            return wrong(f"{value!r} is no id", "letters, digits, points, hyphens and underscores")
        case _ if name == "claims" and value is None:
            return wrong("nothing in it", "a claim at least")
        case "too_short":
            return wrong("nothing in it", "a claim at least")
        case "bool_parsing" | "bool_type":
            return wrong(f"{value!r} is neither", "true or false")
        case "tuple_type" | "dict_type" | "model_type" | "string_type" as kind:
            expected = _QUOTED if where == ("quote",) else _EXPECTED[kind]
            return wrong(said(value), expected if name else "a claim: id, says and what else there is to say of it")
        case _:
            message = fault["msg"].removeprefix("Value error, ")
            return wrong(message[0].lower() + message[1:])


_FORMS = ("str", "_Quote")
_QUOTED = "words of the article, or exact with prefix and suffix"
_EXPECTED = {"tuple_type": "a list", "dict_type": "keys with values", "model_type": "keys with values", "string_type": "a text"}


def claim_path(claims: Path) -> Path:
    """Where the article of a claims file stands."""
    return claims.parent / "article.md"
