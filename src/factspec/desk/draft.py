"""Claims drafted for an article, and put beside it."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml
from anyascii import anyascii

from factspec.article import Article, article
from factspec.desk.opened import day, reference_only
from factspec.draft.drafting import Draft, Drafted, drafted, joined
from factspec.draft.layout import claims_text
from factspec.draft.left import Waived
from factspec.draft.model import Model, proposed
from factspec.draft.parsed import parsed_events
from factspec.draft.texts import Text, text_of
from factspec.exit_codes import FAILED, PASSED
from factspec.grammar import Grammar
from factspec.problem import Problem, Problems
from factspec.project import Project, read_article
from factspec.report.write import write
from factspec.run import checker_for

_MOST_TOLD = 20


@dataclass(frozen=True, slots=True)
class About:
    """What the command line says of an article, in place of what its file says."""

    name: str | None = None
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    language: str | None = None


def draft_article(
    source: str, references: Sequence[Path], about: About, *, url: str | None, model: str | None, stdout: bool, force: bool
) -> int:
    """Drafts claims for an article and writes them beside it; prints how many there are of each."""
    day("--published", about.published)
    asked = _model(url, model)
    project = reference_only(references)
    found, text = _article(source, project, about)
    file = Path(found.path).with_name("claims.yaml")
    if not stdout:
        writable(file, force, "--force to write over it, or --stdout")
        if text is not None:
            writable(Path(found.path), force, "another --name, or --force to write over it")
    grammar = checker_for(project).grammar
    named = project.settings.draft.spacy
    result = drafted(found, grammar, last=parsed_events(named, project.root) if named else None)
    if asked is not None:
        result = joined(result, _proposed(found, grammar, asked))
    claims = claims_text(found, result)
    if stdout:
        print(claims, end="")
        print(_told(result), file=sys.stderr)
    else:
        if text is not None:
            write(Path(found.path), text)
            print(f"article: {found.path}")
        write(file, claims)
        print(f"{file}: {_told(result)}")
        if result.drafts:
            print("next: factspec check shows what the reference says of them; factspec confirm takes those that are right")
    return PASSED if result.drafts else FAILED


def _model(url: str | None, name: str | None) -> Model | None:
    """The model that is to be asked, where one is."""
    if url is None and name is None:
        return None
    if url is None or name is None:
        raise Problems(
            [Problem("one without the other", path="--with, --model", expected="the address of an endpoint and a model")]
        )
    if not re.match(r"https?://[^/\s]+", url, re.IGNORECASE):
        raise Problems([Problem(f"{url!r} is no address", path="--with", expected="one such as http://localhost:8080/v1")])
    return Model(url, name)


def _proposed(found: Article, grammar: Grammar, model: Model) -> Sequence[Draft]:
    """What a model proposes, as far as it passes; what does not is told."""
    answer = proposed(found, grammar, model)
    for why in answer.refused[:_MOST_TOLD]:
        print(f"refused: {why}", file=sys.stderr)
    if len(answer.refused) > _MOST_TOLD:
        print(f"refused: {len(answer.refused) - _MOST_TOLD} more", file=sys.stderr)
    return answer.drafts


def writable(file: Path, force: bool, expected: str) -> None:
    """Raises Problems where a file is there already, and nobody said that it may be written over."""
    if file.exists() and not force:
        raise Problems([Problem("is there already", str(file), expected=expected)])


def _told(found: Drafted) -> str:
    waived = sum(isinstance(one, Waived) for one in found.left)
    stubs = len(found.left) - waived
    parts = [f"{count(len(found.drafts), 'claim')} drafted"]
    parts += [f"{count(waived, 'statement')} proposed as not checkable"] if waived else []
    parts += [f"{count(stubs, 'statement')} left to you, in comments"] if stubs else []
    return ", ".join(parts)


def count(number: int, noun: str) -> str:
    """So many of something, in words."""
    return f"{number} {noun if number == 1 else noun + 's'}"


def _article(source: str, project: Project, about: About) -> tuple[Article, str | None]:
    """The article at a source, and the text of its new file; no text where its file is one already."""
    path = Path(source)
    if path.is_dir() and (path / "article.md").is_file():
        path = path / "article.md"
    if path.name == "article.md" and path.is_file():
        return read_article(path), None
    if path.suffix == ".md" and path.is_file() and path.read_bytes()[:4] in (b"---\n", b"---\r"):
        read = read_article(path)
        front = read.front.model_dump(exclude_none=True)
        return _written(read.text, {**front, **_said(about)}, about.name or slug(path.stem), project)
    found = text_of(source)
    front = _front(found, source, about)
    return _written(found.body, front, about.name or slug(_stem(source, found)), project)


def _stem(source: str, found: Text) -> str:
    if found.url:
        return found.title or Path(source.partition("?")[0]).stem
    return Path(source).stem


def _said(about: About) -> dict[str, str]:
    keys = ("title", "publisher", "published", "language")
    return {key: value for key in keys if (value := getattr(about, key))}


def _front(found: Text, source: str, about: About) -> dict[str, str]:
    """The front matter of a new article. The day must be known: relative days hang on it."""
    own = {
        "title": found.title or _stem(source, found),
        "publisher": found.publisher or "not named",
        "url": found.url,
        "published": found.published,
        "language": found.language,
    }
    front = {key: value for key, value in {**own, **_said(about)}.items() if value}
    if "published" not in front:
        wrong = "no day of publication, and words such as “this year” hang on it"
        raise Problems([Problem(wrong, source, expected="--published DATE, such as --published 2022-06-28")])
    return front


def _written(body: str, front: dict[str, str], name: str, project: Project) -> tuple[Article, str]:
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*", name):
        raise Problems(
            [Problem(f"{name!r} is no name for an article", path="--name", expected="letters, digits, points and hyphens")]
        )
    file = project.shown(project.root / "claims" / name / "article.md")
    matter = yaml.safe_dump(front, allow_unicode=True, sort_keys=False, width=10**9)
    text = f"---\n{matter}---\n{body.strip()}\n"
    return article(text, file), text


def slug(text: str) -> str:
    """A text as the name of a folder."""
    words = re.findall(r"[a-z0-9]+", anyascii(text).casefold())
    return "-".join(words)[:60].strip("-") or "article"
