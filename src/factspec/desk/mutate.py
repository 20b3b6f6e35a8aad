"""Near misses of a project's claims checked, and the scores told."""

from __future__ import annotations

import json as json_text
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from factspec import __version__
from factspec.desk.opened import day, percentage, project_at
from factspec.exit_codes import BAD_INPUT, FAILED, PASSED
from factspec.mutate import NearMiss, Score, Tried, mutate, score
from factspec.problem import Problem, Problems
from factspec.project import Project
from factspec.report.write import write
from factspec.run import checker_for, run_settings, structured_claims

_SHOWN = 3
_WORDS = {
    "vacuous": "vacuous: every near miss that counts is borne out as well, so the check cannot fail",
    "unmoved": "unmoved: it denies something, and what its near misses deny is denied as well",
    "untried": "untried: no near miss could be made, so nothing shows that the check can fail",
    "undecided": "undecided: not enough evidence, and so are its near misses",
}


def mutate_claims(
    paths: Sequence[Path],
    references: Sequence[Path],
    as_of: str | None,
    known_by: str | None,
    json: Path | None,
    fail_under: str | None,
    *,
    every: bool,
    quiet: bool,
) -> int:
    """Tries the near misses of all claims, or of those at the paths; prints what survived. The exit code."""
    wanted = percentage("--fail-under", fail_under)
    project = project_at(paths, references)
    wanted = project.settings.mutation_fail_under if wanted is None else wanted
    stated = structured_claims(project)
    if not stated and not project.problems:
        where = ", ".join(map(str, paths)) or str(project.root)
        raise Problems([Problem("no claims to mutate", where, expected="a claims.yaml; scenarios have no claims of their own")])
    settings = run_settings(project.settings, as_of=day("--as-of", as_of), known_by=day("--known-by", known_by))
    tried = mutate(checker_for(project, settings), stated)
    for one in tried:
        lines = list(_lines(one, every=every))
        if lines and not (quiet and one.standing in ("proven", "unmoved", "undecided")):
            print("\n".join(lines), end="\n\n")
    for fault in project.problems:
        print(fault, file=sys.stderr)
    total = score(tried)
    if tried:
        print("\n".join(_totals(tried, project)))
    if json is not None:
        write(json, json_text.dumps(_data(tried, project), indent=2, ensure_ascii=False) + "\n")
        if not quiet:
            print(f"mutation: {json}")
    low = wanted is not None and total.killed * 100 < wanted * (total.killed + total.survived)
    if low and wanted is not None:
        print(f"{total} of the near misses were killed, expected {float(wanted):g}% at least", file=sys.stderr)
    if project.problems or any(one.standing == "unread" for one in tried) or not tried:
        return BAD_INPUT
    return FAILED if low or any(one.standing in ("vacuous", "untried", "failing") for one in tried) else PASSED


def _lines(one: Tried, *, every: bool) -> Iterator[str]:
    """A claim in a few lines; none where all its near misses were killed and not all are to be shown."""
    place = f"{one.stated.location.path}:{one.stated.location.line}"
    match one.standing:
        case "unread":
            yield one.wrong
            return
        case "failing":
            yield f"{place}: {one.says}"
            yield f"  not tried: it is {one.verdict}, expected {one.stated.expected}; mend that first"
            return
        case standing:
            shown = [miss for miss in one.near if every or (miss.fate == "survived" and one.scored)]
            if not shown and standing == "proven":
                return
            yield f"{place}: {one.says}"
            yield f"  {_WORDS.get(standing, '')}".rstrip() if standing in _WORDS else f"  {_counts(one)}"
            limit = len(shown) if every or standing == "vacuous" else _SHOWN
            for miss in shown[:limit]:
                yield from _miss(miss)
            if len(shown) > limit:
                yield f"  ... and {len(shown) - limit} more; --all shows every near miss"


def _counts(one: Tried) -> str:
    known = [(number, fate) for fate in ("killed", "survived", "implied", "undecided") if (number := one.count(fate))]
    share = f", {score([one])}" if one.scored else ", not scored"
    return ", ".join(f"{number} {fate}" for number, fate in known) + share


def _miss(miss: NearMiss) -> Iterator[str]:
    verdict = f" ({miss.verdict})" if miss.verdict and miss.fate == "killed" else ""
    yield f"  {miss.fate:<9} {miss.field}: {miss.says}{verdict}"
    if miss.fate == "survived":
        yield f"            {miss.why}"


def _totals(tried: Sequence[Tried], project: Project) -> Iterator[str]:
    for article, claims in _by_article(tried).items():
        yield _total(article or "claims of no article", claims)
    packages = ", ".join(f"{package.name} {package.version}".strip() for package in project.reference.packages)
    yield _total(f"reference {packages}", tried)


def _total(name: str, claims: Sequence[Tried]) -> str:
    found = score(claims)
    implied = sum(one.count("implied") for one in claims if one.scored)
    told = f"{name}: {found.killed} of {found.killed + found.survived} near misses killed, {found}"
    more = [f"{implied} more are implied"] if implied else []
    for standing in ("vacuous", "untried", "failing", "unread", "unmoved", "undecided"):
        number = sum(one.standing == standing for one in claims)
        more += [f"{number} {'claim' if number == 1 else 'claims'} {standing}"] if number else []
    return told + (f" ({', '.join(more)})" if more else "")


def _by_article(tried: Sequence[Tried]) -> dict[str | None, list[Tried]]:
    found: dict[str | None, list[Tried]] = {}
    for one in tried:
        found.setdefault(one.stated.about, []).append(one)
    return found


def _data(tried: Sequence[Tried], project: Project) -> dict[str, Any]:
    return {
        "factspec": __version__,
        "references": [{"name": p.name, "version": p.version, "sha256": p.sha256} for p in project.reference.packages],
        **_score_data(score(tried)),
        "articles": [{"id": name, **_score_data(score(claims))} for name, claims in _by_article(tried).items()],
        "claims": [_claim_data(one) for one in tried],
    }


def _score_data(found: Score) -> dict[str, Any]:
    return {"killed": found.killed, "survived": found.survived, "percent": None if found.tenths is None else found.tenths / 10}


def _claim_data(one: Tried) -> dict[str, Any]:
    near = [{"field": m.field, "says": m.says, "fate": m.fate, "verdict": m.verdict, "why": m.why} for m in one.near]
    return {
        "id": one.stated.id,
        "article": one.stated.about,
        "says": one.says,
        "verdict": one.verdict,
        "expected": one.stated.expected,
        "standing": one.standing,
        "scored": one.scored,
        "wrong": one.wrong,
        "counts": {fate: one.count(fate) for fate in ("killed", "survived", "implied", "undecided")},
        "percent": None if (tenths := score([one]).tenths) is None or not one.scored else tenths / 10,
        "near_misses": near,
        "location": {"path": one.stated.location.path, "line": one.stated.location.line},
    }
