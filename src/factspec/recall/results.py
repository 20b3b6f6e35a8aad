"""Claims and articles by all that their records hang on, besides the ground of the run."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from contextlib import suppress

from pydantic import BaseModel, ValidationError
from pydantic_core import PydanticSerializationError

from factspec.article import Article
from factspec.check import Checker
from factspec.kept import Kept
from factspec.report.model import ArticleRecord, Result, Waiver
from factspec.stated import Stated


class Recall:
    """A checker that remembers. Its results are those of the checker, but for the time that they take."""

    def __init__(self, checker: Checker, kept: Kept) -> None:
        self._checker, self._kept = checker, kept

    def results(self, stated: Sequence[Stated]) -> list[Result]:
        """The result of each claim, in order; those not kept are checked together, and kept where they have a verdict."""
        if not self._kept.somewhere:
            return self._checker.results(stated)
        keys = [_of_claim(one) for one in stated]
        known = [self._known(key) for key in keys]
        new = [i for i, found in enumerate(known) if found is None]
        asked = dict(zip(new, self._checker.results([stated[i] for i in new]) if new else (), strict=True))
        for i, result in asked.items():
            if result.verdict is not None and (key := keys[i]):
                self._keep(key, result)
        return [asked[i] if found is None else _placed(found, stated[i]) for i, found in enumerate(known)]

    def account(self, article: Article, results: Sequence[Result], waivers: Iterable[Waiver]) -> ArticleRecord:
        """An article with what accounts for each of its statements."""
        from factspec.coverage.account import accounts

        waivers = tuple(waivers)
        if not self._kept.somewhere:
            return accounts(article, results, waivers, self._checker.grammar.lexicon)
        key = _of_article(article, results, waivers)
        text = self._kept.get(key)
        if text is not None:
            try:
                return ArticleRecord.model_validate_json(text)
            except ValidationError:
                pass
        found = accounts(article, results, waivers, self._checker.grammar.lexicon)
        self._keep(key, found)
        return found

    def _keep(self, key: str, record: BaseModel) -> None:
        """Keeps a record; one that names a file whose name is no text is not kept."""
        with suppress(PydanticSerializationError):
            self._kept.put(key, record.model_dump_json())

    def _known(self, key: str | None) -> Result | None:
        text = self._kept.get(key) if key else None
        try:
            return Result.model_validate_json(text) if text is not None else None
        except ValidationError:
            return None


def _of_claim(stated: Stated) -> str | None:
    """All of a claim that its verdict and its evidence hang on; None for one that cannot be written down."""
    front = stated.article.front.model_dump_json() if stated.article else None
    try:
        return _digest("claim", stated.says, stated.typed, stated.as_of, front, stated.expected, stated.draft)
    except (TypeError, ValueError, RecursionError):
        return None


def _placed(result: Result, stated: Stated) -> Result:
    """The result as that of a claim that says the same, wherever it stands and whatever is noted of it."""
    told = {
        "id": stated.id,
        "article": stated.about,
        "quote": stated.quote,
        "selector": stated.selector,
        "location": stated.location,
        "tags": stated.tags,
        "note": stated.note,
    }
    return result.model_copy(update=told)


def _of_article(article: Article, results: Sequence[Result], waivers: tuple[Waiver, ...]) -> str:
    own = [one for one in results if one.article == article.id and one.selector]
    claims = [[one.id, one.selector and one.selector.model_dump_json(), one.says, one.claim, one.as_of] for one in own]
    waiving = [one.model_dump_json() for one in waivers]
    about = [article.id, article.path, article.line, article.text, article.front.model_dump_json()]
    return _digest("article", about, claims, waiving)


def _digest(*parts: object) -> str:
    return hashlib.sha256(json.dumps(parts).encode("utf-8", "surrogatepass")).hexdigest()
