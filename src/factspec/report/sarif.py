"""A run as SARIF 2.1.0, for code scanning and editors: what keeps it from passing, each at its lines.

What passed is left out: many readers show every result as a fault, whatever its kind. A run with problems says that its
execution was not successful, so that no fault does not mean that all is well.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote

from pydantic import Field

from factspec.report.faults import RULES, Fault, faults
from factspec.report.model import Report
from factspec.report.places import Place
from factspec.report.published import Published
from factspec.report.times import began, ended, in_utc

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_SETTINGS = Place("pyproject.toml", 1)
_RULES = list(RULES)


class Message(Published):
    """Words for a reader, as plain text."""

    text: str


class ArtifactLocation(Published):
    """A file: a reference from the top of the repository, or a whole address."""

    uri: str


class Region(Published):
    """A stretch of a file; the end column is the one after the last character."""

    start_line: int
    start_column: int | None = None
    end_line: int | None = None
    end_column: int | None = None
    snippet: Message | None = None


class PhysicalLocation(Published):
    """A stretch of a certain file."""

    artifact_location: ArtifactLocation
    region: Region


class LogicalLocation(Published):
    """The claim that a result is about."""

    name: str
    fully_qualified_name: str
    kind: Literal["claim"] = "claim"


class Location(Published):
    """A place in a file, and what stands there."""

    physical_location: PhysicalLocation
    logical_locations: tuple[LogicalLocation, ...] | None = None
    message: Message | None = None
    id: int | None = None


class Finding(Published):
    """A fault, which the standard calls a result."""

    rule_id: str
    rule_index: int
    kind: Literal["fail"] = "fail"
    level: Literal["error"] = "error"
    message: Message
    locations: tuple[Location, ...]
    related_locations: tuple[Location, ...] | None = None
    partial_fingerprints: dict[str, str]
    properties: dict[str, Any] | None = None


class Descriptor(Published):
    """A rule, told in a sentence, and what to do about it."""

    id: str
    short_description: Message
    full_description: Message
    help: Message
    default_configuration: dict[str, str] = Field(default_factory=lambda: {"level": "error"})


class Driver(Published):
    """This program and its rules."""

    name: Literal["factspec"] = "factspec"
    version: str
    rules: tuple[Descriptor, ...]


class Tool(Published):
    """What made the log."""

    driver: Driver


class Notification(Published):
    """A problem of the run."""

    level: Literal["error"] = "error"
    message: Message
    locations: tuple[Location, ...] | None = None


class Invocation(Published):
    """How the run went."""

    execution_successful: bool
    start_time_utc: str | None = None
    end_time_utc: str | None = None
    tool_execution_notifications: tuple[Notification, ...]


class SarifRun(Published):
    """One run of the program; columns are counted in code points."""

    tool: Tool
    invocations: tuple[Invocation, ...]
    column_kind: Literal["unicodeCodePoints"] = "unicodeCodePoints"
    results: tuple[Finding, ...]


class Log(Published):
    """The whole file."""

    schema_: str = Field(default=_SCHEMA, alias="$schema")
    version: Literal["2.1.0"] = "2.1.0"
    runs: tuple[SarifRun, ...]


def render(report: Report, *, folder: str = "") -> str:
    """The log. ``folder`` is the path of the working folder in its repository; files are named from its top."""
    found = list(faults(report, folder))
    broken = [fault for fault in found if fault.rule in ("problem", "unreadable-claim")]
    invocation = Invocation(
        execution_successful=not broken,
        start_time_utc=in_utc(began(report.run)),
        end_time_utc=in_utc(ended(report.run)),
        tool_execution_notifications=tuple(_notification(fault) for fault in broken),
    )
    rules = tuple(
        Descriptor(id=rule, short_description=Message(text=says), full_description=Message(text=says), help=Message(text=advice))
        for rule, (says, advice) in RULES.items()
    )
    run = SarifRun(
        tool=Tool(driver=Driver(version=report.factspec, rules=rules)),
        invocations=(invocation,),
        results=tuple(_finding(fault) for fault in found),
    )
    return Log(runs=(run,)).written()


def _finding(fault: Fault) -> Finding:
    result = fault.result
    name = result.id if result else fault.says
    first, *others = fault.places or (_SETTINGS,)
    logical = (LogicalLocation(name=name.rpartition("/")[2], fully_qualified_name=name),) if result else None
    return Finding(
        rule_id=fault.rule,
        rule_index=_RULES.index(fault.rule),
        message=_message(f"“{result.says}”: {fault.says}" if result and result.verdict else fault.says),
        locations=(_location(first, fault).model_copy(update={"logical_locations": logical}),),
        related_locations=tuple(
            _location(place, fault).model_copy(update={"id": number, "message": _message(place.says)})
            for number, place in enumerate(others, 1)
        )
        or None,
        partial_fingerprints={"claim/v1": hashlib.sha256(name.encode()).hexdigest()},
        properties=_properties(fault),
    )


def _properties(fault: Fault) -> dict[str, Any] | None:
    """What a reader of the log may want to sort by, under the names that results have."""
    result = fault.result
    if result is None:
        return None
    told = {name: getattr(result, name) for name in ("verdict", "expected", "kind", "as_of", "correction", "missing")}
    tags = list(dict.fromkeys(result.tags))
    return {name: value for name, value in {**told, "tags": tags}.items() if value}


def _notification(fault: Fault) -> Notification:
    return Notification(message=_message(fault.says), locations=tuple(_location(place, fault) for place in fault.places) or None)


def _location(place: Place, fault: Fault) -> Location:
    quoted = fault.result.selector if fault.result and place.column else None
    region = Region(
        start_line=place.line,
        start_column=place.column,
        end_line=place.end_line,
        end_column=place.end_column,
        snippet=Message(text=quoted.exact) if quoted else None,
    )
    return Location(physical_location=PhysicalLocation(artifact_location=ArtifactLocation(uri=_uri(place.path)), region=region))


def _uri(path: str) -> str:
    return Path(path).as_uri() if Path(path).is_absolute() else quote(path)


def _message(text: str) -> Message:
    """Plain text as the standard has it: braces are doubled, and no words of a claim are taken for a link."""
    if "](" in text:
        text = text.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")
    return Message(text=text.replace("{", "{{").replace("}", "}}"))
