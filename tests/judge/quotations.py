"""Random quotations and claims about them, decided by trying every world: which day each row is of, and what more was said.

Texts are of three words, so a world's further quotations need no trying: one with just the words of the claim does
most for it, and none at all does least.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, pairwise, product

from factspec.engine.question import Said
from factspec.values.calendar import day_number, iso
from factspec.values.dates import Range
from factspec.verdict import Verdict

SPEAKERS = ("ann", "ben")
WORDS = ("we", "can", "cannot")
FIRST = day_number(2022, 1, 1)
DAYS = range(FIRST, FIRST + 5)


@dataclass(frozen=True)
class Row:
    """A quotation: some stretch of days from ``first`` to ``last`` for its begin and its end, one day unless it lasts."""

    name: str
    speaker: str
    text: tuple[str, ...]
    first: int
    last: int
    lasting: bool
    doubtful: bool

    def cells(self) -> dict[str, str]:
        begin, end = iso(self.first), iso(self.last)
        date = f"{begin}/{end}" if self.lasting else begin if begin == end else f"[{begin}..{end}]"
        doubt = "?" if self.doubtful and not date.endswith("]") else ""
        return {"id": self.name, "speaker": self.speaker, "text": " ".join(self.text), "date": date + doubt, "sources": "s"}

    def readings(self) -> list[frozenset[int]]:
        """The days that it may be of, one set for each world; none where a world leaves it out."""
        days = range(self.first, self.last + 1)
        found = [frozenset(days)] if self.lasting else [frozenset({day}) for day in days]
        sure_of_date = not self.doubtful or (self.first != self.last and not self.lasting)
        return found if sure_of_date else [*found, frozenset()]


@dataclass(frozen=True)
class Statement:
    """All that some speakers, or all of them, said from ``first`` to ``last`` is recorded."""

    speakers: tuple[str, ...]
    first: int
    last: int

    def cells(self) -> dict[str, str]:
        return {
            "table": "quotes", "participants": "|".join(self.speakers), "sources": "s",
            "period": f"{iso(self.first)}/{iso(self.last)}",
        }  # fmt: skip


@dataclass(frozen=True)
class Dispute:
    """What another source makes of a row; ``row`` None: it denies it."""

    name: str
    row: Row | None
    field: str
    accepted: str

    def cells(self) -> dict[str, str]:
        value = "false" if self.row is None else self.row.cells()[self.field]
        return {
            "table": "quotes", "row": self.name, "field": "exists" if self.row is None else self.field, "value": value,
            "source": "t", "accepted": self.accepted,
        }  # fmt: skip


@dataclass(frozen=True)
class Case:
    """A small record of what was said."""

    rows: tuple[Row, ...]
    statements: tuple[Statement, ...]
    dispute: Dispute | None

    def tables(self) -> dict[str, list[dict[str, str]]]:
        found = {
            "sources": [{"id": name, "publisher": name, "title": name, "url": f"https://{name}.example/"} for name in "st"],
            "entities": [{"id": name, "type": "person", "name": name.title()} for name in SPEAKERS],
            "quotes": [row.cells() for row in self.rows],
            "completeness": [statement.cells() for statement in self.statements],
            "disagreements": [self.dispute.cells()] if self.dispute else [],
        }
        return {name: rows for name, rows in found.items() if rows}

    def accounts(self) -> list[tuple[Row, ...]]:
        """The rows as each side has them."""
        dispute = self.dispute
        if dispute is None or dispute.accepted == "false":
            return [self.rows]
        other = tuple(changed for row in self.rows if (changed := dispute.row if row.name == dispute.name else row))
        return [other] if dispute.accepted == "true" else [self.rows, other]


def case(rng: random.Random) -> Case:
    """A random record."""
    rows = tuple(_row(rng, f"q{n}") for n in range(rng.randint(1, 3)))
    statements = tuple(_statement(rng) for _ in range(rng.randint(0, 3)))
    return Case(rows, statements, _dispute(rng, rng.choice(rows)) if rng.random() < 0.4 else None)


def _row(rng: random.Random, name: str) -> Row:
    first = rng.choice(DAYS)
    last = rng.choice([first, first, min(first + rng.randint(0, 2), DAYS[-1])])
    text = tuple(rng.choice(WORDS) for _ in range(rng.randint(1, 5)))
    return Row(name, rng.choice(SPEAKERS), text, first, last, first < last and rng.random() < 0.4, rng.random() < 0.2)


def _statement(rng: random.Random) -> Statement:
    first = rng.choice(DAYS)
    return Statement(rng.choice([(), ("ann",), ("ben",), SPEAKERS]), first, rng.choice(range(first, DAYS[-1] + 1)))


def _dispute(rng: random.Random, row: Row) -> Dispute:
    other, field = _row(rng, row.name), rng.choice(["text", "speaker", "date", "exists"])
    accepted = rng.choice(["", "", "true", "false"])
    if field == "exists":
        return Dispute(row.name, None, field, accepted)
    dated = replace(row, first=other.first, last=other.last, lasting=other.lasting, doubtful=other.doubtful)
    changed = {"text": replace(row, text=other.text), "speaker": replace(row, speaker=other.speaker), "date": dated}[field]
    return Dispute(row.name, changed, field, accepted)


def question(rng: random.Random, made: Case) -> Said:
    """A random question: words, perhaps with some left out, of a speaker in some days; or words that a row has."""
    pieces = [" ".join(rng.choice(WORDS) for _ in range(rng.randint(1, 3))) for _ in range(rng.choice([1, 1, 2, 3]))]
    first, speaker, row = rng.choice(DAYS), rng.choice(SPEAKERS), rng.choice(made.rows)
    if rng.random() < 0.4:
        pieces, speaker, first = [" ".join(row.text)], row.speaker, row.first
    return Said(speaker, rng.choice([" ... ", " [...] ", "… "]).join(pieces), Range(first, rng.choice([first, DAYS[-1]])))


def judged(made: Case, asked: Said) -> Verdict:
    """The verdict by its definition: over all worlds of each account, and then over accounts."""
    found = {_verdict(rows, made.statements, asked) for rows in made.accounts()}
    if len(found) == 1:
        return found.pop()
    return Verdict.CONFLICTING if found >= {Verdict.SUPPORTED, Verdict.REFUTED} else Verdict.NOT_ENOUGH


def _verdict(rows: Sequence[Row], statements: Sequence[Statement], asked: Said) -> Verdict:
    truths = set(_truths(rows, statements, asked))
    return Verdict.NOT_ENOUGH if len(truths) > 1 else Verdict.SUPPORTED if True in truths else Verdict.REFUTED


def _truths(rows: Sequence[Row], statements: Sequence[Statement], asked: Said) -> Iterator[bool]:
    days = range(asked.days.first, asked.days.last + 1)
    listed = {
        day for day in days for s in statements if (not s.speakers or asked.speaker in s.speakers) and s.first <= day <= s.last
    }
    more: list[frozenset[int]] = [frozenset(), *([frozenset(set(days) - listed)] if set(days) - listed else [])]
    pieces = [tuple(piece.split()) for piece in asked.text.replace("[...]", "…").replace("...", "…").split("…")]
    for *of, added in product(*(row.readings() for row in rows), more):
        said = [row for row, on in zip(rows, of, strict=True) if row.speaker == asked.speaker and on & set(days)]
        yield bool(added) or any(_has(row.text, pieces) for row in said)


def _has(text: tuple[str, ...], pieces: Sequence[tuple[str, ...]]) -> bool:
    """Whether the pieces can be laid on a text in their order, none over another: every way is tried."""
    for places in combinations(range(len(text) + 1), len(pieces)):
        laid = [(place, place + len(piece)) for place, piece in zip(places, pieces, strict=True)]
        apart = all(end <= start for (_, end), (start, _) in pairwise(laid))
        if apart and all(text[start:end] == piece for (start, end), piece in zip(laid, pieces, strict=True)):
            return True
    return False
