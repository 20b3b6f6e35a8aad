"""The keywords of a feature's language, and lines that were meant to begin with one."""

from __future__ import annotations

from collections.abc import Iterable

from gherkin.dialect import Dialect
from rapidfuzz.distance import OSA

from factspec.problem import Problem

_PROSE = {"the", "than", "they", "them", "thin", "hen", "ten", "give", "gives", "giver", "wen", "whey", "whew", "hem"}


def step_keywords(dialect: Dialect) -> list[str]:
    """What a step may begin with, longest first, the space after it included where the language has one."""
    spec = dialect.spec
    found = [*spec["given"], *spec["when"], *spec["then"], *spec["and"], *spec["but"]]
    return sorted(dict.fromkeys(found), key=len, reverse=True)


def title_keywords(dialect: Dialect) -> list[str]:
    """What may begin a line with a colon, such as ``Scenario``."""
    spec = dialect.spec
    kinds = (spec["feature"], spec["rule"], spec["background"], spec["scenario"], spec["scenarioOutline"], spec["examples"])
    return list(dict.fromkeys(word for kind in kinds for word in kind))


def slip(line: str, dialect: Dialect, *, opens: bool) -> Problem | None:
    """The fault of a line of prose that was meant to begin with a keyword; None where it reads as prose.

    ``opens``: the line opens a paragraph, where even a keyword in small letters is no mere *and* of a sentence.
    """
    text = line.strip()
    if begins(text, dialect):
        return Problem(f"step {text!r} among the description", expected=f"{scenario_keyword(dialect)}: before it")
    return _colon_slip(text, dialect) or _word_slip(text, dialect, opens)


def scenario_keyword(dialect: Dialect) -> str:
    """The word that the language has for a scenario."""
    words = dialect.spec["scenario"]
    return "Scenario" if "Scenario" in words else words[-1]


def begins(text: str, dialect: Dialect) -> str | None:
    """The step keyword that a line begins with, if any."""
    return next((keyword for keyword in step_keywords(dialect) if text.startswith(keyword)), None)


def near_keyword(text: str, dialect: Dialect) -> tuple[str, ...]:
    """The keyword that the first words of a line are likely to be; nothing where they are one."""
    if begins(text, dialect) or any(text.startswith(f"{title}:") for title in title_keywords(dialect)):
        return ()
    head, colon, _ = text.partition(":")
    if colon and (title := _nearest(head.strip(), title_keywords(dialect))):
        return (f"{title}:",)
    word = head.split()[0] if head.split() else ""
    found = _nearest(word, _words(dialect))
    if found:
        return (found,)
    title = _nearest(word, title_keywords(dialect))
    return (f"{title}:",) if title else ()


def _colon_slip(text: str, dialect: Dialect) -> Problem | None:
    head, colon, rest = text.partition(":")
    head = head.strip()
    if not colon or len(head.split()) > 4:
        return None
    if step := _nearest(head, _words(dialect)):
        return Problem(
            f"{text!r} is no step", expected="a step keyword without a colon", nearest=(f"{step} {rest.strip()}".strip(),)
        )
    if title := _nearest(head, title_keywords(dialect)):
        if text.startswith(f"{title}:"):
            return Problem(f"{text!r} out of place", expected=f"no {title}: here")
        return Problem(f"{text!r} is no keyword", expected="a keyword of Gherkin", nearest=(f"{title}:",))
    return None


def _word_slip(text: str, dialect: Dialect, opens: bool) -> Problem | None:
    word = text.split()[0].rstrip(",") if text else ""
    for keyword in _words(dialect):
        if keyword.casefold() == word.casefold():
            if word == word.casefold() != keyword and not opens:
                return None
            wrong = "a step without text" if text == keyword else f"{text!r} is no step"
            return Problem(wrong, expected=f"{keyword!r} and a text after it")
    if word.casefold() in _PROSE or word == word.casefold():
        return None
    near = next((keyword for keyword in _words(dialect) if _misspelt(word, keyword)), None)
    return Problem(f"{text!r} is no step", expected="a step keyword", nearest=(near,)) if near else None


def _nearest(head: str, keywords: Iterable[str]) -> str | None:
    close = [(OSA.distance(head.casefold(), keyword.casefold()), keyword) for keyword in keywords]
    best = sorted((distance, keyword) for distance, keyword in close if _near(head, keyword, distance))
    return best[0][1] if best else None


def _near(head: str, keyword: str, distance: int) -> bool:
    low = head.casefold()
    if distance == 0 or low == f"{keyword.casefold()}s":
        return True
    return distance <= (2 if len(keyword) >= 8 else 1) if len(keyword) >= 5 else _misspelt(head, keyword)


def _misspelt(word: str, keyword: str) -> bool:
    """One slip away: two letters swapped, or in longer keywords one letter wrong, missing or too many."""
    low, right = word.casefold(), keyword.casefold()
    if OSA.distance(low, right) != 1:
        return False
    return sorted(low) == sorted(right) or len(right) >= 4


def _words(dialect: Dialect) -> list[str]:
    """The step keywords that a space follows, without it."""
    return [keyword.rstrip() for keyword in step_keywords(dialect) if keyword.endswith(" ") and keyword != "* "]
