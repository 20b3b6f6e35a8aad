"""The projects that open files belong to, and what each file's editor is told. To be used from one thread at a time."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from factspec.editor import claims, claims_offers, feature, feature_offers
from factspec.editor.faults import elsewhere
from factspec.editor.findings import Finding
from factspec.editor.offers import Offer
from factspec.editor.places import Target
from factspec.editor.spans import Point, Span
from factspec.live import ClaimsPage, FeaturePage, Live
from factspec.problem import Problem, Problems
from factspec.settings import project_root

_CLAIMS = ("claims.yaml", "claims.yml")
_MOST_FAULTS = 5


def checked(file: Path) -> bool:
    """Whether a file is one that states claims."""
    return file.name in _CLAIMS or file.suffix == ".feature"


class Projects:
    """Live projects by their roots. A file belongs to the nearest one above it."""

    def __init__(self) -> None:
        self._lives: dict[Path, Live] = {}

    def opened(self, file: Path, text: str) -> None:
        """Takes the text that an editor has for a file."""
        self._live(file).texts.open[file.resolve()] = text

    def closed(self, file: Path) -> None:
        """Goes back to the file as it is on disk."""
        self._live(file).texts.open.pop(file.resolve(), None)

    def findings(self, file: Path) -> list[Finding]:
        """What is found in a file; the faults of the reference, where those keep it from being checked."""
        live = self._live(file)
        try:
            page, checker = live.page(file), live.ground().checker
        except Problems as faults:
            return _unchecked(faults.problems, live.texts.open.get(file.resolve(), ""))
        return claims.findings(page, checker) if isinstance(page, ClaimsPage) else feature.findings(page, checker)

    def hover(self, file: Path, point: Point) -> tuple[str, Span] | None:
        """What is told of the claim at a point, as Markdown, and the span it is about."""
        live = self._live(file)
        try:
            page, checker = live.page(file), live.ground().checker
        except Problems:
            return None
        return claims.hover(page, point, checker) if isinstance(page, ClaimsPage) else feature.hover(page, point, checker)

    def target(self, file: Path, point: Point) -> Target | None:
        """Where the claim at a point leads."""
        try:
            page = self._live(file).page(file)
        except Problems:
            return None
        return claims.target(page, point) if isinstance(page, ClaimsPage) else feature.target(page, point)

    def offers(self, file: Path, point: Point) -> list[Offer]:
        """What may be put in at a point."""
        live = self._live(file)
        try:
            page, grammar = live.page(file), live.ground().checker.grammar
            if isinstance(page, FeaturePage):
                return feature_offers.offers(page.text, point, page.known, grammar)
            return claims_offers.offers(page.text, point, live.article_beside(file), grammar)
        except Problems:
            return []

    def _live(self, file: Path) -> Live:
        root = project_root_of(file)
        if root not in self._lives:
            self._lives[root] = Live(root)
        return self._lives[root]


def project_root_of(file: Path) -> Path:
    """The root of the project that a file belongs to; its own folder where the settings cannot be read."""
    try:
        return project_root(file.parent)
    except Problems:
        return file.resolve().parent


def _unchecked(faults: Sequence[Problem], text: str) -> list[Finding]:
    lines = text.split("\n")
    told = [elsewhere(fault, lines) for fault in faults[:_MOST_FAULTS]]
    if len(faults) > _MOST_FAULTS:
        told.append(elsewhere(Problem(f"and {len(faults) - _MOST_FAULTS} more faults; factspec check tells them all"), lines))
    return told
