"""Findings on a titled event's participants."""

from __future__ import annotations

from factspec.engine.answer import Finding, Lack, RowFound
from factspec.engine.question import Attendance
from factspec.engine.sighting import View
from factspec.engine.words import Words
from factspec.reference.facts import Reference
from factspec.verdict import Verdict, from_worlds


def attendance(atom: Attendance, view: View, reference: Reference, words: Words) -> Finding:
    """Whether the event's participants of the types asked for are as named. A denied event has none."""
    if not view.sightings or (view.sightings[0].optional and not view.sightings[0].event.date.doubtful):
        return _unknown(atom, view, words)
    event = view.sightings[0].event
    types = atom.types or tuple(reference.entities[name].type for name in atom.names)
    present = [name for name in event.participants if reference.entities[name].type in types]
    absent = [name for name in atom.names if name not in present]
    extra = [name for name in present if name not in atom.names] if atom.exactly else []
    can_be_true = not extra and (not absent or not event.participants_complete)
    can_be_false = bool(extra or absent or (atom.exactly and not event.participants_complete))
    found = from_worlds(can_be_true, can_be_false)
    whole = "the list of participants is complete" if event.participants_complete else "the list of participants is not complete"
    parts = [f"listed: {words.names(present) or 'nobody'}"]
    parts += [f"not named in the claim: {words.names(extra)}"] if extra else []
    parts += [f"not listed: {words.names(absent)}"] if absent else []
    match = "certain" if found is not Verdict.NOT_ENOUGH else "possible"
    row = RowFound("events", event.id, match, whole, words.event(event), event.date.text, event.sources)  # type: ignore[arg-type]
    lacks = (Lack(f"the complete list of participants of {words.event(event)}", (), ("events", event.id)),)
    return Finding(
        found, f"{'; '.join(parts)}; {whole}", None, (row,), (frozenset(event.sources),), (),
        lacks if found is Verdict.NOT_ENOUGH else (), (("names", tuple(present)),),
    )  # fmt: skip


def _unknown(atom: Attendance, view: View, words: Words) -> Finding:
    title = words.title(atom.event)
    if view.pinned and not view.sightings:
        return Finding(Verdict.REFUTED, f"“{title}” is denied")
    lack = Lack(f"who took part in “{title}”, published by then", (), ("events", atom.event))
    return Finding(Verdict.NOT_ENOUGH, f"“{title}” was not known by then", lacks=(lack,))
