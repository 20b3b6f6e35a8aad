"""How much of a project's articles is accounted for, told paragraph by paragraph."""

from __future__ import annotations

import json as json_text
import os
import sys
import textwrap
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from factspec import __version__
from factspec.desk.opened import percentage, project_at
from factspec.exit_codes import BAD_INPUT, FAILED, PASSED
from factspec.problem import Problem, Problems
from factspec.report.model import ArticleRecord, Statement
from factspec.report.plain import one_line
from factspec.report.reading import Paragraph, paragraphs
from factspec.report.tally import standings, tally
from factspec.report.write import write
from factspec.run import run

_WIDTH = 100
_MARK, _PLAIN = "\033[4;31m", "\033[0m"
_UNTOUCHED = "nobody has touched it"


def tell_coverage(
    paths: Sequence[Path], references: Sequence[Path], json: Path | None, fail_under: str | None, *, every: bool, quiet: bool
) -> int:
    """Prints what nobody has touched in the articles of the project, or of the claims files at the paths. The exit code."""
    wanted = percentage("--fail-under", fail_under)
    project = project_at(paths, references)
    wanted = project.settings.fail_under if wanted is None else wanted
    asked = {file.article.id for file in project.claims if file.article}
    found = run(project)
    articles = [article for article in found.articles if article.id in asked]
    if not articles and not found.problems:
        where = ", ".join(map(str, paths)) or str(project.root)
        raise Problems([Problem("no article", where, expected="an article.md beside the claims.yaml")])
    unread = [result.because for result in found.results if result.outcome == "error"]
    for article in articles:
        if not quiet:
            print("\n".join(_article(article, every=every)), end="\n\n")
    total = tally(articles)
    for article in articles:
        print(_total(article.path, tally([article])))
    for fault in (*found.problems, *unread):
        print(fault, file=sys.stderr)
    if json is not None:
        write(json, json_text.dumps(_data(articles), indent=2, ensure_ascii=False) + "\n")
        if not quiet:
            print(f"coverage: {json}")
    if found.problems or unread:
        return BAD_INPUT
    if wanted is not None and total.accounted * 100 < wanted * total.total:
        print(f"{total} is accounted for, expected {float(wanted):g}% at least", file=sys.stderr)
        return FAILED
    return PASSED


def _total(name: str, found: Any) -> str:
    return (
        f"{name}: {found.accounted} of {found.total} points accounted for, {found} "
        f"({found.covered} by claims, {found.waived} waived, {found.untouched} untouched)"
    )


def _article(article: ArticleRecord, *, every: bool) -> Iterator[str]:
    yield f"{article.title}: {article.path}"
    shown = 0
    for paragraph in paragraphs(article):
        pieces = [piece.statement for piece in paragraph if piece.statement]
        gaps = [gap for statement in pieces for gap in _gaps(statement)]
        if gaps or every:
            shown += 1
            yield ""
            yield from _paragraph(article, paragraph, gaps)
            yield from (f"    {line}" for statement in pieces for line in _told(statement))
    if not shown:
        yield "  every sentence, and all that can be checked in it, is accounted for"


def _gaps(statement: Statement) -> list[tuple[int, int]]:
    """What nobody has touched in a statement, by its place in the article: all of it, or single atoms."""
    if not (statement.claims or statement.waivers):
        return [(statement.start, statement.end)]
    return [(atom.start, atom.end) for atom in statement.atoms if atom.standing == "untouched"]


def _paragraph(article: ArticleRecord, paragraph: Paragraph, gaps: Sequence[tuple[int, int]]) -> Iterator[str]:
    """A paragraph in lines with its number in the file, what nobody has touched underlined."""
    inside = [piece.statement for piece in paragraph if piece.statement]
    if not inside:
        return
    start, end = inside[0].start, inside[-1].end
    number = article.line + article.text.count("\n", 0, start)
    at = start
    for i, line in enumerate(_wrapped(article.text[start:end])):
        at = start + article.text[start:end].index(line, at - start)
        under = [(max(low, at) - at, min(high, at + len(line)) - at) for low, high in gaps if low < at + len(line) and high > at]
        lead = f"{number:>4}  " if not i else "      "
        if _terminal():
            yield lead + _marked(line, under)
        else:
            yield lead + line
            if under:
                yield "      " + _carets(under)
        at += len(line)


def _wrapped(text: str) -> list[str]:
    """The text in lines of its own words, none changed; white space between two lines is dropped."""
    found = []
    for piece in text.splitlines():
        found += textwrap.wrap(
            piece, _WIDTH, break_long_words=False, break_on_hyphens=False, replace_whitespace=False, expand_tabs=False
        )
    return [line for line in found if line.strip()]  # fmt: skip


def _marked(line: str, under: Sequence[tuple[int, int]]) -> str:
    text, at = "", 0
    for low, high in under:
        text += f"{line[at:low]}{_MARK}{line[low:high]}{_PLAIN}"
        at = high
    return text + line[at:]


def _carets(under: Sequence[tuple[int, int]]) -> str:
    text = ""
    for low, high in under:
        text = text.ljust(low) + "^" * (high - low)
    return text


def _terminal() -> bool:
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ


def _told(statement: Statement) -> Iterator[str]:
    """Why a statement or atoms of it count as untouched."""
    if not (statement.claims or statement.waivers):
        yield f"sentence “{one_line(statement.text)}”: {_UNTOUCHED}"
        return
    for atom in statement.atoms:
        if atom.standing == "untouched":
            silent = ", ".join(name.rpartition("/")[2] for name in atom.silent[:4])
            why = (
                f"quoted by {silent}, which {'do' if len(atom.silent) > 1 else 'does'} not speak of it" if silent else _UNTOUCHED
            )
            yield f"{atom.kind} “{one_line(atom.text)}”: {why}"


def _data(articles: Sequence[ArticleRecord]) -> dict[str, Any]:
    return {"factspec": __version__, **_tally_data(articles), "articles": [_article_data(article) for article in articles]}


def _tally_data(articles: Sequence[ArticleRecord]) -> dict[str, Any]:
    found = tally(articles)
    return {"percent": found.tenths / 10, "covered": found.covered, "waived": found.waived, "untouched": found.untouched}


def _article_data(article: ArticleRecord) -> dict[str, Any]:
    statements = [
        {
            "line": article.line + article.text.count("\n", 0, statement.start),
            "standings": list(standings(statement)),
            **statement.model_dump(mode="json"),
        }
        for statement in article.statements
    ]
    return {"id": article.id, "path": article.path, **_tally_data([article]), "statements": statements}
