"""Claims of elsewhere brought into a project, as drafts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from factspec.article import Article, anchored
from factspec.desk.draft import count, slug, writable
from factspec.desk.opened import reference_only
from factspec.draft.imports import imported
from factspec.draft.layout import Entry, entries_text
from factspec.exit_codes import FAILED, PASSED
from factspec.problem import Problems
from factspec.project import read_article
from factspec.report.write import write
from factspec.run import checker_for

_HEAD = (
    "Not one of these claims counts before a person has confirmed it: `factspec confirm` takes away its `draft: true`.",
    "What others found is told in the notes, and is no verdict here. What stands in comments could not be read.",
)


def import_claims(file: Path, references: Sequence[Path], name: str | None, *, stdout: bool, force: bool) -> int:
    """Writes the claims of a file as drafts to a claims file of their own, or prints them."""
    project = reference_only(references)
    folder = name or slug(file.stem)
    target = project.shown(project.root / "claims" / folder / "claims.yaml")
    if not stdout:
        writable(target, force, "another --name, --force to write over it, or --stdout")
    found = imported(file, checker_for(project).grammar)
    beside = target.with_name("article.md")
    about = read_article(beside) if beside.is_file() and not stdout else None
    entries = list(_anchored(found.entries, about)) if about else found.entries
    text = entries_text(folder, (f"Claims imported from {file.name}.", *_HEAD), entries)
    left = len(entries) - found.drafts
    told = f"{count(found.drafts, 'claim')} imported as drafts" + (f", {left} left to you, in comments" if left else "")
    if stdout:
        print(text, end="")
    else:
        write(target, text)
        print(f"{target}: {told}")
    return PASSED if found.drafts else FAILED


def _anchored(entries: Sequence[Entry], about: Article) -> Iterator[Entry]:
    """The entries without quotations that do not stand in the article; those are told in the note."""
    for entry in entries:
        keys = dict(entry.keys)
        quote = keys.get("quote")
        try:
            if isinstance(quote, str):
                anchored(about, quote)
        except Problems:
            note = keys.get("note")
            keys["note"] = f"Quoted as “{quote}”." + (f" {note}" if note else "")
            del keys["quote"]
        yield replace(entry, keys=tuple(keys.items()))
