"""Rows, patterns and days in English words, for reasons and for what is missing."""

from __future__ import annotations

from collections.abc import Sequence

from factspec.engine.question import Group, Pattern, Region, Tie
from factspec.reference.facts import Reference
from factspec.reference.schema import Completeness, Event, Observation, Relation
from factspec.values.calendar import FIRST, LAST, iso
from factspec.values.dates import Range, dating
from factspec.values.modes import MODE_WORDS
from factspec.values.periods import period_of, phrase
from factspec.values.plurals import plural
from factspec.values.words import series


def span(days: Range) -> str:
    """A stretch of days in words: ``on 2022-06-28``, ``from A to B``, ``up to B``, ``from A on``, ``at any time``."""
    if days.first <= FIRST:
        return "at any time" if days.last >= LAST else f"up to {iso(days.last)}"
    if days.last >= LAST:
        return f"from {iso(days.first)} on"
    return f"on {iso(days.first)}" if days.first == days.last else f"from {iso(days.first)} to {iso(days.last)}"


def period_words(days: Range) -> str:
    """A period as a sentence says it: ``in 2022``, ``on 2022-06-28``."""
    return phrase(period_of(days)) if days.first > FIRST and days.last < LAST else span(days)


class Words:
    """The reference's own names for things."""

    def __init__(self, reference: Reference) -> None:
        self._reference = reference

    def name(self, entity: str) -> str:
        """An entity's name."""
        known = self._reference.entities.get(entity)
        return known.name if known else entity

    def names(self, entities: Sequence[str]) -> str:
        """Several entities' names, as a list."""
        return series([self.name(entity) for entity in entities])

    def noun(self, kind: str | None) -> str:
        """What one event of a kind is called."""
        known = self._reference.kinds.get(kind or "")
        return known.noun[0] if known and known.noun else kind or "event"

    def pattern(self, pattern: Pattern) -> str:
        """The events that a pattern means, in the plural: ``phone calls between A and B``."""
        if pattern.event:
            return f"“{self.title(pattern.event)}”"
        link = {0: "", 1: " by ", 2: " between "}.get(len(pattern.participants), " among ")
        mode = f" {MODE_WORDS[pattern.mode]}" if pattern.mode and pattern.mode != "phone" else ""
        if pattern.mode == "phone" and "phone" not in self.noun(pattern.kind):
            mode = " by phone"
        where, kind = self.region(pattern.region), self._reference.kinds.get(pattern.kind or "")
        if kind and kind.object == "place" and where.startswith(" in "):
            where = f" to {where[4:]}"
        return f"{plural(self.noun(pattern.kind))}{link}{self.names(pattern.participants)}{where}{mode}"

    def region(self, region: Region | None) -> str:
        """``in Dushanbe`` or ``outside Russia``, after a space."""
        return f" {'outside' if region.outside else 'in'} {self.name(region.place)}" if region else ""

    def title(self, event: str) -> str:
        """An event's title, or its id where it has none."""
        known = self._reference.event(event)
        return (known.title if known else None) or event

    def event(self, event: Event) -> str:
        """An event in one line: title, date, place and mode."""
        title = event.title or f"{self.noun(event.kind)} of {self.names(event.participants)}"
        mode = f", {MODE_WORDS[event.mode]}" if event.mode else ""
        return f"{title}, {date_words(event.date.text)}{f', {self.name(event.place)}' if event.place else ''}{mode}"

    def tie(self, tie: Tie) -> str:
        """A relation asked for: ``Vladimir Putin – president of – Russia``."""
        subject = self.name(tie.subject) if tie.subject else "anyone"
        return f"{subject} {self.phrase(tie.relation)} {self.name(tie.object)}"

    def phrase(self, relation: str) -> str:
        """A relation's phrase, such as *was president of*."""
        known = self._reference.relation_kinds.get(relation)
        return known.phrase if known else relation

    def relation(self, row: Relation) -> str:
        """A relation's row in one line."""
        ended = row.ended if row.ended is None or isinstance(row.ended, str) else row.ended.text
        known = [f"began {row.began.text}" if row.began else "", f"ended {ended}" if ended and ended != ".." else ""]
        known += ["goes on" if ended == ".." else "", f"seen {series([day.text for day in row.seen])}" if row.seen else ""]
        tail = ", ".join(part for part in known if part)
        return f"{self.name(row.subject)} {self.phrase(row.relation)} {self.name(row.object)}{f': {tail}' if tail else ''}"

    def measure(self, measure: str) -> str:
        """A measure's phrase, such as *population*."""
        known = self._reference.measures.get(measure)
        return known.phrase.removeprefix("the ") if known else measure

    def observation(self, row: Observation) -> str:
        """An observation's row in one line."""
        own = row.unit or self._reference.measures[row.measure].unit
        limits = f" (between {row.low or row.value} and {row.high or row.value})" if row.low or row.high else ""
        number = f"{row.value}{limits}{f' {own}' if own else ''}"
        return f"{self.measure(row.measure)} of {self.name(row.subject)}, {date_words(row.period.text)}: {number}"

    def group(self, group: Group) -> str:
        """A group of entities, in the plural: ``countries in Central Asia``."""
        what = plural(group.type) if group.type and group.type != "person" else "people" if group.type else "others of its type"
        return f"{what} in {self.name(group.within)}" if group.within else what

    def completeness(self, row: Completeness) -> str:
        """What a completeness statement lists whole."""
        place = row.place or ""
        where = Region(place.removeprefix("not:"), place.startswith("not:")) if place else None
        period = phrase(row.period) if row.period else "at any time"
        if row.resource == "events":
            what = self.pattern(Pattern(row.kind, row.participants, row.mode, where))
        elif row.resource == "relations":
            what = f"rows of “{row.kind or 'any relation'}” for {self.names(row.participants) or 'anyone'}"
        elif row.resource == "observations":
            of = f" of {self.names(row.participants)}" if row.participants else f" in {self.name(place)}" if place else ""
            what = f"numbers of {self.measure(row.kind) if row.kind else 'every measure'}{of}"
        elif row.resource == "quotes":
            what = f"words recorded of {self.names(row.participants) or 'anyone'}"
        else:
            return f"all rows of {row.resource}"
        return f"all {what} {period}"


def date_words(text: str) -> str:
    """An EDTF date for reading: ``2022-01-06 or 2022-01-07`` for one of two days, ``one day from a to b`` for one of more."""
    if text.startswith("["):
        first, _, last = text.strip("[]").partition("..")
        days = dating(text).whole
        if days.last - days.first == 1:
            return f"{first} or {last}"
        return f"one day from {first} to {last}" if first != last else first
    return text.replace("/..", " on").replace("/", " to ")
