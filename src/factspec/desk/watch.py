"""A watch over a project: what a change of its files changes is told as soon as they are saved."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from factspec.desk.opened import day
from factspec.desk.shown import coloured
from factspec.exit_codes import PASSED
from factspec.extras import needs
from factspec.live import ClaimsPage, FeaturePage, Live, Page
from factspec.live.standing import Key, Standing, changed, new_faults, standings
from factspec.problem import Problem, Problems
from factspec.project import files_at
from factspec.settings import project_root, project_settings

_WRITTEN = {".csv", ".tsv", ".json", ".jsonl", ".ndjson", ".parquet", ".toml", ".md", ".yaml", ".yml", ".py", ".feature"}
_PAUSE = 40  # milliseconds that changes are gathered for, so that a save of several files is one change
_AT_LEAST_EVERY = 1000  # milliseconds after which files are looked at untold, for changes that no system tells of


def keep_watch(paths: Sequence[Path], references: Sequence[Path], as_of: str | None, known_by: str | None) -> int:
    """Checks a project, or some of its files, and again whatever is saved; ends with the process."""
    needs("watch", "watchfiles", "factspec watch")
    import watchfiles

    root = project_root(Path.cwd())
    live = Live(root, references, as_of=day("--as-of", as_of), known_by=day("--known-by", known_by))
    watch = Watch(live, tuple(paths))
    if not watch.files():
        raise Problems(watch.nothing())
    watch.look()
    folders = _folders(root, paths, references)
    print(f"watching {', '.join(_told(folder, root) for folder in folders)}; Ctrl-C ends", flush=True)
    told = watchfiles.watch(
        *folders, debounce=_PAUSE, step=10, watch_filter=None, rust_timeout=_AT_LEAST_EVERY, yield_on_timeout=True
    )
    for changes in told:
        if not changes or any(Path(file).suffix in _WRITTEN for _, file in changes):
            watch.look()
    return PASSED


@dataclass(slots=True)
class Watch:
    """What is watched, and how it stood when it was last looked at."""

    live: Live
    paths: tuple[Path, ...]
    _before: Mapping[Key, Standing] = field(default_factory=dict)
    _faults: Sequence[Problem] = ()
    _texts: Sequence[str] | None = None
    _fault: str = ""

    def files(self) -> list[Path]:
        """The files that state claims, as they are now."""
        return files_at(self.live.root, self.paths, [])

    def nothing(self) -> list[Problem]:
        """Why there is nothing to watch."""
        told: list[Problem] = []
        files_at(self.live.root, self.paths, told)
        return told

    def look(self) -> None:
        """Looks at all of it, and tells what has changed; nothing is told where nothing has.

        What a validator raises ends no watch: it is told once, and may be mended while the watch goes on.
        """
        try:
            self._look()
        except Exception as fault:
            if os.environ.get("FACTSPEC_DEBUG"):
                raise
            if repr(fault) != self._fault:
                words = f"factspec: an internal fault: {fault!r}; mend the validator that it is of, or please report it"
                print(words, file=sys.stderr, flush=True)
            self._fault = repr(fault)
        else:
            self._fault = ""

    def _look(self) -> None:
        began = time.perf_counter()
        first = self._texts is None
        found, faults = self._looked()
        now = {**self._kept(found), **standings(found)}
        news = changed(self._before, now)
        texts = [page.text for page in found]
        for one in news:
            if not (first and one.passed):
                print("\n".join(_lines(one, self._was(one, now))), end="\n\n")
        self._tell_faults(faults)
        if texts != self._texts or news or faults != self._faults:
            print(
                f"{time.strftime('%H:%M:%S')} {_status(found, now, faults)}, {1000 * (time.perf_counter() - began):.0f} ms",
                flush=True,
            )
        self._before, self._faults, self._texts = now, faults, texts

    def _kept(self, found: Sequence[Page]) -> dict[Key, Standing]:
        """How that stood which cannot be read now: it is told again when it can be, where it stands otherwise then."""
        whole = {str(page.file) for page in found if not page.problems}
        there = {str(file.resolve()) for file in self.files()}
        return {key: one for key, one in self._before.items() if key[0] in there and key[0] not in whole}

    def _looked(self) -> tuple[list[Page], list[Problem]]:
        """The pages and all faults; no pages where the reference or the settings cannot be read."""
        faults: list[Problem] = []
        pages: list[Page] = []
        try:
            self.live.ground()
        except Problems as wrong:
            return [], list(wrong.problems)
        for file in self.files():
            try:
                pages.append(self.live.page(file))
            except Problems as wrong:
                faults += wrong.problems
        return pages, [*faults, *(fault for page in pages for fault in page.problems)]

    def _tell_faults(self, faults: Sequence[Problem]) -> None:
        sys.stdout.flush()
        for fault in new_faults(self._faults, faults):
            print(fault, file=sys.stderr, flush=True)

    def _was(self, one: Standing, now: Mapping[Key, Standing]) -> Standing | None:
        key = next(key for key, standing in now.items() if standing is one)
        return self._before.get(key)


def _lines(one: Standing, before: Standing | None) -> list[str]:
    """What is told of a standing: all of a failure, two lines of what is as expected."""
    if not one.passed:
        return [one.message] if one.message else coloured(one.result)
    was = f" (was {before.verdict})" if before is not None and before.verdict != one.verdict else ""
    return [f"{one.place}: {one.says}", f"  {one.verdict}, as expected{was}"]


def _status(pages: Sequence[Page], now: Mapping[Key, Standing], faults: Sequence[Problem]) -> str:
    if not pages:
        return f"nothing checked: {_count(len(faults), 'fault')}"
    claims = sum(len(page.claims) for page in pages if isinstance(page, ClaimsPage))
    scenarios = sum(len(page.plans) for page in pages if isinstance(page, FeaturePage))
    failed = sum(not one.passed for one in now.values())
    told = [f"{failed} not as expected"] if failed else []
    told += [_count(len(faults), "fault")] if faults else []
    return f"{_count(claims, 'claim')} and {_count(scenarios, 'scenario')}: {', '.join(told) or 'all as expected'}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")


def _folders(root: Path, paths: Sequence[Path], references: Sequence[Path]) -> list[Path]:
    """The folders to watch: those of the project that there are, or of the paths, and those of the reference."""
    found = list(dict.fromkeys(_asked(root, paths, references)))
    return [folder for folder in found if not any(folder != other and folder.is_relative_to(other) for other in found)]


def _asked(root: Path, paths: Sequence[Path], references: Sequence[Path]) -> Iterator[Path]:
    try:
        own = root / project_settings(root).references
    except Problems:
        own = root / "references"
    for path in references or (own,):
        yield from [path.resolve()] if path.is_dir() else []
    for path in paths or (root / "claims", root / "features"):
        yield from [path.resolve() if path.is_dir() else path.resolve().parent] if path.exists() else []
    for path in (root / "validators", root / "claims", root / "pyproject.toml"):
        yield from [path.resolve()] if path.exists() else []


def _told(folder: Path, root: Path) -> str:
    return str(folder.relative_to(root)) if folder.is_relative_to(root) and folder != root else str(folder)
