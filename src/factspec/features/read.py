"""The scenarios of a feature file, or every fault it has, each with its line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from gherkin.parser_types import Background, Rule
from gherkin.parser_types import Scenario as Node
from gherkin.parser_types import Step as StepNode

from factspec.features.keywords import scenario_keyword, slip
from factspec.features.outline import Row, blanks, filled, filled_step, rows, step_blanks, suffix
from factspec.features.parse import Parsed, parsed
from factspec.features.scenario import Scenario, Step, StepType, Table
from factspec.features.tags import Tag, expectation, tags
from factspec.problem import Problem, Problems
from factspec.values.plain_file import plain_file

_TYPES: dict[str, StepType] = {"Context": "given", "Action": "when", "Outcome": "then", "Unknown": "any"}
_OF = {"FeatureHeader", "RuleHeader", "Scenario", "Background", "Examples"}


def read_scenarios(file: Path, shown: Path | None = None) -> tuple[Scenario, ...]:
    """The scenarios of a file on disk; ``shown`` is its path as results and messages have it. Raises Problems."""
    path = shown or file
    try:
        text = plain_file(file, path).read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise Problems([Problem(f"byte {error.start} is not utf-8", path.as_posix(), line, expected="utf-8 text")]) from None
    except OSError as error:
        raise Problems([Problem(f"cannot be read: {error.strerror}", path.as_posix())]) from None
    return scenarios(path, text)


def scenarios(path: Path, text: str) -> tuple[Scenario, ...]:
    """The scenarios of a feature file, outlines row by row. Raises Problems, all that it has."""
    file = path.as_posix()
    tree = parsed(text, file)
    reading = _Reading(tree, file)
    found = tuple(reading.scenarios())
    faults = [*_description_faults(tree, file), *_row_faults(tree, file), *reading.faults, *_alike(found, file)]
    if faults:
        raise Problems(sorted(faults, key=lambda fault: fault.line or 0))
    return found


@dataclass(slots=True)
class _Reading:
    tree: Parsed
    file: str
    faults: list[Problem] = field(default_factory=list)

    def scenarios(self) -> Iterator[Scenario]:
        feature = self.tree.feature
        self._named(feature["name"], feature["keyword"], feature["location"]["line"])
        own = tags(feature["tags"], self.file, self.faults)
        count = 0
        steps: tuple[Step, ...] = ()
        for child in _children(feature["children"]):
            if "background" in child:
                steps = self._background(child["background"])
            elif "rule" in child:
                rule: Rule = child["rule"]
                found = list(self._rule(rule, own, steps))
                count += 1
                yield from found
            elif "scenario" in child:
                count += 1
                yield from self._scenario(child["scenario"], None, own, steps)
        if not count:
            self._fault(
                "a feature without scenarios", feature["location"]["line"], f"{scenario_keyword(self.tree.dialect)}: under it"
            )

    def _rule(self, rule: Rule, inherited: tuple[Tag, ...], before: tuple[Step, ...]) -> Iterator[Scenario]:
        line = rule["location"]["line"]
        self._named(rule["name"], rule["keyword"], line)
        own = tags(rule["tags"], self.file, self.faults)
        count = 0
        for child in _children(rule["children"]):
            if "background" in child:
                before = (*before, *self._background(child["background"]))
            elif "scenario" in child:
                count += 1
                yield from self._scenario(child["scenario"], rule["name"], (*inherited, *own), before)
        if not count:
            self._fault("a rule without scenarios", line, f"{scenario_keyword(self.tree.dialect)}: under it")

    def _background(self, node: Background) -> tuple[Step, ...]:
        line = node["location"]["line"]
        if not node["steps"]:
            self._fault("a background without steps", line, "a step under it")
        steps = tuple(self._steps(node["steps"]))
        for step in steps:
            if step.type == "then":
                self._fault(f"step {step.keyword} in a background", step.line, "what is checked, in the scenarios")
        return steps

    def _scenario(self, node: Node, rule: str | None, inherited: tuple[Tag, ...], before: tuple[Step, ...]) -> Iterator[Scenario]:
        line, name = node["location"]["line"], re.sub(r"\s+", " ", node["name"]).strip()
        self._named(name, node["keyword"], line)
        own = tags(node["tags"], self.file, self.faults)
        steps = tuple(self._steps(node["steps"]))
        if not steps:
            beside = "; those of the background check nothing by themselves" if before else ""
            self._fault("a scenario without steps", line, f"a step under it{beside}")
        elif not any(step.type in ("then", "any") for step in steps):
            self._fault("a scenario that checks nothing", line, f"a step with {self.tree.dialect.then_keywords[-1].strip()}")
        steps = (*before, *steps)
        if self._is_outline(node):
            if not node["examples"]:
                self._fault("an outline without Examples", line, f"{self.tree.dialect.examples_keywords[0]}: with a table")
            cases = list(enumerate(rows(node["examples"], name, steps, self.file, self.faults), 1))
        else:
            self._no_blanks(name, line, steps)
            cases = [(0, Row({}, line))]
        for number, row in cases:
            mine = (*own, *row.tags)
            for tag in row.tags:
                if tag in own or tag.name in {other.name for other in own}:
                    self._fault(f"tag @{tag.name} twice", tag.line, "each tag once")
            yield Scenario(
                feature=self.tree.feature["name"],
                rule=rule,
                name=self._name(name, number, row),
                path=self.file,
                line=row.line,
                tags=tuple(dict.fromkeys(tag.name for tag in (*inherited, *mine))),
                steps=tuple(self._filled(step, row) for step in steps) if row.values else steps,
                expectation=expectation(mine, inherited, self.file, self.faults),
                language=self.tree.language,
                before=len(before),
            )

    def _is_outline(self, node: Node) -> bool:
        dialect = self.tree.dialect
        outline = node["keyword"] in dialect.scenario_outline_keywords and node["keyword"] not in dialect.scenario_keywords
        return outline or bool(node["examples"])

    def _filled(self, step: Step, row: Row) -> Step:
        found = filled_step(step, row.values)
        if not found.text.strip() and step.text.strip():
            self._fault(f"step {step.text!r} is left without text", row.line, "a value")
        return found

    @staticmethod
    def _name(name: str, number: int, row: Row) -> str:
        said = re.sub(r"\s+", " ", filled(name, row.values)).replace("::", ": :").strip()
        return f"{said}{suffix(number, row.values.values())}" if number else said

    def _steps(self, nodes: Iterable[StepNode]) -> Iterator[Step]:
        before: StepType | None = None
        for node in nodes:
            keyword, line, text = node["keyword"].strip(), node["location"]["line"], node["text"]
            kind = _TYPES.get(node["keywordType"], before)
            if kind is None:
                first = self.tree.dialect.given_keywords[-1].strip()
                expected = f"a step before it, or {first} in its place"
                self._fault(f"{keyword} continues no step", line, self._prose_before(line) or expected)
                kind = "any"
            before = kind
            if not text:
                self._fault("a step without text", line, f"a text after {keyword}")
            doc = node["docString"]["content"] if "docString" in node else None
            if doc is not None and not doc.strip():
                self._fault("an empty doc string", node["docString"]["location"]["line"], "text between the quotes")
            yield Step(keyword, kind, text, line, doc, self._table(node))

    def _prose_before(self, line: int) -> str | None:
        """What to do where the line before is free text: it may be meant as a step."""
        prose = {number for text in self.tree.descriptions for number, words in text.lines if words.strip()}
        if line - 1 not in prose:
            return None
        then = self.tree.dialect.then_keywords[-1].strip()
        return f"a step before it: line {line - 1} has no keyword such as {then}, and is read as free text"

    @staticmethod
    def _table(node: StepNode) -> Table | None:
        if "dataTable" not in node:
            return None
        return tuple(tuple(cell["value"] for cell in row["cells"]) for row in node["dataTable"]["rows"])

    def _no_blanks(self, name: str, line: int, steps: Sequence[Step]) -> None:
        found = [(blank, line) for blank in blanks(name)]
        found += [(blank, step.line) for step in steps for blank in step_blanks(step)]
        for blank, at in dict.fromkeys(found):
            self._fault(f"<{blank}> in a scenario without Examples", at, f"an outline with a column {blank!r}")

    def _named(self, name: str, keyword: str, line: int) -> None:
        if not name.strip():
            self._fault(f"{keyword}: without a name", line, "a name after the colon")

    def _fault(self, wrong: str, line: int, expected: str) -> None:
        self.faults.append(Problem(wrong, self.file, line, expected=expected))


def _children(nodes: object) -> list[dict[str, Any]]:
    """The elements under a feature or a rule, each under its kind; gherkin's own types leave the kinds out."""
    return cast(list[dict[str, Any]], nodes)


