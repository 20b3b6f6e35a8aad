"""The rows of a table that may be among those asked about, with the numbers that a column of theirs may have."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from factspec.values.intervals import Interval

Pieces = tuple[Interval, ...]
Known = tuple[Fraction, bool, int]


@dataclass(frozen=True, slots=True)
class Member:
    """A row whose number is not known: the stretches it may be in, from the lowest up; whether it is a member for sure."""

    pieces: Pieces
    sure: bool

    @property
    def low(self) -> tuple[Fraction | None, bool]:
        """The end of its numbers below, None where there is none, and whether that itself is left out."""
        return self.pieces[0].low, self.pieces[0].low_open

    @property
    def high(self) -> Fraction | None:
        """The end of its numbers above; None where there is none."""
        return self.pieces[-1].high

    def at(self, number: Fraction) -> bool:
        """Whether it may have that number."""
        return any(number in piece for piece in self.pieces)

    def turned(self) -> Member:
        """The same with the sign of all numbers changed."""
        return Member(tuple(piece.scaled(Fraction(-1)) for piece in reversed(self.pieces)), self.sure)


@dataclass
class Members:
    """Members with one number each, whether they are so for sure, and their row; and those whose number is not known.

    ``beyond`` is what a row that is not listed may be, any number of times; None where there are none.
    """

    known: Sequence[Known]
    loose: Sequence[tuple[Member, int]]
    beyond: Member | None = None
    whole: bool = False

    @cached_property
    def turned(self) -> Members:
        """The same with the sign of all numbers changed: the lowest is the highest of these."""
        return Members(
            [(-number, sure, row) for number, sure, row in self.known],
            [(member.turned(), row) for member, row in self.loose],
            self.beyond.turned() if self.beyond else None,
            self.whole,
        )

    @cached_property
    def sure(self) -> int:
        """How many are members for sure."""
        return sum(sure for _, sure, _ in self.known) + sum(member.sure for member, _ in self.loose)

    @property
    def size(self) -> int:
        """How many listed rows may be members."""
        return len(self.known) + len(self.loose)

    @property
    def settled(self) -> bool:
        """Whether nothing is open: who they are, and what numbers they have."""
        return not self.loose and self.beyond is None and self.sure == len(self.known)

    def loose_ends(self) -> list[Fraction]:
        """The ends of the stretches that numbers which are not known may be in."""
        members = [member for member, _ in self.loose] + ([self.beyond] if self.beyond else [])
        pieces = [piece for member in members for piece in member.pieces]
        return [end for piece in pieces for end in (piece.low, piece.high) if end is not None]
