"""A feature file parsed by gherkin-official: its tree, its descriptions line by line, or the faults it has."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import cast

from gherkin.ast_builder import AstBuilder
from gherkin.ast_node import AstNode
from gherkin.dialect import DIALECTS, Dialect
from gherkin.errors import CompositeParserException, NoSuchLanguageException, ParserError, ParserException
from gherkin.parser import Parser
from gherkin.parser_types import Feature, GherkinDocument

from factspec.features.keywords import near_keyword
from factspec.features.plain import plain_feature
from factspec.problem import Problem, Problems
from factspec.values.nearest import nearest

_LANGUAGE = re.compile(r"^\s*#\s*language\b", re.IGNORECASE)
_NAMED = re.compile(r"^[^\S\n]*#[^\S\n]*language[^\S\n]*:[^\S\n]*([a-zA-Z\-_]+)[^\S\n]*$", re.MULTILINE)
_MOST_LINES = 200_000  # some seconds' work
_ENGLISH = Dialect(DIALECTS["en"])
_EARLY = "the file ends too early"
_STRAY = " out of place"
_HIDDEN = {"Comment", "Empty", "Other"}


@dataclass(frozen=True, slots=True)
class Description:
    """The free text under a keyword: ``of`` is the kind of element, each line has its number."""

    of: str
    lines: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Parsed:
    """A feature as gherkin's tree, with what the tree leaves out. Of plain ones neither descriptions nor lines are needed."""

    feature: Feature
    dialect: Dialect
    language: str
    descriptions: tuple[Description, ...]
    lines: tuple[str, ...] = field(repr=False)


class _Builder(AstBuilder):
    def __init__(self) -> None:
        super().__init__()
        self.descriptions: list[Description] = []

    def transform_node(self, node: AstNode):  # type: ignore[no-untyped-def]
        if node.rule_type == "Description":
            lines = tuple((token.location["line"], str(vars(token)["matched_text"])) for token in node.get_tokens("Other"))
            self.descriptions.append(Description(self.current_node.rule_type, lines))
        return super().transform_node(node)


def parsed(text: str, file: str) -> Parsed:
    """The tree of a feature. Raises Problems for what Gherkin has no reading for."""
    source = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if plain := plain_feature(source.split("\n")):
        return Parsed(cast(Feature, plain), _ENGLISH, "en", (), ())
    dialect = dialect_of(source)
    if (lines := source.count("\n")) > _MOST_LINES:
        raise Problems([Problem(f"{lines} lines", file, expected=f"at most {_MOST_LINES}, and the others in files of their own")])
    builder = _Builder()
    try:
        document: GherkinDocument = Parser(builder).parse(source)
    except CompositeParserException as error:
        raise Problems(_told([_fault(one, dialect, file) for one in error.errors])) from None
    except ParserException as error:
        raise Problems([_fault(error, dialect, file)]) from None
    except ParserError as error:
        raise Problems([Problem(f"cannot be parsed: {error}", file)]) from None
    if "feature" not in document:
        raise Problems([Problem("an empty file", file, 1, expected=f"{dialect.feature_keywords[0]}: and its scenarios")])
    faults = [
        Problem(f"{comment['text'].strip()!r} is a mere comment", file, comment["location"]["line"], expected=_LANGUAGE_LINE)
        for comment in document["comments"]
        if _LANGUAGE.match(comment["text"])
    ]
    if faults:
        raise Problems(faults)
    feature = document["feature"]
    spoken = feature["language"]
    return Parsed(feature, Dialect(DIALECTS[spoken]), spoken, tuple(builder.descriptions), tuple(source.split("\n")))


def dialect_of(text: str) -> Dialect:
    """The keywords of the language that a feature names; English where it names none that there is."""
    named = _NAMED.search(text)
    return Dialect(DIALECTS[named[1] if named and named[1] in DIALECTS else "en"])


_LANGUAGE_LINE = "a line such as “# language: ru”, before all else and once"


def _fault(error: ParserException, dialect: Dialect, file: str) -> Problem:
    line = error.location["line"]
    message = re.sub(r"^\(\d+:\d+\): ", "", str(error))
    if isinstance(error, NoSuchLanguageException):
        name = message.rpartition(": ")[2]
        return Problem(
            f"no language {name!r}", file, line, expected="a language of Gherkin such as en, ru or tt", nearest=_languages(name)
        )
    if "inconsistent cell count" in message:
        return Problem("a row with more or fewer cells than the first", file, line, expected="as many cells in every row")
    if "whitespace" in message:
        return Problem("white space in a tag", file, line, expected="tags such as @slow, with a space before each @")
    if match := re.fullmatch(r"expected: (.*), got '(.*)'", message, re.DOTALL):
        found = match[2]
        near = near_keyword(found, dialect) if "StepLine" in match[1] or ":" in found else ()
        return Problem(f"{found!r}{_STRAY}", file, line, expected=_expected(match[1], dialect), nearest=near)
    if match := re.fullmatch(r"unexpected end of file, expected: (.*)", message, re.DOTALL):
        return Problem(_EARLY, file, line, expected=_expected(match[1], dialect))
    return Problem(message, file, line)


def _told(faults: list[Problem]) -> list[Problem]:
    """The faults without those that only follow from others.

    Such are a second one on a line, an end that comes too early, and lines out of place after the first that is.
    """
    firsts = list({fault.line: fault for fault in reversed(faults)}.values())[::-1]
    found = [fault for fault in firsts if fault.wrong != _EARLY] or firsts
    stray = [fault for fault in found if fault.wrong.endswith(_STRAY)]
    return [fault for fault in found if fault not in stray[1:]]


def _languages(name: str) -> tuple[str, ...]:
    named = {str(spec["name"]): code for code, spec in DIALECTS.items()}  # type: ignore[typeddict-item]
    by_name = {label.casefold(): code for label, code in named.items()}
    if code := by_name.get(name.casefold()):
        return (code,)
    return nearest(name, DIALECTS, most=1) or tuple(named[label] for label in nearest(name, named, most=1, least=75))


def _expected(tokens: str, dialect: Dialect) -> str:
    """What gherkin would have taken, in the words of the feature's language."""
    words = {
        "EOF": "the end of the file",
        "Language": "“# language: ...”",
        "TagLine": "a tag",
        "FeatureLine": f"{dialect.feature_keywords[0]}:",
        "BackgroundLine": f"{dialect.background_keywords[0]}:",
        "ScenarioLine": f"{_plainest(dialect.scenario_keywords)}:",
        "ExamplesLine": f"{dialect.examples_keywords[0]}:",
        "RuleLine": f"{dialect.rule_keywords[0]}:",
        "StepLine": "a step",
        "TableRow": "a table row",
        "DocStringSeparator": 'three quotes (""") that close the text',
    }
    names = [token.strip().removeprefix("#") for token in tokens.split(",")]
    if "StepLine" in names:
        names = [name for name in names if name not in ("TableRow", "DocStringSeparator")]
    found = [words.get(name, name) for name in dict.fromkeys(names) if name not in _HIDDEN]
    return " or ".join([", ".join(found[:-1]), found[-1]] if len(found) > 1 else found)


def _plainest(keywords: list[str]) -> str:
    return "Scenario" if "Scenario" in keywords else keywords[-1]
