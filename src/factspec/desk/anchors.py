"""What became of quotations when their article changed, told and, where asked, written into the claims files."""

from __future__ import annotations

import json as json_text
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from factspec.anchors import Anchor, anchor
from factspec.article import Article
from factspec.documents import document
from factspec.exit_codes import FAILED, PASSED
from factspec.problem import Problem, Problems
from factspec.project import claims_at, file_text, read_article
from factspec.report.plain import one_line
from factspec.report.write import write
from factspec.requoted import requoted
from factspec.settings import project_root
from factspec.stated import claim_path, quotations
from factspec.values.nearest import nearest
from factspec.values.passages import Run

_FATES = ("exact", "moved", "edited", "lost")
_OLD, _NEW, _PLAIN = "\033[31m", "\033[32m", "\033[0m"


@dataclass(frozen=True, slots=True)
class _File:
    path: Path
    article: Article
    anchors: tuple[Anchor, ...]


def tell_anchors(paths: Sequence[Path], claims: Sequence[str], json: Path | None, *, accept: bool) -> int:
    """Prints every quotation that does not stand in its article as it is; writes those that can be where asked. The exit code."""
    files = _read(claims_at(project_root(Path.cwd()), paths))
    _known(files, claims)
    left = 0
    for file in files:
        asked = [one for one in file.anchors if not claims or one.quotation.id in claims]
        for one in asked:
            if one.fate != "exact":
                print("\n".join(_lines(file, one)), end="\n\n")
        changed = [one for one in asked if one.fate in ("moved", "edited")]
        if accept and changed:
            _write(file, changed)
        left += sum(one.fate == "lost" for one in asked) + (0 if accept else len(changed))
        print(_total(file, asked) + (f"; {len(changed)} written" if accept and changed else ""))
    if json is not None:
        write(json, json_text.dumps([_data(file) for file in files], indent=2, ensure_ascii=False) + "\n")
        print(f"anchors: {json}")
    if left and not accept:
        print("factspec anchors --accept writes what moved or was edited; what is lost is for you to mend", file=sys.stderr)
    return FAILED if left else PASSED


def _read(paths: Sequence[Path]) -> list[_File]:
    found, problems = [], []
    for path in paths:
        try:
            beside = claim_path(path)
            if not beside.is_file():
                problems.append(Problem("no article", str(path), expected=f"{beside.name} beside it"))
                continue
            about = read_article(beside)
            held = quotations(document(file_text(path), path))
            found.append(_File(path, about, tuple(anchor(about, one) for one in held)))
        except Problems as faults:
            problems += faults.problems
    if problems:
        raise Problems(problems)
    return found


def _known(files: Sequence[_File], claims: Sequence[str]) -> None:
    ids = [one.quotation.id for file in files for one in file.anchors]
    if not ids:
        where = ", ".join(str(file.path) for file in files)
        raise Problems([Problem("no quotations", where, expected="a claim with a quote")])
    wrong = [name for name in claims if name not in ids]
    if wrong:
        raise Problems(
            Problem(f"no claim {name!r} that quotes", path="--claim", expected="the id of an entry", nearest=nearest(name, ids))
            for name in wrong
        )


def _write(file: _File, changed: Sequence[Anchor]) -> None:
    raw = file.path.read_bytes()
    text = raw.decode("utf-8-sig")
    mark = "\ufeff" if raw.startswith(b"\xef\xbb\xbf") else ""
    write(file.path, mark + requoted(text, file.path, file.article, changed))


def _total(file: _File, asked: Sequence[Anchor]) -> str:
    counts = [(sum(one.fate == fate for one in asked), fate) for fate in _FATES]
    told = ", ".join(f"{number} {fate}" for number, fate in counts if number) or "no quotations"
    return f"{file.path}: {told}"


def _lines(file: _File, one: Anchor) -> Iterator[str]:
    quotation = one.quotation
    yield f"{file.path}:{quotation.line}: claim {quotation.id}, quote: {one.fate}"
    if one.selector is None:
        yield f"  {one.why}"
        return
    yield f"  {_compared(one)}"
    number = file.article.line + file.article.text.count("\n", 0, one.selector.start)
    yield f"  now at {file.article.path}:{number}, {_around(one)}"


def _compared(one: Anchor) -> str:
    """The words as they are, and, where they were edited, the old ones struck and the new ones added."""
    if not one.runs:
        return one_line(one.quotation.exact)
    colours = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    parts = []
    for text, change in _old_first(one.runs):
        marked = {"claimed": f"[-{text}-]", "recorded": f"{{+{text}+}}", "same": text}[change]
        colour = {"claimed": _OLD, "recorded": _NEW}.get(change, "")
        parts.append(f"{colour}{marked}{_PLAIN}" if colours and colour else marked)
    return one_line(" ".join(parts)) if not colours else " ".join(parts)


def _old_first(runs: Sequence[Run]) -> list[Run]:
    """The runs, the old words before the new ones that took their place."""
    found = list(runs)
    for i, (one, other) in enumerate(pairwise(runs)):
        if (one[1], other[1]) == ("recorded", "claimed"):
            found[i], found[i + 1] = other, one
    return found


def _around(one: Anchor) -> str:
    assert one.selector is not None
    before, after = one_line(one.selector.prefix), one_line(one.selector.suffix)
    return f"between “{before}” and “{after}”" if before and after else f"before “{after}”" if after else f"after “{before}”"


def _data(file: _File) -> dict[str, Any]:
    return {
        "path": str(file.path),
        "article": file.article.path,
        "anchors": [
            {
                "id": one.quotation.id,
                "line": one.quotation.line,
                "fate": one.fate,
                "quote": {"exact": one.quotation.exact, "prefix": one.quotation.prefix, "suffix": one.quotation.suffix},
                "selector": one.selector.model_dump(mode="json") if one.selector else None,
                "why": one.why if one.fate == "lost" else "",
                "words": [{"text": text, "change": change} for text, change in one.runs],
            }
            for one in file.anchors
        ],
    }
