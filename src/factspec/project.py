"""A project on disk: its folders found by convention, its files read into values or problems."""

from __future__ import annotations

import importlib.util
import os
import re
import sys
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from importlib.machinery import SourceFileLoader
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from factspec.article import Article, article
from factspec.claim import Claim, kind_name
from factspec.documents import document
from factspec.kinds import built_in
from factspec.problem import Problem, Problems
from factspec.reference.facts import Reference
from factspec.reference.package import package_folders, read_reference
from factspec.report.claimreview import Publisher
from factspec.report.formats import Terms
from factspec.report.html import address
from factspec.report.language import language
from factspec.stated import ClaimsFile, claim_path, claims_file, iso_day
from factspec.values.characters import is_whole
from factspec.values.nearest import nearest
from factspec.values.numbers import USUAL
from factspec.values.plain_file import link_fault, plain_file, there
from factspec.values.unfit import said, unfit

_LONGEST_LINE = 20_000  # of TOML: keys of very many parts take a time that grows with their square


class DraftSettings(BaseModel):
    """``[tool.factspec.draft]``. ``spacy`` names a model, or its folder, by whose parse drafts are proposed as well."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    spacy: str | None = Field(default=None, min_length=1)


class ProjectSettings(BaseModel):
    """``[tool.factspec]`` of ``pyproject.toml``. Paths are relative to the project's root."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    references: str = "references"
    html: str | None = None
    json_: str | None = Field(default=None, alias="json")
    history: str | None = None
    language: str = "en"
    junit: str | None = None
    junit_strict: bool = False
    sarif: str | None = None
    ctrf: str | None = None
    markdown: str | None = None
    claimreview: str | None = None
    github: bool = False
    publisher: str | None = Field(default=None, min_length=1)
    publisher_url: str | None = None
    contact: str | None = Field(default=None, pattern=r"^[\x21-\x7e][\x20-\x7e]{0,198}$")
    review_url: str | None = None
    as_of: str | None = None
    known_by: str | None = None
    independent_origins: int = Field(default=0, ge=0)
    about: Fraction = USUAL.about
    nearly: Fraction = USUAL.nearly
    fail_under: Fraction | None = None
    mutation_fail_under: Fraction | None = None
    recall: bool = True
    draft: DraftSettings = DraftSettings()

    @field_validator("as_of", "known_by", mode="before")
    @classmethod
    def _written(cls, value: object) -> object:
        """A day may be a text or a date of TOML's own."""
        return value.isoformat() if type(value) is date else value

    @field_validator("as_of", "known_by")
    @classmethod
    def _day(cls, value: str | None) -> str | None:
        return iso_day(value) if value is not None else None

    @field_validator("about", "nearly", mode="before")
    @classmethod
    def _share(cls, value: object) -> Fraction:
        """A share written ``"5%"``, ``5`` or ``0.05``."""
        text = str(value).strip()
        if isinstance(value, bool) or not re.fullmatch(r"\d{1,3}(\.\d{1,9})?%?", text, re.ASCII):
            raise ValueError(f'{said(value)} is no share, expected a percentage such as "5%"')
        number = Fraction(text.rstrip("%"))
        share = number / 100 if text.endswith("%") or number >= 1 else number
        if not 0 < share <= 1:
            raise ValueError(f'{value!r} is no share, expected more than "0%" and at most "100%"')
        return share

    @field_validator("fail_under", "mutation_fail_under", mode="before")
    @classmethod
    def _percentage(cls, value: object) -> Fraction:
        """A part of a hundred, written ``95``, ``95.5`` or ``"95%"``."""
        text = str(value).strip()
        if isinstance(value, bool) or not re.fullmatch(r"\d{1,3}(\.\d{1,6})?%?", text, re.ASCII):
            raise ValueError(f"{value!r} is no percentage, expected a number from 0 to 100")
        if Fraction(text.rstrip("%")) > 100:
            raise ValueError(f"{value!r} is more than 100%, expected a number from 0 to 100")
        return Fraction(text.rstrip("%"))

    @field_validator("language")
    @classmethod
    def _known(cls, value: str) -> str:
        try:
            return language(value).code
        except Problems as faults:
            raise ValueError(str(faults)) from None

    @field_validator("publisher_url", "review_url")
    @classmethod
    def _address(cls, value: str | None) -> str | None:
        if value is not None and (address(value) is None or "#" in value):
            raise ValueError(f"{value!r} is no address of a page, expected one such as https://example.org/checks")
        return value

    def file(self, name: str) -> str | None:
        """The file that a format is written to, by the format's name."""
        found = getattr(self, "json_" if name == "json" else name)
        return str(found) if found else None

    def annotates(self) -> bool:
        """Whether a whole run prints annotations: on GitHub's machines, where it is set up so."""
        return self.github and os.environ.get("GITHUB_ACTIONS") == "true"

    def terms(self, project: str) -> Terms:
        """What the formats want to know; reviews are by ``project`` where the settings name nobody who publishes them."""
        page = self.review_url or self.publisher_url or ""
        publisher = Publisher(self.publisher or project, self.publisher_url, page)
        return Terms(publisher, folder_in_repository(), self.junit_strict)

    def unsigned(self, project: str) -> Problem | None:
        """What reviews lack for being published; nothing where the settings say who publishes them, and where."""
        wanted = {
            "publisher": f"the name of who publishes the reviews; until then they are by {project!r}",
            "publisher_url": "the address of their site; until then the reviews have none",
        }
        for name, expected in wanted.items():
            if not getattr(self, name):
                return Problem(f"no setting {name!r}", "pyproject.toml", path="[tool.factspec]", expected=expected)
        return None


