"""How many claims at once are said: one sentence with gaps for all that differ only in names, dates and numbers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from factspec.claim import Claim, forms, slots
from factspec.engine.batch.check import Wordings
from factspec.engine.batch.told import gap
from factspec.grammar import Grammar
from factspec.problem import Problems
from factspec.sentence.form import Form
from factspec.sentence.lexicon import Lexicon
from factspec.sentence.occurrence import Occurrence, OccurrenceSlot
from factspec.sentence.plain_slots import Times, TimesSlot
from factspec.sentence.reading import Reading
from factspec.sentence.slot import Slot

PERIODS = {"event": "when", "ordinal": "on", "previous": "when", "next": "when"}
EDGES = {"count": "window", "ordinal": "window", "previous": "before", "next": "after"}


class _Gap(Slot[Any]):
    """A slot that writes a gap, whatever its value."""

    def __init__(self, gap: str) -> None:
        self._gap = gap

    def read(self, reading: Reading, place: int) -> Iterator[tuple[Any, int]]:
        if reading.text.startswith(self._gap, place):
            yield self._gap, place + len(self._gap)

    def write(self, value: Any, lexicon: Lexicon) -> str:
        del value, lexicon
        return self._gap


class _Gapped(Lexicon):
    """A lexicon that spells every name as it stands."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.__dict__.update(lexicon.__dict__)

    def spelling(self, entity: str) -> str:
        return entity


def wordings(grammar: Grammar) -> Wordings:
    """The wordings of a grammar."""
    lexicon, gapped = grammar.lexicon, _Gapped(grammar.lexicon)
    entities = lexicon.reference.entities.values()
    named = [(code, entity.id, entity.type, _spelled(lexicon, entity.id)) for code, entity in enumerate(entities)]

    def counted(least: int, most: int | None) -> str:
        return TimesSlot().write(Times(least=least, most=most), lexicon)

    return Wordings(named, lambda row: _wording(row, grammar, gapped), counted)


def _spelled(lexicon: Lexicon, entity: str) -> str | None:
    try:
        return lexicon.spelling(entity)
    except Problems:
        return None


def typed(row: dict[str, Any]) -> dict[str, Any]:
    """The typed form of a claim from its row of ``engine.batch.typed.TYPED``."""
    kind = row["kind"]
    what = {name: row[name] for name in ("event_kind", "subject", "noun", "mode", "place", "outside")}
    found: dict[str, Any] = {"kind": kind, "what": {**what, "others": (row["other"],) if row["other"] is not None else ()}}
    if kind == "count":
        found["times"] = {"least": row["low"], "most": row["high"]}
    if kind == "ordinal":
        found["nth"] = "last" if row["nth"] is None else row["nth"]
    for names, column in ((PERIODS, "period"), (EDGES, "edge")):
        if kind in names:
            found[names[kind]] = row[column]
    return found


def _wording(row: dict[str, Any], grammar: Grammar, gapped: Lexicon) -> tuple[str, str] | None:
    """The sentence and the typed form, with gaps, of claims like one; None where the grammar refuses that one."""
    try:
        claim = grammar.claim(typed(row))
    except Problems:
        return None
    kind = type(claim)
    what = _like(claim, {name: gap(name) for name in ("subject", "other", "place")})
    says = _gapped_form(kind, row).write({**{name: getattr(claim, name) for name in slots(kind)}, "what": what}, gapped)
    return says, _structure(claim, what, row)


def _like(claim: Claim, gaps: dict[str, str]) -> Occurrence:
    what: Occurrence = claim.what  # type: ignore[attr-defined]
    changed = {"subject": gaps["subject"], "others": (gaps["other"],) if what.others else ()}
    return what.model_copy(update={**changed, "place": gaps["place"] if what.place else None})


def _gapped_form(kind: type[Claim], row: dict[str, Any]) -> Form:
    """The form of a kind with gaps for all but the occurrence."""
    name = row["kind"]
    found = dict(slots(kind))
    for column, fields in (("period", PERIODS), ("edge", EDGES)):
        if name in fields:
            found[fields[name]] = _Gap(gap(_edge(name) if column == "edge" else column))
    if name == "count":
        found["times"] = _Gap(gap("low"))
    if name == "ordinal" and row["nth"] is not None:
        found["nth"] = _Gap(gap("nth"))
    template = forms(kind)[0].template
    assert isinstance(found["what"], OccurrenceSlot)
    return Form(template, found)


def _edge(kind: str) -> str:
    return "day" if kind in ("previous", "next") else "edge"


def _structure(claim: Claim, what: Occurrence, row: dict[str, Any]) -> str:
    """The typed form as JSON, its values in the order of the kind's fields."""
    data = claim.model_dump(mode="json", exclude_none=True)
    data["what"] = what.model_dump(mode="json", exclude_none=True)
    if row["kind"] == "count":
        data["times"] = {"least": gap("low"), **({} if row["high"] is None else {"most": gap("high")})}
    if row["kind"] == "ordinal" and row["nth"] is not None:
        data["nth"] = gap("nth")
    for column, fields in (("period", PERIODS), ("edge", EDGES)):
        if row["kind"] in fields and fields[row["kind"]] in data:
            data[fields[row["kind"]]] = gap(_edge(row["kind"]) if column == "edge" else column)
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))
