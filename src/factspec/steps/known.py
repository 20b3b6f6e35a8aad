"""What steps may name: articles, structured claims, and the sources and rows of the reference data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from factspec.article import Article
from factspec.problem import problem
from factspec.reference.facts import Reference
from factspec.stated import Stated
from factspec.values.names import folded
from factspec.values.nearest import misspelt, nearest


@dataclass(frozen=True, slots=True)
class Known:
    """The things of one project by their ids. ``claims`` are its structured claims, by the ids of their results."""

    reference: Reference
    articles: Mapping[str, Article] = field(default_factory=dict)
    claims: Mapping[str, Stated] = field(default_factory=dict)


def article_named(known: Known, name: str) -> Article:
    """The article with an id. Raises Problems, with the nearest."""
    if name not in known.articles:
        raise problem(f"no article {name!r}", expected="the name of a folder in claims", nearest=nearest(name, known.articles))
    return known.articles[name]


def claim_named(known: Known, name: str, article: Article | None) -> str:
    """The id of the structured claim that a step names in full, or by its last part. Raises Problems where none or two fit."""
    if name in known.claims:
        return name
    if article is not None and f"{article.id}/{name}" in known.claims:
        return f"{article.id}/{name}"
    meant = [claim for claim in known.claims if claim.rpartition("/")[2] == name]
    if article is None and len(meant) == 1:
        return meant[0]
    if len(meant) > 1 and article is None:
        raise problem(f"{len(meant)} claims are called {name!r}", expected="article/claim", nearest=meant)
    within = [claim for claim in known.claims if article is None or claim.startswith(f"{article.id}/")]
    close = [
        claim for last in nearest(name, {c.rpartition("/")[2] for c in within}) for claim in within if claim.endswith(f"/{last}")
    ]
    where = f" of {article.id}" if article else ""
    raise problem(
        f"no claim {name!r}{where}",
        expected="the id of a structured claim",
        nearest=meant or [claim.rpartition("/")[2] if article else claim for claim in close],
    )


def sources_named(known: Known, name: str) -> frozenset[str]:
    """The ids of the sources with an id, publisher, title or origin. Raises Problems where there is none."""
    wanted = folded(name)
    words: dict[str, set[str]] = {}
    for source in known.reference.sources.values():
        for word in (source.id, source.publisher, source.title, source.origin):
            if word:
                words.setdefault(word, set()).add(source.id)
    found = {id_ for word, ids in words.items() if folded(word) == wanted for id_ in ids}
    if not found:
        raise problem(
            f"no source {name!r}",
            expected="the id, publisher, title or origin of a source",
            nearest=misspelt([name], words)[1],
        )
    return frozenset(found)


def row_named(known: Known, name: str) -> str:
    """The key of a row of the reference. Raises Problems where no table has it."""
    keys = {key for _, key in known.reference.places}
    if name not in keys:
        raise problem(f"no row {name!r}", expected="the key of a row of the reference", nearest=misspelt([name], keys)[1])
    return name