@dataclass(slots=True)
class Project:
    """What a project's folders hold. ``problems`` are the faults of files that could not be taken.

    ``others`` are claims files that were not asked for; scenarios may speak of their claims.
    """

    root: Path
    settings: ProjectSettings
    reference: Reference
    kinds: dict[str, type[Claim]]
    articles: dict[str, Article] = field(default_factory=dict)
    claims: list[ClaimsFile] = field(default_factory=list)
    others: list[ClaimsFile] = field(default_factory=list)
    features: list[Path] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def name(self) -> str:
        """What the project is called: as its folder."""
        return self.root.resolve().name or "factspec"

    def shown(self, path: Path) -> Path:
        """A path as the user would write it: relative to the root where it lies inside."""
        return shown(path, self.root)


def project_root(start: Path) -> Path:
    """The nearest folder from ``start`` upwards with a ``pyproject.toml`` that has ``[tool.factspec]``; else ``start``."""
    here = start.resolve()
    for folder in (here, *here.parents):
        if (folder / "pyproject.toml").is_file() and _table(folder / "pyproject.toml") is not None:
            return folder
    return here


def folder_in_repository() -> str:
    """The path of the working folder from the top of its repository, with slashes; blank at the top, or outside of any."""
    here = Path.cwd()
    top = next((folder for folder in (here, *here.parents) if (folder / ".git").exists()), here)
    return "" if top == here else here.relative_to(top).as_posix()


def project_settings(root: Path) -> ProjectSettings:
    """The settings of a project. Raises Problems for keys and values it does not know."""
    file = root / "pyproject.toml"
    if there(file) and not file.is_file():
        raise Problems([Problem("no plain file", str(file), expected="the settings of the project, or nothing")])
    values = (_table(file) if file.is_file() else None) or {}
    try:
        return ProjectSettings.model_validate(values)
    except ValidationError as error:
        raise Problems(_fault(fault, file) for fault in error.errors()) from None


def read_project(
    root: Path, paths: Sequence[Path] = (), *, references: Sequence[Path] = (), settings: ProjectSettings | None = None
) -> Project:
    """The project at ``root``: all its claims and features, or those at ``paths`` (files or folders).

    Raises Problems where the settings, the reference data or a validator cannot be read: nothing can be checked then.
    Faults of single claims files are kept in ``problems``.
    """
    project = bare_project(root, references=references, settings=settings)
    for file in files_at(root, paths, project.problems):
        if fault := link_fault(claim_path(file), root) if file.suffix != ".feature" else None:
            project.problems.append(replace(fault, file=str(claim_path(shown(file, root)))))
            continue
        if file.suffix == ".feature":
            project.features.append(file)
        else:
            _take_claims(project, file, project.claims)
    taken = {Path(found.path).resolve() for found in project.claims}
    tried = {fault.file for fault in project.problems}
    for file in claims_files(root) if project.features else ():
        names = {str(shown(file, root)), str(shown(claim_path(file), root))}
        if link_fault(file, root) is None and file.resolve() not in taken and not tried & names:
            _take_claims(project, file, project.others)
    return project


