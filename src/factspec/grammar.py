"""Sentences and claims as two forms of one thing: read one way, written the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from factspec.claim import Claim, Kinds, forms, joins, kind_name, slots, typed_claim
from factspec.problem import Problem, Problems
from factspec.reference.facts import Reference
from factspec.sentence.claim_slots import CONNECTIVES, ClaimSlot, ClaimsSlot
from factspec.sentence.form import Form
from factspec.sentence.lexicon import Lexicon
from factspec.sentence.paths import Paths, Unmade
from factspec.sentence.quoting import with_quotes
from factspec.sentence.reading import UNFIT, Reading, Trace, tidy_sentence
from factspec.sentence.shapes.joins import Shaped
from factspec.sentence.shapes.shapes import Shapes
from factspec.sentence.shapes.sheets import Sheet, sheets
from factspec.sentence.shapes.vocabulary import Vocabulary
from factspec.sentence.slot import Slot
from factspec.values.nearest import most_like

_KEPT = 50_000
_LONGEST = 20_000
_SHOWN = 200
_TOO_DEEP = Problem("claims too deep inside each other", expected="a claim that a person can read")


class Told(NamedTuple):
    """A claim, and its sentence in canonical form."""

    claim: Claim
    says: str


class ToldColumns(NamedTuple):
    """A batch of sentences, each by its place in the batch, counted from 0, once.

    ``sheets`` hold those of known shapes as columns. ``claims`` are single ones: the first sentences of a shape, claims made
    of claims, kinds that are always read in full. ``unread`` make no claim, or two: :meth:`Grammar.read` says what is wrong.
    """

    sheets: list[Sheet]
    claims: dict[int, Claim]
    unread: list[int]


class Grammar:
    """The forms of some kinds over the words of one reference."""

    def __init__(self, reference: Reference, kinds: Kinds) -> None:
        self.lexicon = Lexicon(reference)
        self.kinds = kinds
        self._forms: dict[str, tuple[Form, ...]] = {name: forms(kind) for name, kind in kinds.items()}
        self._kept: dict[str, Claim | Problems] = {}
        self._read = [name for name, kind in kinds.items() if all(slot.applies(self.lexicon) for slot in slots(kind).values())]
        self._paths: dict[tuple[str, ...], Paths] = {}

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
                kept = Problems(faults.problems)  # without the frames that it came through
            self._kept[sentence] = kept
        if isinstance(kept, Problems):
            raise Problems(kept.problems)
        return kept

    def _claim(self, sentence: str) -> Claim:
        if len(sentence) > _LONGEST:
            raise Problems([Problem(f"a sentence of {len(sentence)} characters", expected=f"at most {_LONGEST}")])
        text = tidy_sentence(sentence)
        try:
            found = self._claims(Reading(text, self.lexicon, self, quiet=True))
            if len(found) == 1:
                return found[0]
            noted = Reading(text, self.lexicon, self)
            found = self._claims(noted)  # read again, to tell what is wrong with it
        except RecursionError:
            raise Problems([_TOO_DEEP]) from None
        raise Problems([self._two_readings(text, found) if found else self._unquoted(text) or self._unread(noted)])

    def read_all(self, sentences: Iterable[str]) -> list[Claim | Problems]:
        """The claim that each of many sentences makes, or what is wrong with it: the same as :meth:`read`, by their shapes."""
        return [self._shaped(sentence, self.shapes.read(sentence)) for sentence in sentences]

    def told(self, sentences: Iterable[str]) -> Iterator[Told | Problems]:
        """The claims of many sentences with their canonical sentences, one after another, as they come."""
        return (self._told(sentence, self.shapes.read(sentence)) for sentence in sentences)

    def told_columns(self, sentences: Sequence[str]) -> ToldColumns:
        """The claims of a batch of sentences, 20,000 to 50,000 at best, as columns by kinds and fields: see :class:`Sheet`.

        They are the claims that :meth:`read` gives, at a fraction of the cost where many sentences are of one shape. What is
        wrong with a sentence is not asked for, since that takes far longer than reading it.
        """
        groups, others = self.shapes.gathered(sentences)
        found = {place: self._quietly(sentences[place]) if one is None else one.claim() for place, one in others.items()}
        claims = {place: claim for place, claim in found.items() if claim is not None}
        return ToldColumns(sheets(groups.items()), claims, [place for place, claim in found.items() if claim is None])

    def _quietly(self, sentence: str) -> Claim | None:
        return self.only(tidy_sentence(sentence)) if len(sentence) <= _LONGEST else None

    def _shaped(self, sentence: str, shaped: Shaped | None) -> Claim | Problems:
        try:
            return self.read(sentence) if shaped is None else shaped.claim()
        except Problems as found:
            return Problems(found.problems)

    def _told(self, sentence: str, shaped: Shaped | None) -> Told | Problems:
        try:
            claim = self.read(sentence) if shaped is None else shaped.claim()
            return Told(claim, self.write(claim) if shaped is None else shaped.says())
        except Problems as found:
            return Problems(found.problems)

    @cached_property
    def shapes(self) -> Shapes:
        """The shapes of the sentences that were read."""
        nested = {name for kind in self._read for slot in slots(self.kinds[kind]).values() for name in _nested(slot)}
        said = {name: known for name, known in self._forms.items() if name in self._read or name in nested}
        vocabulary = Vocabulary((form for known in said.values() for form in known), self.lexicon)
        return Shapes(said, self._tree(()).root, vocabulary, self)

    def forget(self) -> None:
        """Lets go of the sentences that were read, and of what was learnt from them."""
        self._kept.clear()
        self.__dict__.pop("shapes", None)

    def only(self, text: str) -> Claim | None:
        """The one claim that a tidy text makes; None where there is none, or another."""
        return self._only(Reading(text, self.lexicon, self, quiet=True))

    def traced(self, text: str) -> tuple[Claim, Trace] | None:
        """The same, with what had a part in reading it."""
        trace = Trace()
        claim = self._only(Reading(text, self.lexicon, self, quiet=True, trace=trace))
        return None if claim is None else (claim, trace)

    def _only(self, reading: Reading) -> Claim | None:
        try:
            found = self._claims(reading)
        except RecursionError:
            return None
        return found[0] if len(found) == 1 else None

    def joined(self, kind: str, values: Mapping[str, Any]) -> Claim:
        """The claim of a kind that joins claims."""
        return self.kinds[kind].model_construct({"kind", *values}, kind=kind, **values)

    def joins(self, kind: str) -> bool:
        """Whether a kind joins claims of whatever kind its slots take."""
        return joins(self.kinds[kind])

    def _claims(self, reading: Reading) -> list[Claim]:
        """The claims that a whole text makes."""
        found: dict[Claim, None] = {}
        for claim, end in self.prefixes(reading, 0, ()):
            if end == len(reading.text):
                made = self._made(claim)
                if made is not None:
                    found[made] = None
            else:
                reading.failed(end, "the end of the sentence")
        reading.once.clear()  # what was read may hold the reading in turn
        return list(found)

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

    def prefixes(self, reading: Reading, place: int, kinds: Sequence[str]) -> Iterator[tuple[Claim | Unmade, int]]:
        """The claims of some kinds that stand at a place; of all kinds where none is named.

        While nothing is noted they come unmade: most are parts of readings that lead nowhere.
        """
        if reading.quiet:
            yield from self._unmade(reading, place, tuple(kinds))
            return
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

    def _unmade(self, reading: Reading, place: int, kinds: tuple[str, ...]) -> list[tuple[Unmade, int]]:
        key = Grammar, kinds, place
        found = reading.once.get(key)
        if found is None:
            found = reading.once[key] = self._tree(kinds).read(reading, place)
        return found

    def _tree(self, kinds: tuple[str, ...]) -> Paths:
        if kinds not in self._paths:
            self._paths[kinds] = Paths((name, form) for name in kinds or self._read for form in self._forms[name])
        return self._paths[kinds]

    def _made(self, claim: Claim | Unmade) -> Claim | None:
        """The claim itself; None where its values do not go together."""
        if isinstance(claim, Claim):
            return claim
        try:
            values = zip(claim.fields, map(self._whole, claim.values), strict=True)
            return typed_claim({"kind": claim.kind, **dict(values)}, self.kinds)
        except Problems:
            return None

    def _whole(self, value: Any) -> Any:
        if isinstance(value, Unmade):
            return self._made(value)
        if isinstance(value, tuple) and value and isinstance(value[0], Unmade):
            return tuple(map(self._made, value))
        return value

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

    def _unquoted(self, text: str) -> Problem | None:
        """The fault of names of a plain table without their quotes, where all would be well with them."""
        meant = next((says for says in with_quotes(text, self.lexicon) if self.only(says)), None)
        if meant is None:
            return None
        expected = "double quotes around names of several words, and around words of the form"
        return Problem(f"{_shown(text)!r}: names without quotes", expected=expected, nearest=(meant,))

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


def _nested(slot: Slot[Any]) -> tuple[str, ...]:
    return slot.kinds if isinstance(slot, ClaimSlot) else ()


def _shown(text: str) -> str:
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"
