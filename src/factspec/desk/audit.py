"""An article's claims by two clocks: true by what was known when it was published, and true by what is known now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from factspec.desk.opened import day, project_at
from factspec.exit_codes import BAD_INPUT, FAILED, PASSED
from factspec.problem import Problem, Problems
from factspec.project import Project
from factspec.report.model import Result
from factspec.report.plain import visible
from factspec.run import checker_for, run_settings
from factspec.stated import Stated
from factspec.values.nearest import nearest
from factspec.verdict import Verdict

_WORDS = {
    Verdict.SUPPORTED: "true", Verdict.REFUTED: "false", Verdict.CONFLICTING: "disputed", Verdict.NOT_ENOUGH: "unknown",
    None: "not read",
}  # fmt: skip


def audit_article(article: str, references: Sequence[Path], known_by: str | None) -> int:
    """Prints each claim of an article as it stood then and as it stands now; 1 where one that was to be true is not, now."""
    project = project_at([], references)
    name, claims = _claims_of(project, article)
    about = project.articles.get(name)
    then = day("--known-by", known_by) or (about.front.published if about else None)
    if then is None:
        expected = f"--known-by DATE: there is no article.md that says when {name} was published"
        raise Problems([Problem("no day of publication", path=name, expected=expected)])
    settings = project.settings
    before, after = (
        checker_for(project, run_settings(settings, known_by=day_known)).results(claims) for day_known in (then, None)
    )
    print(f"{name}: what was known by {then}, and what is known now")
    for old, new in zip(before, after, strict=True):
        print("\n".join(map(visible, _lines(old, new))))
    pairs = Counter(_said(old, new) for old, new in zip(before, after, strict=True))
    told = "; ".join(f"{number} {said}" for said, number in pairs.most_common())
    print(f"{len(after)} {'claim' if len(after) == 1 else 'claims'}: {told}")
    if any(new.outcome == "error" for new in after):
        return BAD_INPUT
    return FAILED if any(new.outcome != "passed" for new in after) else PASSED


def _lines(old: Result, new: Result) -> list[str]:
    short = new.id.rpartition("/")[2]
    lines = [f"  {_said(old, new)}: {short}: {' '.join(new.says.split())}"]
    if old.verdict is not Verdict.SUPPORTED and (old.verdict, _why(old)) != (new.verdict, _why(new)):
        lines.append(f"    then      {_why(old)}")
        lines += [f"    missing   {text}" for text in old.missing[:2]]
    if new.verdict is not Verdict.SUPPORTED:
        lines.append(f"    because   {_why(new)}")
        lines += [f"    nearest   {new.correction}"] if new.correction else []
    return lines


def _said(old: Result, new: Result) -> str:
    then, now = _WORDS[old.verdict], _WORDS[new.verdict]
    return f"{then} then and now" if then == now else f"{then} then, {now} now"


def _why(result: Result) -> str:
    return " ".join(result.because.split())


def _claims_of(project: Project, article: str) -> tuple[str, list[Stated]]:
    """The article that is meant, by its id, its folder or one of its files, and its claims."""
    by_name: dict[str, list[Stated]] = {}
    for file in project.claims:
        for claim in file.claims:
            by_name.setdefault(claim.about or "", []).append(claim)
    path = Path(article)
    meant = {article, path.name, path.parent.name} if path.exists() else {article}
    found = [name for name in by_name if name in meant]
    if len(found) != 1:
        known = [name for name in by_name if name]
        own = [fault for fault in project.problems if article in fault.file]
        if own:
            raise Problems(own)
        wrong = f"no article {article!r} with claims"
        raise Problems(
            [Problem(wrong, expected=f"one of {', '.join(known)}" if known else "one", nearest=nearest(article, known))]
        )
    return found[0], by_name[found[0]]
