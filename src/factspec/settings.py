"""The settings of a project: ``[tool.factspec]`` of its ``pyproject.toml``, and where that is."""

from __future__ import annotations

import os
import re
import tomllib
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from factspec.problem import Problem, Problems
from factspec.report.claimreview import Publisher
from factspec.report.formats import Terms
from factspec.report.html import address
from factspec.report.language import language
from factspec.stated import iso_day
from factspec.values.nearest import nearest
from factspec.values.numbers import USUAL
from factspec.values.plain_file import there
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
