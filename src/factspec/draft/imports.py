"""Claims from elsewhere: ClaimReview in JSON-LD, and CSV. What they say is read, and not believed."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from factspec.article import article
from factspec.draft.drafting import drafted
from factspec.draft.layout import Entry, new_ids
from factspec.draft.texts import MOST
from factspec.grammar import Grammar
from factspec.problem import Problem, Problems
from factspec.stated import VERDICTS, iso_day
from factspec.values.characters import HALF, all_whole
from factspec.values.nearest import nearest
from factspec.verdict import Verdict, verdict_named

COLUMNS = ("id", "says", "quote", "as_of", "expect", "tags", "note")
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_MOST_CLAIMS = 100_000
_DEEPEST = 60
_LONGEST = 20_000  # characters of what somebody claimed: more is no claim


@dataclass(frozen=True, slots=True)
class Imported:
    """The entries of a file."""

    entries: tuple[Entry, ...]

    @property
    def drafts(self) -> int:
        """How many of them can be checked."""
        return sum(not entry.missing for entry in self.entries)


def imported(file: Path, grammar: Grammar) -> Imported:
    """The claims of a CSV file, or of the ClaimReviews in a JSON file. Raises Problems, all of them."""
    text = _text(file)
    entries = _rows(text, file, grammar) if file.suffix.casefold() in (".csv", ".tsv") else _reviews(text, file, grammar)
    if not entries:
        raise Problems([Problem("no claim in it", str(file), expected="ClaimReview in JSON-LD, or a CSV with a column says")])
    return Imported(tuple(entries))


def _text(file: Path) -> str:
    if not file.is_file():
        near = nearest(file.name, [p.name for p in file.parent.iterdir() if p.is_file()]) if file.parent.is_dir() else ()
        wrong = "a folder" if file.is_dir() else "no such file"
        raise Problems([Problem(wrong, str(file), expected="a .csv file or a .json file of reviews", nearest=near)])
    try:
        data = file.read_bytes()
    except OSError as error:
        raise Problems([Problem(f"cannot be read: {error.strerror}", str(file))]) from None
    if len(data) > MOST:
        raise Problems([Problem(f"{len(data)} bytes", str(file), expected=f"at most {MOST}")])
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise Problems([Problem(f"byte {error.start} is not utf-8", str(file), line, expected="utf-8 text")]) from None


def _rows(text: str, file: Path, grammar: Grammar) -> list[Entry]:
    lines = csv.DictReader(
        io.StringIO(text, newline=""), delimiter="\t" if file.suffix.casefold() == ".tsv" else ",", strict=True
    )
    faults: list[Problem] = []
    found: list[Entry] = []
    ids: dict[str, int] = {}
    try:
        faults += _wrong_columns(lines.fieldnames or [], file)
        rows = [(lines.line_num, row) for row in lines] if not faults else []
        new = new_ids((row.get("id") or "").strip() for _, row in rows)
        for line, row in rows:
            wrong = list(_wrong_cells(row, ids, file, line))
            faults += wrong
            cells = {key: (value or "").strip() for key, value in row.items() if key}
            ids.setdefault(cells.get("id") or f"\0{line}", line)
            if not wrong and any(cells.values()):
                found.append(_of_row(cells, grammar, new))
    except csv.Error as error:
        faults.append(Problem(f"not CSV: {error}", str(file), lines.line_num))
    if faults:
        raise Problems(faults)
    return found


def _wrong_columns(names: Sequence[str], file: Path) -> Iterator[Problem]:
    for name in names:
        if name not in COLUMNS:
            near = nearest(name, COLUMNS)
            yield Problem(f"unknown column {name!r}", str(file), 1, expected=f"some of {', '.join(COLUMNS)}", nearest=near)
    if "says" not in names:
        yield Problem("no column 'says'", str(file), 1, expected="one with the sentence of each claim")
    if len(set(names)) != len(names):
        yield Problem("a column twice", str(file), 1, expected="each column once")


def _wrong_cells(row: Mapping[str | None, Any], ids: Mapping[str, int], file: Path, line: int) -> Iterator[Problem]:
    if None in row:
        yield Problem("more cells than columns", str(file), line, expected="quotation marks around a cell that holds a comma")
        return
    name, as_of, expect = ((row.get(column) or "").strip() for column in ("id", "as_of", "expect"))
    if name and not _ID.fullmatch(name):
        yield Problem(f"{name!r} is no id", str(file), line, "id", "letters, digits, points, hyphens and underscores")
    if name in ids:
        yield Problem(f"id {name!r} again", str(file), line, "id", f"an id of its own; line {ids[name]} has it")
    if as_of:
        try:
            iso_day(as_of)
        except ValueError as error:
            yield Problem(str(error), str(file), line, "as_of")
    if expect and verdict_named(expect) is None:
        near = nearest(expect, [verdict.value for verdict in Verdict])
        yield Problem(f"{expect!r} is no verdict", str(file), line, "expect", VERDICTS, near)


def _of_row(cells: Mapping[str, str], grammar: Grammar, new: Callable[[str], str]) -> Entry:
    says, missing = _read(cells.get("says", ""), grammar)
    tags = tuple(tag.strip() for tag in re.split(r"[|,;]", cells.get("tags", "")) if tag.strip())
    expect = verdict_named(cells["expect"]) if cells.get("expect") else None
    keys: dict[str, str | tuple[str, ...] | None] = {
        "id": cells.get("id") or new(says or cells.get("says") or cells.get("quote") or ""),
        "quote": cells.get("quote"),
        "says": says or cells.get("says"),
        "as_of": cells.get("as_of"),
        "expect": expect.value if expect else None,
        "tags": tags or None,
        "note": cells.get("note"),
    }
    return Entry(tuple((key, value) for key, value in keys.items() if value), missing)


def _read(says: str, grammar: Grammar) -> tuple[str | None, str]:
    """A sentence as the grammar writes it; where it cannot be read, what is missing instead."""
    if not says:
        return None, "a sentence"
    try:
        return grammar.write(grammar.read(says)), ""
    except Problems as found:
        return None, f"a sentence that can be read; {found.problems[0]}"


def _reviews(text: str, file: Path, grammar: Grammar) -> list[Entry]:
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise Problems([Problem(f"not JSON: {error.msg}", str(file), error.lineno, expected="JSON-LD, or .csv")]) from None
    except ValueError:
        raise Problems([Problem("not JSON: a number of too many digits", str(file))]) from None
    except RecursionError:
        raise Problems([Problem("JSON nested too deeply", str(file))]) from None
    if not all_whole(data):
        raise Problems([Problem(HALF, str(file), expected="text")])
    new = new_ids()
    return [entry for review in _claim_reviews(data) for entry in _of_review(review, grammar, new)]


def _claim_reviews(value: Any, depth: int = 0) -> Iterator[Mapping[str, Any]]:
    """The reviews in a document: alone, in a list, in a graph, in the items of a feed."""
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for one in value[:_MOST_CLAIMS]:
            yield from _claim_reviews(one, depth + 1)
    elif isinstance(value, Mapping):
        if "ClaimReview" in _types(value):
            yield value
        else:
            for inner in value.values():
                yield from _claim_reviews(inner, depth + 1)


def _types(value: Mapping[str, Any]) -> list[str]:
    found = value.get("@type")
    return [str(one).rpartition("/")[2] for one in (found if isinstance(found, list) else [found])]


def _of_review(review: Mapping[str, Any], grammar: Grammar, new: Callable[[str], str]) -> Iterator[Entry]:
    words = " ".join(str(review.get("claimReviewed") or "").split())
    if not words:
        return
    item = review.get("itemReviewed")
    item = item if isinstance(item, Mapping) else {}
    said, reviewed = _day(item.get("datePublished")), _day(review.get("datePublished"))
    note = _note(review, item, reviewed)
    says, missing = _read(words, grammar)
    sentences: list[str | None] = [says] if says else [*_drafted(words, said or reviewed, grammar)]
    for sentence in sentences or [None]:
        keys: dict[str, str | None] = {
            "id": new(sentence or words),
            "quote": words,
            "says": sentence,
            "as_of": said or reviewed,
            "note": note,
        }
        yield Entry(tuple((key, value) for key, value in keys.items() if value), "" if sentence else missing)


def _drafted(words: str, day: str | None, grammar: Grammar) -> list[str]:
    """The sentences that the rules make of words said on a day."""
    if day is None or len(words) > _LONGEST:
        return []
    try:
        text = f"---\ntitle: a claim\npublisher: a review\npublished: {day}\n---\n{words}\n"
        return [draft.says for draft in drafted(article(text, Path("claim/article.md")), grammar).drafts]
    except Problems:
        return []


def _note(review: Mapping[str, Any], item: Mapping[str, Any], reviewed: str | None) -> str | None:
    """Who said it, and what who reviewed it made of it: for a person to read."""
    rating = review.get("reviewRating")
    found = rating.get("alternateName") if isinstance(rating, Mapping) else None
    by, url = _name(review.get("author")), review.get("url")
    speaker = _name(item.get("author"))
    parts = [f"Said by {speaker}." if speaker else ""]
    if found or by:
        told = f"Reviewed by {by}" if by else "Reviewed"
        parts.append(told + (f" on {reviewed}" if reviewed else "") + (f": {found}" if found else "") + ".")
    parts.append(str(url) if isinstance(url, str) else "")
    return " ".join(" ".join(part.split()) for part in parts if part) or None


def _name(value: Any) -> str | None:
    if isinstance(value, list):
        return ", ".join(filter(None, map(_name, value[:5]))) or None
    name = value.get("name") if isinstance(value, Mapping) else value
    return " ".join(name.split()) if isinstance(name, str) and name.strip() else None


def _day(value: Any) -> str | None:
    """The day of a date or a time in ISO 8601; None for anything else."""
    try:
        return iso_day(str(value)[:10]) if isinstance(value, str) else None
    except ValueError:
        return None