def bare_project(root: Path, *, references: Sequence[Path] = (), settings: ProjectSettings | None = None) -> Project:
    """The project at ``root`` with its settings, kinds and reference, and none of its claims and features. Raises Problems."""
    settings = settings or project_settings(root)
    folders = [folder for path in references or [root / settings.references] for folder in package_folders(shown(path, root))]
    kinds = {**built_in(), **project_kinds(root / "validators", root)}
    return Project(root, settings, read_reference(folders, bulk=None), kinds)


def _take_claims(project: Project, file: Path, kept: list[ClaimsFile]) -> None:
    try:
        found = read_claims(shown(file, project.root))
    except Problems as faults:
        project.problems += faults.problems
    else:
        kept.append(found)
        if found.article:
            project.articles[found.article.id] = found.article


def read_claims(file: Path) -> ClaimsFile:
    """The claims of a file, anchored in the ``article.md`` beside it where there is one. Raises Problems."""
    beside = claim_path(file)
    about = read_article(beside) if there(beside) else None
    return claims_file(document(file_text(file), file), about)


def read_article(file: Path) -> Article:
    """The article in a file. Raises Problems."""
    return article(file_text(file), file)


class _AsWritten(SourceFileLoader):
    """Code as its file has it: code compiled before stands for one that was edited in the same second at the same length."""

    def path_stats(self, path: object) -> Mapping[str, float]:
        """None, so that nothing compiled is taken or kept."""
        raise OSError(path)


def project_kinds(folder: Path, root: Path) -> dict[str, type[Claim]]:
    """The claim kinds of a project's ``validators/*.py``, each file loaded by its path under a private name."""
    found: dict[str, type[Claim]] = {}
    for file in sorted(folder.glob("*.py")):
        name = f"_factspec_validators_{file.stem}"
        spec = importlib.util.spec_from_file_location(name, file, loader=_AsWritten(name, str(file)))
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        try:
            spec.loader.exec_module(module)
        except Exception as error:
            raise Problems([Problem(f"cannot be loaded: {type(error).__name__}: {error}", str(shown(file, root)))]) from None
        kinds = [v for v in vars(module).values() if isinstance(v, type) and issubclass(v, Claim) and v.__module__ == name]
        if not kinds:
            raise Problems([Problem("no claim kind", str(shown(file, root)), expected="a subclass of factspec.claim.Claim")])
        found.update({kind_name(kind): kind for kind in kinds})
    return found


def shown(path: Path, root: Path) -> Path:
    """A path relative to the working folder where it lies inside it, else as it is; for messages and results."""
    for base in (Path.cwd(), root):
        try:
            return path.resolve().relative_to(base.resolve()) if base == Path.cwd() else path
        except ValueError:
            continue
    return path


def claims_at(root: Path, paths: Sequence[Path]) -> list[Path]:
    """The claims files of a project, or those at some paths. Raises Problems where a path has none."""
    problems: list[Problem] = []
    found = [shown(file, root) for file in files_at(root, paths, problems) if file.suffix != ".feature"]
    if problems or not found:
        where = ", ".join(map(str, paths)) or str(root)
        raise Problems(problems or [Problem("no claims file", where, expected="a claims.yaml")])
    return found


def files_at(root: Path, paths: Sequence[Path], problems: list[Problem]) -> list[Path]:
    """The claims files and features at some paths; of the whole project where none is given. Faults are added to ``problems``."""
    if not paths:
        lost = [path for name in ("claims.yaml", "claims.yml") for path in _lost(root / "claims", name)]
        found = _named([*claims_files(root), *sorted((root / "features").rglob("*.feature")), *lost], root, problems)
        if not found and not problems:
            problems.append(Problem("nothing to check", str(root), expected="claims/<article>/claims.yaml or features/*.feature"))
        return found
    found = []
    for path in paths:
        inside = _inside(path)
        if not inside:
            wrong = (
                "no claims and no features here"
                if path.is_dir()
                else "no such file or folder"
                if not path.exists()
                else "neither claims nor a feature"
            )
            problems.append(
                Problem(
                    wrong, str(path), expected="a .yaml file of claims, a .feature file, or a folder of them", nearest=_near(path)
                )
            )
        found += inside
    return _named(list(dict.fromkeys(found)), root, problems)


