"""A live project: its files as they are now, read and checked when they are asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from factspec.article import Article, article
from factspec.documents import document
from factspec.features import Scenario, scenarios
from factspec.live.ground import Ground, GroundKeeper
from factspec.live.pages import ClaimsPage, FeaturePage, Page
from factspec.live.texts import Texts
from factspec.problem import Problem, Problems
from factspec.project import claims_files, shown
from factspec.report.model import Location, Result
from factspec.run import own_steps
from factspec.stated import ClaimsFile, Stated, claim_path, claims_and_faults
from factspec.steps import Known, Plan, Planner

_MOST = 50_000
_Parsed = tuple[tuple[str, str | None], ClaimsFile | None, tuple[Problem, ...]]


class Live:
    """The project at ``root``. Nothing in it is to be asked from two threads at a time.

    ``texts.open`` holds the texts that an editor has open, by resolved path.
    """

    def __init__(
        self, root: Path, references: Sequence[Path] = (), *, as_of: str | None = None, known_by: str | None = None
    ) -> None:
        self.root = root.resolve()
        self.texts = Texts()
        self._keeper = GroundKeeper(self.root, references, as_of, known_by)
        self._parsed: dict[Path, _Parsed] = {}
        self._sound: dict[Path, ClaimsFile] = {}
        self._pages: dict[Path, Page] = {}
        self._ground: Ground | None = None
        self._planner: tuple[list[ClaimsFile], Planner] | None = None

    def ground(self) -> Ground:
        """Settings, kinds and reference. Raises Problems where they cannot be read."""
        ground = self._keeper.ground()
        if ground is not self._ground:
            self._ground, self._planner = ground, None
            self._pages.clear()
        if len(ground.read) > _MOST:
            ground.read.clear()
        return ground

    def files(self) -> list[Path]:
        """The claims files and features of the project."""
        return [*claims_files(self.root), *sorted((self.root / "features").rglob("*.feature"))]

    def page(self, file: Path) -> Page:
        """A claims file or a feature, checked. Raises Problems where the ground or the file itself cannot be read."""
        ground = self.ground()
        path = file.resolve()
        page = self._feature(path, ground) if path.suffix == ".feature" else self._claims(path, ground)
        self._pages[path] = page
        return page

    def pages(self, files: Sequence[Path]) -> Iterator[Page]:
        """The pages of some files. Raises Problems."""
        return (self.page(file) for file in files)

    def say(self, sentence: str, as_of: str | None = None) -> Result:
        """The result of a sentence by itself, said on an ISO day. Raises Problems where the ground cannot be read."""
        return self.ground().memory.results([Stated("say", sentence, None, Location(path="", line=1), as_of=as_of)])[0]

    def known(self) -> Known:
        """What scenarios may name. Raises Problems where the ground cannot be read."""
        return self._planned(self.ground()).known

    def article_beside(self, claims: Path) -> Article | None:
        """The article beside a claims file, also where the claims themselves cannot be read."""
        found, beside = self._read(claims)[0], claim_path(claims)
        if found is not None or not self.texts.there(beside):
            return found.article if found else None
        try:
            return article(self.texts.text(beside), claim_path(shown(claims.resolve(), self.root)))
        except Problems:
            return None

    def _claims(self, path: Path, ground: Ground) -> ClaimsPage:
        found, problems = self._read(path)
        before, text = self._pages.get(path), self.texts.text(path)
        if isinstance(before, ClaimsPage) and before.found is found and before.text == text:
            return before
        results = ground.memory.results(found.claims) if found else []
        return ClaimsPage(path, text, found, problems, {result.id: result for result in results})

    def _feature(self, path: Path, ground: Ground) -> FeaturePage:
        planner, text = self._planned(ground), self.texts.text(path)
        before = self._pages.get(path)
        if isinstance(before, FeaturePage) and before.text == text and before.known is planner.known:
            return before
        planner.taken = set(planner.known.claims)
        plans, problems = _plans(shown(path, self.root), text, planner)
        unread = [fault for plan in plans for _, fault in plan.unread]
        theirs = own_steps(ground.project, str(path))
        own, problems = (unread, problems) if theirs else ([], [*problems, *unread])
        claims = {name: planner.known.claims[name] for plan in plans for name in plan.claims if name in planner.known.claims}
        claims |= {claim.id: claim for plan in plans for claim in plan.stated}
        results = ground.memory.results(list(claims.values()))
        told = {result.id: result for result in results}
        return FeaturePage(path, text, tuple(plans), tuple(problems), tuple(own), told, planner.known)

    def _planned(self, ground: Ground) -> Planner:
        """A planner over the claims of all claims files: as they are now, or as they were when they were last without fault.

        So a slip in a claims file is told there, and not once more by every scenario that speaks of its claims.
        """
        files = list(self._spoken_of())
        if self._planner is None or not _same(self._planner[0], files):
            claims = {claim.id: claim for file in files for claim in file.claims}
            articles = {file.article.id: file.article for file in files if file.article}
            known = Known(ground.project.reference, articles, claims)
            self._planner = (files, Planner(ground.checker.grammar, known, ground.read))
        return self._planner[1]

    def _spoken_of(self) -> Iterator[ClaimsFile]:
        for file in claims_files(self.root):
            found, problems = self._read(file)
            if found is not None and not problems:
                self._sound[file] = found
            kept = self._sound.get(file, found)
            if kept is not None:
                yield kept

    def _read(self, file: Path) -> tuple[ClaimsFile | None, tuple[Problem, ...]]:
        """What a claims file holds, and its faults; read anew where it or its article has changed."""
        path = file.resolve()
        try:
            beside = claim_path(path)
            texts = self.texts.text(path), self.texts.text(beside) if self.texts.there(beside) else None
            if path not in self._parsed or self._parsed[path][0] != texts:
                self._parsed[path] = (texts, *_taken(path, self.root, *texts))
        except Problems as faults:
            return None, tuple(faults.problems)
        return self._parsed[path][1:]


def _taken(path: Path, root: Path, text: str, beside: str | None) -> tuple[ClaimsFile | None, tuple[Problem, ...]]:
    file = shown(path, root)
    try:
        about: Article | None = article(beside, claim_path(file)) if beside is not None else None
        found, faults = claims_and_faults(document(text, file), about)
    except Problems as wrong:
        return None, tuple(wrong.problems)
    if not found.claims and not faults:
        faults = [Problem("no claim to check", str(file), 1, expected="a claim with says or claim")]
    return found, tuple(faults)


def _plans(file: Path, text: str, planner: Planner) -> tuple[list[Plan], list[Problem]]:
    plans: list[Plan] = []
    faults: list[Problem] = []
    try:
        found: tuple[Scenario, ...] = scenarios(file, text)
    except Problems as wrong:
        return [], list(wrong.problems)
    for scenario in found:
        try:
            plans.append(planner.plan(scenario))
        except Problems as wrong:
            faults += wrong.problems
    return plans, faults


def _same(before: Sequence[object], now: Sequence[object]) -> bool:
    return len(before) == len(now) and all(one is other for one, other in zip(before, now, strict=True))
