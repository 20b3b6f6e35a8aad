"""Runs that every format has to tell: as they come, empty, broken, large, and with harm in every text."""

from __future__ import annotations

from typing import Any

from factspec.report.model import Report, Result

from .sample import HOSTILE, RESULTS, harmful, report

PROBLEM = "claims/other/claims.yaml:7: claim a, says: not a sentence, expected a claim"
PASSED = tuple(result for result in RESULTS if result.outcome == "passed")
HARMS = {
    "markup": HOSTILE,
    "XML": "]]></failure><error/>&lt;&amp;\"'<!-- --><?x y?>",
    "commands": "\n::error::owned\r\n::add-mask::a\n##[error]owned%0A::set-output name=a,file=b::c",
    "controls": "a\x00b\x08\x1b[31mred\x7f\x9b\ufffe\uffff\u2028\u2029\u202eright\u2066to\ufeffleft\u200b",
    "links": "[click](https://evil.example) ![x](y) <https://evil.example> www.evil.example https://evil.example a@evil.example",
    "mentions": "@everyone #1 owner/name#2 GH-3 @org/team `@code` | *b* _i_ ~~s~~ # h\n# h\n- l\n> q\n```\n---\n1. n $x$ :+1:",
    "attachments": "[[ATTACHMENT|/etc/passwd]] {0} {{1}} [a](1) \\[b\\](2)",
    "one word": "word" * 25_000,
    "blank": "",
    "scripts": "Душанбе, 東京, ‏עברית‎, e\u0301, 👨‍👩‍👧, 𝒳",
}


def with_text(text: str) -> Report:
    """A record that has a text wherever it can have one."""
    return Report.model_validate(_replaced(harmful().model_dump(), text))


def _replaced(value: Any, text: str) -> Any:
    if isinstance(value, str):
        return value.replace(HOSTILE, text)
    if isinstance(value, dict):
        return {_replaced(key, text): _replaced(inner, text) for key, inner in value.items()}
    return [_replaced(inner, text) for inner in value] if isinstance(value, list | tuple) else value


def empty() -> Report:
    """A run that found nothing to check and says nothing of it."""
    return report((), ())


def broken(results: tuple[Result, ...] = PASSED) -> Report:
    """A run in which all claims passed, and a file could not be read."""
    return report(results, problems=(PROBLEM,))


def large(number: int = 10_000) -> Report:
    """A run of many claims, each with an id of its own."""
    results = tuple(
        one.model_copy(update={"id": f"{one.id}-{number}"})
        for number, one in ((number, RESULTS[number % len(RESULTS)]) for number in range(number))
    )
    return report(results)