def _lost(claims: Path, name: str) -> list[Path]:
    """The links of that name, in the folders of articles, that lead nowhere."""
    inside = [folder / name for folder in sorted(claims.glob("*")) if folder.is_dir()]
    return [path for path in inside if there(path) and not path.exists()]


def _named(files: Sequence[Path], root: Path, problems: list[Problem]) -> list[Path]:
    """The files with names that a report can hold, and no links out of the project; the others are told among ``problems``."""
    found = []
    for file in files:
        fault = link_fault(file, root)
        if not is_whole(str(file)):
            problems.append(Problem("a file name that is not utf-8", ascii(str(file))[1:-1], expected="another name"))
        elif fault:
            problems.append(replace(fault, file=str(shown(file.parent, root) / file.name)))
        else:
            found.append(file)
    return found


def claims_files(root: Path) -> list[Path]:
    """The claims files of a project's articles."""
    return [*sorted((root / "claims").glob("*/claims.yaml")), *sorted((root / "claims").glob("*/claims.yml"))]


def _inside(path: Path) -> list[Path]:
    if path.is_dir():
        claims = [*path.rglob("claims.yaml"), *path.rglob("claims.yml")]
        return [*sorted(claims), *sorted(path.rglob("*.feature"))]
    return [path] if path.is_file() and path.suffix in (".yaml", ".yml", ".feature") else []


def _near(path: Path) -> tuple[str, ...]:
    names = [other.name for other in path.parent.iterdir()] if path.parent.is_dir() and not path.exists() else []
    return nearest(path.name, names)


def _table(file: Path) -> dict[str, object] | None:
    try:
        text = file.read_text("utf-8-sig")
        longest = max(map(len, text.split("\n")))
        if longest > _LONGEST_LINE:
            wrong = f"a line of {longest} characters"
            raise Problems([Problem(wrong, str(file), expected=f"at most {_LONGEST_LINE}")])
        found = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise Problems([_not_toml(error, file)]) from None
    tools = found.get("tool", {})
    table = tools.get("factspec") if isinstance(tools, dict) else None
    if table is not None and not isinstance(table, dict):
        raise Problems([Problem(said(table), str(file), path="[tool.factspec]", expected="settings, each with its key")])
    return table


def _not_toml(error: ValueError | RecursionError, file: Path) -> Problem:
    if isinstance(error, RecursionError):
        return Problem("not TOML: nested too deeply", str(file))
    if "integer string conversion" in str(error):
        return Problem("not TOML: a number of too many digits", str(file))
    place = re.fullmatch(r"(.*?) \(at line (\d+), column \d+\)", str(error), re.DOTALL)
    words = place[1] if place else str(error)
    return Problem(f"not TOML: {words[:1].lower()}{words[1:]}", str(file), int(place[2]) if place else None)


def _fault(fault: object, file: Path) -> Problem:
    assert isinstance(fault, dict)
    inner = len(fault["loc"]) > 1 and fault["loc"][0] == "draft"
    name = str(fault["loc"][1]) if inner else ".".join(map(str, fault["loc"]))
    fields = DraftSettings.model_fields if inner else ProjectSettings.model_fields
    known = [column.alias or key for key, column in fields.items()]
    table = "[tool.factspec.draft]" if inner else "[tool.factspec]"
    if fault["type"] == "extra_forbidden":
        return Problem(
            f"unknown setting {name!r}",
            str(file),
            path=table,
            expected=f"one of {', '.join(known)}",
            nearest=nearest(name, known),
        )
    told = unfit(fault)
    return replace(told, file=str(file), path=f"{table} {name}")


def file_text(file: Path) -> str:
    """The text of a file. Raises Problems where it cannot be read, or is not utf-8."""
    try:
        return plain_file(file).read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise Problems([Problem(f"byte {error.start} is not utf-8", str(file), line, expected="utf-8 text")]) from None
    except OSError as error:
        raise Problems([Problem(f"cannot be read: {error.strerror}", str(file))]) from None
