"""Sentences and claims as two forms of one thing: read one way, written the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from factspec.claim import Claim, Kinds, forms, kind_name, slots, typed_claim
from factspec.problem import Problem, Problems
from factspec.reference.facts import Reference
from factspec.sentence.claim_slots import CONNECTIVES, ClaimsSlot
from factspec.sentence.form import Form
from factspec.sentence.lexicon import Lexicon
from factspec.sentence.reading import UNFIT, Reading, tidy_sentence
from factspec.values.nearest import most_like

_KEPT = 50_000
_LONGEST = 20_000
_SHOWN = 200
_TOO_DEEP = Problem("claims too deep inside each other", expected="a claim that a person can read")


class Grammar:
    """The forms of some kinds over the words of one reference."""

    def __init__(self, reference: Reference, kinds: Kinds) -> None:
        self.lexicon = Lexicon(reference)
        self.kinds = kinds
        self._forms: dict[str, tuple[Form, ...]] = {name: forms(kind) for name, kind in kinds.items()}
        self._kept: dict[str, Claim | Problems] = {}
        self._read = [name for name, kind in kinds.items() if all(slot.applies(self.lexicon) for slot in slots(kind).values())]

    def read(self, sentence: str) -> Claim:
        """The claim that a sentence makes. Raises Problems where it makes none, or could make two.

        Some sentences are kept: scenarios are planned first, and their sentences checked after.
        """
        kept = self._kept.get(sentence)
        if kept is None:
            if len(self._kept) >= _KEPT:
                self._kept.clear()
            try:
                kept = self._claim(sentence)
            except Problems as faults:
                kept = faults
            self._kept[sentence] = kept
        if isinstance(kept, Problems):
            raise Problems(kept.problems)
        return kept

    def _claim(self, sentence: str) -> Claim:
        if len(sentence) > _LONGEST:
            raise Problems([Problem(f"a sentence of {len(sentence)} characters", expected=f"at most {_LONGEST}")])
        reading = Reading(tidy_sentence(sentence), self.lexicon, self)
        found: dict[Claim, None] = {}
        try:
            for claim, end in self.prefixes(reading, 0, ()):
                if end == len(reading.text):
                    found[claim] = None
                else:
                    reading.failed(end, "the end of the sentence")
        except RecursionError:
            raise Problems([_TOO_DEEP]) from None
        if len(found) == 1:
            return next(iter(found))
        raise Problems([self._two_readings(reading.text, list(found)) if found else self._unread(reading)])

    def write(self, claim: Claim) -> str:
        """The claim's sentence: reading it gives the claim again. Raises Problems for what it cannot say."""
        for form in self._forms[kind_name(type(claim))]:
            values = {name: getattr(claim, name) for name in type(claim).model_fields}
            if form.takes(values):
                return form.write(self._written(type(claim), values), self.lexicon)
        given = [name for name in type(claim).model_fields if getattr(claim, name) is not None]
        raise Problems([Problem(f"no form of {claim.kind} says {', '.join(given)}", expected="the fields of one form")])

    def claim(self, data: Mapping[str, Any]) -> Claim:
        """The claim that a typed form gives, its ids known to the reference. Raises Problems for what no sentence says."""
        try:
            return self.read(self.write(typed_claim(data, self.kinds)))
        except RecursionError:
            raise Problems([_TOO_DEEP]) from None

    def prefixes(self, reading: Reading, place: int, kinds: Sequence[str]) -> Iterator[tuple[Claim, int]]:
        """The claims of some kinds that stand at a place; of all kinds where none is named."""
        for name in kinds or self._read:
            for form in self._forms[name]:
                if place == 0:
                    reading.form = form.hint
                for values, end in form.read(reading, place):
                    try:
                        yield typed_claim({"kind": name, **values}, self.kinds), end
                    except Problems as found:
                        for fault in found.problems:
                            reading.failed(end, fault=fault)

    def hints(self) -> dict[str, tuple[str, ...]]:
        """The forms of every kind as the catalogue shows them."""
        return {name: tuple(form.hint for form in found) for name, found in self._forms.items()}

    def _written(self, kind: type[Claim], values: dict[str, Any]) -> dict[str, Any]:
        """The values with inner claims as sentences already, in slots that say them as they stand."""
        found = dict(values)
        for name, slot in slots(kind).items():
            if isinstance(slot, ClaimsSlot):
                found[name] = "; ".join(map(self._inner, values[name]))
            elif isinstance(values[name], Claim):
                found[name] = self._inner(values[name])
        return found

    def _inner(self, claim: Claim) -> str:
        sentence = self.write(claim)
        return f"({sentence})" if claim.kind in CONNECTIVES else sentence

    def _two_readings(self, text: str, claims: list[Claim]) -> Problem:
        readings = " or ".join(f"“{self.write(claim)}” ({claim.kind})" for claim in claims)
        return Problem(f"{_shown(text)!r} can be read in two ways: {readings}", expected="a sentence with one reading")

    def _unread(self, reading: Reading) -> Problem:
        text, place = reading.text, max(reading.furthest, 0)
        if not text:
            return Problem("an empty sentence", expected="a claim")
        forms = self.nearest_forms(text, reading.forms if place else ())
        near = tuple(f"“{hint}”" for hint in forms)
        faults = reading.told()
        fault = next((fault for fault in faults if fault.nearest or "may mean" in fault.wrong), None)
        fault = fault or next((fault for fault in faults if UNFIT not in fault.wrong or not reading.expected), None)
        if fault and (place or fault.nearest or "may mean" in fault.wrong):
            expected = " or ".join(_apart(f.expected for f in faults if f.wrong == fault.wrong))
            return Problem(f"{_shown(text)!r}: {fault.wrong}", expected=expected, nearest=fault.nearest)
        if not place:
            return Problem(f"{_shown(text)!r} is no claim", expected="one of the sentence forms", nearest=near)
        here = f"at {_shown(text[place:].strip())!r}" if place < len(text) else "at its end"
        wanted = " or ".join(_apart(reading.expected))
        return Problem(f"{_shown(text)!r} cannot be read: stuck {here}", expected=wanted, nearest=near)

    def nearest_forms(self, text: str, among: Sequence[str] = (), most: int = 2) -> tuple[str, ...]:
        """The forms whose examples are most like a sentence; only some forms where those are named."""
        examples = {example.says: name for name in self._read for example in self.kinds[name].examples}
        hints = (form.hint for says in most_like(text, {says: says for says in examples}) for form in self._forms[examples[says]])
        return tuple(dict.fromkeys(hint for hint in hints if not among or hint in among))[:most]


def _apart(expected: Iterable[str]) -> list[str]:
    """What was expected, each once, and nothing that another says with more words."""
    found = list(dict.fromkeys(expected))
    return [one for one in found if not any(other != one and other.startswith(one) for other in found)]


def _shown(text: str) -> str:
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"
