"""Queries to SPARQL endpoints: a declaration's own, or a template with items put in their places."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from factspec.problem import Problem, Problems, problem
from factspec.sources.declaration import SparqlSource
from factspec.values.nearest import nearest

_FOLDERS = Path(__file__).parent
_VALUES = {"language": (re.compile(r"[a-z]{2,3}(-[a-z]{2,8})?"), "en"), "limit": (re.compile(r"[1-9]\d{0,5}"), "50000")}
_ITEM = re.compile(r"[QPL][1-9]\d{0,14}")
_PARAMETER = re.compile(r"\$([a-z]+)")


def templates() -> dict[str, Path]:
    """The templates that are at hand, by name: ``wikidata/population``."""
    return {f"{file.parent.name}/{file.stem}": file for file in sorted(_FOLDERS.glob("*/*.rq"))}


def query_of(source: SparqlSource) -> str:
    """The query of a declaration. Raises Problems for a template or a parameter that is not known, or a value that is no item."""
    known, name = templates(), source.template or ""
    if source.query is not None:
        return _filled(source.query, source.with_, [name for name in _parameters(source.query) if name in source.with_])
    if name not in known:
        expected, near = f"one of {', '.join(known)}", nearest(name, known)
        raise Problems([Problem(f"no template {name!r}", "", None, "template", expected, near)])
    lines = known[name].read_text("utf-8").splitlines()
    text = "\n".join(line.strip() for line in lines if not line.startswith("#"))
    return _filled(text, source.with_, _parameters(text))


def _parameters(text: str) -> list[str]:
    return list(dict.fromkeys(_PARAMETER.findall(text)))


def _filled(text: str, given: Mapping[str, str | tuple[str, ...]], wanted: list[str]) -> str:
    """The text with its parameters filled in. In a query of one's own, ``$x`` without a value is a variable of SPARQL."""
    for name in given:
        if name not in wanted:
            expected = f"one of {', '.join(wanted)}" if wanted else "none: the query has no $ parameter"
            raise Problems([Problem(f"no parameter {name!r}", "", None, "with", expected, nearest(name, wanted))])
    values = {name: _value(name, given.get(name)) for name in wanted}
    return _PARAMETER.sub(lambda match: values.get(match[1], match[0]), text)


def _value(name: str, given: str | tuple[str, ...] | None) -> str:
    if name in _VALUES:
        form, usual = _VALUES[name]
        text = usual if given is None else given if isinstance(given, str) else ""
        if not form.fullmatch(text):
            raise problem(f"{name} {given!r}", expected=f"one such as {usual}")
        return text
    items = (given,) if isinstance(given, str) else given or ()
    if not items:
        raise Problems([Problem(f"no {name!r}", path="with", expected="an item such as Q159, or several")])
    for item in items:
        if not _ITEM.fullmatch(item):
            raise Problems([Problem(f"{item!r} is no item", path=f"with.{name}", expected="one such as Q159")])
    return " ".join(f"wd:{item}" for item in items)
