"""The answers a claim can get, counts with bounds, and Kleene's and, or and not over them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """What the reference data says of a claim, over all the worlds that the data allows."""

    SUPPORTED = "supported"
    REFUTED = "refuted"
    CONFLICTING = "conflicting evidence"
    NOT_ENOUGH = "not enough evidence"

    @property
    def slug(self) -> str:
        """The verdict as one word for tags and CSS classes, such as ``not-enough-evidence``."""
        return self.value.replace(" ", "-")


def verdict_named(text: str) -> Verdict | None:
    """The verdict written ``text``, with spaces or hyphens; None where there is no such verdict."""
    folded = text.strip().lower().replace("-", " ").replace("_", " ")
    short = {"conflicting": Verdict.CONFLICTING, "not enough": Verdict.NOT_ENOUGH}
    return short.get(folded) or next((v for v in Verdict if v.value == folded), None)


def from_worlds(can_be_true: bool, can_be_false: bool) -> Verdict:
    """The verdict where some world makes the claim true, and some world makes it false.

    A claim that no world makes true or false has no worlds at all; nothing is decided by that.
    """
    if can_be_true and not can_be_false:
        return Verdict.SUPPORTED
    if can_be_false and not can_be_true:
        return Verdict.REFUTED
    return Verdict.NOT_ENOUGH


def conjunction(verdicts: Iterable[Verdict]) -> Verdict:
    """Kleene's *and* over verdicts of one account."""
    found = set(verdicts)
    if Verdict.REFUTED in found:
        return Verdict.REFUTED
    return Verdict.SUPPORTED if found == {Verdict.SUPPORTED} else Verdict.NOT_ENOUGH


def disjunction(verdicts: Iterable[Verdict]) -> Verdict:
    """Kleene's *or* over verdicts of one account."""
    return negation(conjunction(negation(verdict) for verdict in verdicts))


def negation(verdict: Verdict) -> Verdict:
    """Kleene's *not*: supported and refuted change places."""
    swapped = {Verdict.SUPPORTED: Verdict.REFUTED, Verdict.REFUTED: Verdict.SUPPORTED}
    return swapped.get(verdict, verdict)


def across_accounts(verdicts: Iterable[Verdict]) -> Verdict:
    """The verdict over several accounts of the same facts, each account decided by itself.

    All alike: that verdict. Some support and some refute: conflicting. Otherwise: not enough.
    """
    found = set(verdicts)
    if len(found) == 1:
        return found.pop()
    if {Verdict.SUPPORTED, Verdict.REFUTED} <= found:
        return Verdict.CONFLICTING
    return Verdict.NOT_ENOUGH


@dataclass(frozen=True, slots=True)
class Bounds:
    """The least and the most a count can be; ``high`` is None where nothing limits it."""

    low: int
    high: int | None

    def __post_init__(self) -> None:
        if self.low < 0 or (self.high is not None and self.high < self.low):
            raise ValueError(f"not bounds of a count: {self.low} to {self.high}")

    def within(self, other: Bounds) -> bool:
        """Whether every count in these bounds is one of ``other``'s."""
        reaches = other.high is None or (self.high is not None and self.high <= other.high)
        return self.low >= other.low and reaches

    def meets(self, other: Bounds) -> bool:
        """Whether some count is in both."""
        below = self.high is not None and self.high < other.low
        above = other.high is not None and other.high < self.low
        return not (below or above)

    def __str__(self) -> str:
        if self.high is None:
            return f"at least {self.low}"
        return f"exactly {self.low}" if self.low == self.high else f"between {self.low} and {self.high}"


def of_count(found: Bounds, stated: Bounds) -> Verdict:
    """The verdict on a stated count where every count in ``found`` is possible."""
    return from_worlds(found.meets(stated), not found.within(stated))
