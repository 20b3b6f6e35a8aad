"""Answers to SPARQL queries in JSON: one row for each solution, its variables as columns."""

from __future__ import annotations

from collections.abc import Iterator

from factspec.problem import problem
from factspec.sources.forms import Row
from factspec.sources.forms.objects import parsed

_UNKNOWN = "/.well-known/genid/"
_FORM = "results of a SELECT query in JSON"


def sparql_rows(text: str) -> Iterator[Row]:
    """The solutions; an unbound variable is blank, and so is a value that is only known to exist."""
    value = parsed(text)
    try:
        names = [str(name) for name in value["head"]["vars"]]
        solutions = value["results"]["bindings"]
        for solution in solutions:
            yield {name: _term(solution.get(name)) for name in names}
    except (TypeError, KeyError, AttributeError):
        raise problem("the body is no answer of SPARQL", expected=_FORM) from None


def _term(term: dict[str, str] | None) -> str:
    if term is None or term["type"] == "bnode" or (term["type"] == "uri" and _UNKNOWN in term["value"]):
        return ""
    if not isinstance(term["value"], str):
        raise problem("a value of the answer is no text", expected=_FORM)
    return term["value"]
