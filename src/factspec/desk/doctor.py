"""An installation and a project looked over: what is there, what is not well, and what to do about it."""

from __future__ import annotations

import platform
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Literal

from packaging.requirements import Requirement

from factspec import __version__
from factspec.desk.ailments import alike, licences, tables
from factspec.desk.dry import counted, look_through
from factspec.desk.opened import project_at
from factspec.desk.shown import in_place, painted
from factspec.exit_codes import BAD_INPUT, PASSED
from factspec.kept import FOLDER
from factspec.problem import Problem, Problems
from factspec.project import Project, shown
from factspec.recall import kept_results, unkept
from factspec.run import run_settings
from factspec.settings import ProjectSettings, project_root, project_settings

State = Literal["ok", "note", "wrong"]
_COLOURS: dict[State, str] = {"ok": "32", "note": "33", "wrong": "31"}
_OLDEST = (3, 11)
_MOST = 5


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: what it is, how it is, what to do about it, and lines with the details."""

    state: State
    says: str
    do: str = ""
    details: tuple[str, ...] = ()


def look_over(references: Sequence[Path], *, quiet: bool) -> int:
    """Prints what is found; the exit code is 2 where something is wrong."""
    found: list[Finding] = []
    for finding in (*installation(), *project(references)):
        found.append(finding)
        if quiet and finding.state == "ok":
            continue
        print(f"{painted(f'{finding.state:<6}', _COLOURS[finding.state], sys.stdout)}{finding.says}")
        for line in finding.details:
            print(f"      {line}")
        if finding.do:
            print(f"      do: {finding.do}")
    wrong = sum(finding.state == "wrong" for finding in found)
    notes = sum(finding.state == "note" for finding in found)
    if not quiet:
        print(f"\n{'all is well' if not wrong else f'{wrong} wrong'}" + (f", {notes} worth a look" if notes else ""))
    return BAD_INPUT if wrong else PASSED


def installation() -> Iterator[Finding]:
    """What factspec runs on: Python, its own version, extras, pytest and the terminal."""
    old = sys.version_info[:2] < _OLDEST
    yield Finding("wrong" if old else "ok", f"Python {platform.python_version()}", "use Python 3.11 or newer" if old else "")
    yield Finding("ok", f"factspec {__version__}")
    yield from _extras()
    plugins = [one for one in metadata.entry_points(group="pytest11") if one.value == "factspec.plugin"]
    told = f"pytest {_version('pytest')}, pytest-bdd {_version('pytest-bdd')}"
    if plugins:
        yield Finding("ok", f"{told}; it loads the plugin by itself")
    else:
        yield Finding("note", f"{told}; it does not load the plugin", "pytest -p factspec.plugin, or pip install factspec")
    encoding = (sys.stdout.encoding or "ascii").lower().replace("-", "")
    if encoding != "utf8":
        yield Finding("note", f"output in {sys.stdout.encoding}", "set PYTHONUTF8=1, so that every name can be printed")


def project(references: Sequence[Path]) -> Iterator[Finding]:
    """The project of the working folder: settings, reference data, claims, features."""
    root = project_root(Path.cwd())
    try:
        settings = project_settings(root)
    except Problems as faults:
        yield _broken("settings that cannot be read", faults.problems)
        return
    if (root / "pyproject.toml").is_file():
        yield Finding("ok", f"a project in {root}", details=tuple(_in_use(settings)))
    else:
        yield Finding("note", f"no project here: {root} has no pyproject.toml with [tool.factspec]", "factspec init")
        if not references and not (root / settings.references).is_dir():
            return
    try:
        found = project_at([], references)
    except Problems as faults:
        yield _broken("reference data or validators that cannot be read", faults.problems)
        return
    yield from _reference(found)
    yield from _claims(found)
    yield _kept(found)


def _in_use(settings: ProjectSettings) -> Iterator[str]:
    """The settings that differ from what holds without them."""
    for name, field in ProjectSettings.model_fields.items():
        value = getattr(settings, name)
        if value != field.default:
            yield f"{field.alias or name} = {value}"


def _reference(found: Project) -> Iterator[Finding]:
    for package in found.reference.packages:
        folder = shown(Path(package.folder), found.root)
        version = f" {package.version}" if package.version else ""
        yield Finding(
            "ok", f"reference data {package.name}{version} in {folder}", details=tuple(tables(found.reference, package))
        )
    yield from (Finding("note", says, do) for says, do in licences(found.reference))
    doubles = list(alike(found.reference))
    if doubles:
        do = "keep one row for one thing; two rows for one event count as two"
        yield Finding("note", counted(len(doubles), "likely duplicate"), do, _some(doubles))


def _claims(found: Project) -> Iterator[Finding]:
    faults, notes = look_through(found)
    claims, features = sum(len(file.claims) for file in found.claims), len(found.features)
    if faults:
        yield _broken("claims or features that cannot be read", faults)
    else:
        where = f"{counted(claims, 'claim')} in {counted(len(found.claims), 'file')}"
        yield Finding("ok", f"{where}, {counted(features, 'feature')}")
    if notes:
        yield Finding(
            "note", f"{counted(len(notes), 'thing')} unused, unchecked or there twice", "factspec check --dry names them"
        )


def _kept(found: Project) -> Finding:
    """What earlier runs have left for the next."""
    why = unkept(found)
    if why is not None:
        return Finding("ok", f"no results are kept, every run checks all claims: {why}")
    kept = kept_results(found, run_settings(found.settings))
    files = [file for file in (found.root / FOLDER).glob("*") if file.is_file()]
    size = sum(file.stat().st_size for file in files) / 1_000_000
    return Finding("ok", f"{counted(kept.count, 'record')} kept for the next check, {size:.1f} MB in {FOLDER}")


def _broken(what: str, faults: Sequence[Problem]) -> Finding:
    details = [line for fault in faults[:_MOST] for line in in_place(str(fault), sys.stdout).splitlines()]
    if len(faults) > _MOST:
        details.append(f"... and {len(faults) - _MOST} more")
    return Finding("wrong", what, "mend what is named here; nothing is checked until then", tuple(details))


def _some(lines: Sequence[str]) -> tuple[str, ...]:
    left = len(lines) - _MOST
    return (*lines[:_MOST], *([f"... and {left} more"] if left > 0 else []))


def _extras() -> Iterator[Finding]:
    try:
        distribution = metadata.distribution("factspec")
    except metadata.PackageNotFoundError:
        yield Finding("note", "factspec is not installed as a package", "pip install factspec, unless you work on it")
        return
    wanted = [Requirement(text) for text in distribution.requires or ()]
    for extra in distribution.metadata.get_all("Provides-Extra") or ():
        needs = [
            one
            for one in wanted
            if one.marker and one.marker.evaluate({"extra": extra}) and not one.marker.evaluate({"extra": ""})
        ]
        missing = [one.name for one in needs if _version(one.name) == "not installed"]
        if missing:
            yield Finding(
                "ok", f"extra {extra}: not installed ({', '.join(missing)})", f'pip install "factspec[{extra}]", if you want it'
            )
        else:
            yield Finding("ok", f"extra {extra}: installed")


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "not installed"
