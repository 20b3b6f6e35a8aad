"""What an editor publishes, as schema.org's ClaimReview: JSON-LD that goes into a page as it stands.

A review is made of a claim that came out as expected, and quotes words of its article or stands by itself. What failed is
not ready for print, and what a scenario asks beside the article's words, or a claim that quotes none of them, is a check of
the checks.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote, urlsplit

from pydantic import Field

from factspec.problem import Problem, Problems
from factspec.report.faults import problems
from factspec.report.html import address
from factspec.report.marks import anchor
from factspec.report.model import ArticleRecord, Report, Result
from factspec.report.published import Published
from factspec.verdict import Verdict

_WORST, _BEST = 1, 5
_RATINGS = {Verdict.REFUTED: _WORST, Verdict.SUPPORTED: _BEST}
_IN_HTML = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who publishes the reviews. ``page`` is the address that they stand at, if any; ``{article}`` in it is the article's id."""

    name: str
    url: str | None
    page: str


class Organization(Published):
    """Who said a thing, or who reviewed it."""

    type_: Literal["Organization"] = Field(default="Organization", serialization_alias="@type")
    name: str
    url: str | None = None


class Work(Published):
    """The article in which a claim appears."""

    type_: Literal["NewsArticle"] = Field(default="NewsArticle", serialization_alias="@type")
    headline: str
    url: str | None = None
    date_published: str
    publisher: Organization


class Claim(Published):
    """What is reviewed: the words, who published them, when and where."""

    type_: Literal["Claim"] = Field(default="Claim", serialization_alias="@type")
    text: str | None = None
    author: Organization | None = None
    date_published: str | None = None
    appearance: Work | None = None


class Rating(Published):
    """The verdict: in words, and as a number from 1 to 5 where the evidence decides."""

    type_: Literal["Rating"] = Field(default="Rating", serialization_alias="@type")
    rating_value: int | None = None
    worst_rating: int | None = None
    best_rating: int | None = None
    alternate_name: str
    rating_explanation: str


class ClaimReview(Published):
    """A review of one claim."""

    type_: Literal["ClaimReview"] = Field(default="ClaimReview", serialization_alias="@type")
    url: str
    claim_reviewed: str
    date_published: str
    author: Organization
    item_reviewed: Claim
    review_rating: Rating


class Graph(Published):
    """The reviews of a run."""

    context: Literal["https://schema.org"] = Field(default="https://schema.org", serialization_alias="@context")
    graph: tuple[ClaimReview, ...] = Field(serialization_alias="@graph")


def render(report: Report, publisher: Publisher) -> str:
    """The reviews, in the order of the results; safe inside a ``script`` element.

    Raises Problems where something of the run could not be read: then nothing is published.
    """
    broken = len(problems(report)) + report.summary.errors
    if broken:
        wrong = f"no reviews: {broken} {'thing' if broken == 1 else 'things'} of the run could not be read"
        raise Problems([Problem(wrong, expected="a run without errors, for what is published")])
    articles = {article.id: article for article in report.articles}
    reviews = (_review(one, articles.get(one.article or ""), report, publisher) for one in published(report))
    return Graph(graph=tuple(reviews)).written().translate(_IN_HTML)


def published(report: Report) -> Iterator[Result]:
    """The results that reviews are made of."""
    for result in report.results:
        checks = result.location is not None and result.location.path.endswith(".feature")
        alone = result.article is None and not checks
        if result.outcome == "passed" and (result.quote is not None or alone):
            yield result


def _review(result: Result, article: ArticleRecord | None, report: Report, publisher: Publisher) -> ClaimReview:
    assert result.verdict is not None
    page = publisher.page.replace("{article}", quote(result.article or "claims", safe=""))
    decided = _RATINGS.get(result.verdict)
    return ClaimReview(
        url=f"{page}#{quote(anchor('claim', result.id), safe=':~')}",
        claim_reviewed=result.says,
        date_published=report.run.started[:10],
        author=Organization(name=publisher.name, url=publisher.url),
        item_reviewed=_claim(result, article),
        review_rating=Rating(
            rating_value=decided,
            worst_rating=_WORST if decided else None,
            best_rating=_BEST if decided else None,
            alternate_name=result.verdict.value.capitalize(),
            rating_explanation=result.because,
        ),
    )


def _claim(result: Result, article: ArticleRecord | None) -> Claim:
    words = result.selector.exact if result.selector else result.quote
    if article is None:
        return Claim(text=words, date_published=result.as_of)
    url = address(article.url)
    parts = urlsplit(url) if url else None
    publisher = Organization(name=article.publisher, url=f"{parts.scheme}://{parts.netloc}/" if parts else None)
    return Claim(
        text=words,
        author=publisher,
        date_published=article.published,
        appearance=Work(headline=article.title, url=url, date_published=article.published, publisher=publisher),
    )
