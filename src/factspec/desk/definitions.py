"""Step definitions of a project's own, found in its Python files without running them."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from factspec.features import Step
from factspec.problem import Problem
from factspec.project import Project

_KINDS = ("given", "when", "then", "step")


@dataclass(frozen=True, slots=True)
class Definition:
    """A step definition of pytest-bdd: ``kind`` is its decorator, ``folder`` is where its steps are seen from."""

    file: str
    line: int
    folder: str
    kind: str
    pattern: str
    parser: Any

    def takes(self, step: Step) -> bool:
        """Whether a step is one of its steps."""
        return (self.kind == "step" or step.type in (self.kind, "any")) and bool(self.parser.is_matching(step.text))

    def visible(self, feature: str) -> bool:
        """Whether it is seen from a feature file."""
        return Path(feature).resolve().is_relative_to(self.folder)


def definitions(project: Project) -> tuple[list[Definition], list[Problem]]:
    """The definitions of the ``conftest.py`` files that feature files can see and of test modules beside them; and faults."""
    found: list[Definition] = []
    faults: list[Problem] = []
    for file in _files(project):
        shown = project.shown(file)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                tree = ast.parse(file.read_text("utf-8"))
        except (SyntaxError, UnicodeDecodeError, ValueError) as error:
            faults.append(Problem(f"not Python: {error.__class__.__name__}", str(shown), getattr(error, "lineno", None)))
            continue
        found += _definitions(tree, str(shown), str(file.resolve().parent))
    return found, faults


def _files(project: Project) -> list[Path]:
    root = project.root.resolve()
    folders = {parent for feature in project.features for parent in feature.resolve().parents if parent.is_relative_to(root)}
    beside = [file for folder in folders for pattern in ("conftest.py", "test_*.py") for file in folder.glob(pattern)]
    return sorted(set(beside))


def _definitions(tree: ast.Module, file: str, folder: str) -> Iterator[Definition]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            for decorator in node.decorator_list:
                if isinstance(decorator, ast.Call) and (named := _named(decorator.func)) in _KINDS and decorator.args:
                    made = _parser(decorator.args[0])
                    if made:
                        yield Definition(file, decorator.lineno, folder, named, *made)


def _parser(argument: ast.expr) -> tuple[str, Any] | None:
    """The pattern of a definition and what holds a step against it; None for one that only running it would tell."""
    from pytest_bdd import parsers

    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        return argument.value, parsers.string(argument.value)
    if not isinstance(argument, ast.Call) or not argument.args or not isinstance(argument.args[0], ast.Constant):
        return None
    pattern, name = argument.args[0].value, _named(argument.func)
    made = getattr(parsers, name, None) if name in ("string", "parse", "cfparse", "re") else None
    if made is None or not isinstance(pattern, str):
        return None
    try:
        return pattern, made(pattern)
    except Exception:  # what the pattern's own parser will tell when it is run
        return None


def _named(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""
