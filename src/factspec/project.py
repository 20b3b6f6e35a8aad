"""A project on disk: its folders found by convention, its files read into values or problems."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib.machinery import SourceFileLoader
from pathlib import Path

from factspec.article import Article, article
from factspec.claim import Claim, kind_name
from factspec.documents import document
from factspec.kinds import built_in
from factspec.problem import Problem, Problems
from factspec.reference.facts import Reference
from factspec.reference.package import package_folders, read_reference
from factspec.settings import ProjectSettings, project_settings
from factspec.stated import ClaimsFile, claim_path, claims_file
from factspec.values.characters import is_whole
from factspec.values.nearest import nearest
from factspec.values.plain_file import link_fault, plain_file, there


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


def file_text(file: Path) -> str:
    """The text of a file. Raises Problems where it cannot be read, or is not utf-8."""
    try:
        return plain_file(file).read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise Problems([Problem(f"byte {error.start} is not utf-8", str(file), line, expected="utf-8 text")]) from None
    except OSError as error:
        raise Problems([Problem(f"cannot be read: {error.strerror}", str(file))]) from None