def _description_faults(tree: Parsed, file: str) -> Iterator[Problem]:
    """Lines of free text that were meant as steps or keywords."""
    for text in tree.descriptions:
        opens = True
        for line, words in text.lines:
            if not words.strip():
                opens = True
                continue
            fault = slip(words, tree.dialect, opens=opens)
            opens = fault is not None
            if fault:
                after = text.of == "Examples" and fault.wrong.startswith("step ")
                yield Problem(
                    fault.wrong,
                    file,
                    line,
                    expected="steps before the Examples" if after else fault.expected,
                    nearest=fault.nearest,
                )


def _row_faults(tree: Parsed, file: str) -> Iterator[Problem]:
    """Table rows that lose their last cell, for want of the bar that closes it."""
    inside: str | None = None
    for number, raw in enumerate(tree.lines, 1):
        line = raw.strip()
        if inside:
            inside = None if line.startswith(inside) else inside
        elif line.startswith(('"""', "```")):
            inside = line[:3]
        elif line.startswith("|") and (len(line) == 1 or not re.search(r"(?<!\\)(\\\\)*\|$", line)):
            yield Problem(f"table row {line!r} is not closed", file, number, expected="a | at its end")


def _alike(found: Sequence[Scenario], file: str) -> Iterator[Problem]:
    """Scenarios that share a name, and rows of an outline that come out alike."""
    names: dict[str, Scenario] = {}
    contents: dict[tuple[str, tuple[tuple[str, object, object], ...]], Scenario] = {}
    for scenario in found:
        name = scenario.name.partition("[row ")[0].casefold()
        key = scenario.name.casefold()
        if key in names:
            yield Problem(
                f"scenario {scenario.name!r} again",
                file,
                scenario.line,
                expected=f"a name of its own; line {names[key].line} has it",
            )
        names.setdefault(key, scenario)
        steps = tuple((step.text, step.doc, step.table) for step in scenario.steps)
        first = contents.setdefault((name, steps), scenario)
        if first is not scenario and first.name != scenario.name and "[row " in scenario.name:
            yield Problem(
                "a row that comes out like another", file, scenario.line, expected=f"what line {first.line} has not said"
            )
