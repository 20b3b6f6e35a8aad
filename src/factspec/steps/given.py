"""Steps that set the scene: the article, its statement, the day of speaking."""

from __future__ import annotations

from factspec.article import anchored
from factspec.features import Step
from factspec.problem import problem
from factspec.stated import iso_day
from factspec.steps.known import article_named
from factspec.steps.registry import Draft, form


@form('the article "{id}"', "given")
def article(draft: Draft, step: Step, id: str) -> None:
    """The article that quotations, claim ids and the day of speaking are of."""
    del step
    found = article_named(draft.known, id)
    if draft.article is not None:
        raise problem(f"a second article, {id!r}", expected=f"one for a scenario; it has {draft.article.id!r}")
    draft.article = found


@form('the statement "{quote}"', "given")
def statement(draft: Draft, step: Step, quote: str) -> None:
    """The words of the article that the sentences after it restate."""
    del step
    if draft.article is None:
        raise problem("a statement of no article", expected='the step before it: Given the article "ID"')
    draft.selector = anchored(draft.article, quote)
    draft.quote = quote


@form("the statement:", "given", takes="doc")
def long_statement(draft: Draft, step: Step) -> None:
    """The same, its words in a doc string."""
    statement(draft, step, step.doc or "")


@form("the day of speaking is {day}", "given")
def day_of_speaking(draft: Draft, step: Step, day: str) -> None:
    """The day the scenario's sentences speak of, in place of the article's."""
    del step
    if draft.as_of is not None:
        raise problem(f"a second day of speaking, {day}", expected=f"one for a scenario; it has {draft.as_of}")
    try:
        draft.as_of = iso_day(day)
    except ValueError:
        raise problem(f"{day!r} is no day", expected="a date such as 2022-06-28") from None
