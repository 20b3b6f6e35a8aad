"""The slot for events of a kind: who did what, with whom or where, in what mode and in what place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import islice
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from factspec.problem import Problem, Problems
from factspec.reference.schema import Kind
from factspec.sentence.lexicon import Lexicon, Phrases, placed, quoted
from factspec.sentence.name_slots import NameSlot, NamesSlot, TitleSlot, alike
from factspec.sentence.reading import Reading
from factspec.sentence.slot import Slot, Suggestion, standing
from factspec.values.modes import MODE_WORDS, Mode
from factspec.values.nearest import misspelt, nearest


class Occurrence(BaseModel):
    """Events that a sentence means, by ids of the reference: kind, subject, and what the kind's verb takes.

    ``others``: other participants; ``place``: the place visited or the place it was in (``outside``: not in);
    ``event``: that event and no other; ``noun``: any event of that kind.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)
    event_kind: str
    subject: str
    others: tuple[str, ...] = ()
    event: str | None = None
    noun: str | None = None
    mode: Mode | None = None
    place: str | None = None
    outside: bool = False


Start = tuple[dict[str, Any], int]
_LONGEST = 6
_NAME, _NAMES, _TITLE = NameSlot(), NamesSlot(), TitleSlot()


class OccurrenceSlot(Slot[Occurrence]):
    """``Vladimir Putin met Emomali Rahmon in person in Dushanbe``; with ``last`` or ``next`` at the verb where asked for."""

    hint = "WHO did WHAT"

    def __init__(self, word: Literal["", "last", "next"] = "") -> None:
        self._word = word
        self.hint = f"WHO {word} did WHAT" if word else "WHO did WHAT"

    def twin(self) -> str:
        return self._word

    def words(self, lexicon: Lexicon) -> Iterable[str]:
        return (*self._known(lexicon), *lexicon.nouns, *MODE_WORDS.values(), "the", "a", "an", "and", "in", "outside")

    def read(self, reading: Reading, place: int) -> Iterator[tuple[Occurrence, int]]:
        for subject, after_name in standing(_NAME, reading, place):
            if reading.low[after_name : after_name + 1] != " ":
                reading.failed(after_name, "a verb")
                continue
            for kind, end in self._verbs(reading, after_name + 1):
                for fields, after in self._object(reading, kind, end):
                    if subject in fields.get("others", ()):
                        reading.failed(
                            after,
                            fault=Problem(f"{reading.text[place:after]!r} names one participant twice", expected="someone else"),
                        )
                        continue
                    base = {"event_kind": kind.kind, "subject": subject, **fields}
                    yield from self._circumstances(reading, base, after)

    def _verbs(self, reading: Reading, place: int) -> Iterator[tuple[Kind, int]]:
        lexicon = reading.lexicon
        verbs = self._known(lexicon)
        found = False
        for kinds, end in verbs.at(reading.low, place):
            found = True
            yield from ((lexicon.reference.kinds[kind], end) for kind in kinds)
        if not found:
            such = f"a verb such as {', '.join(islice(verbs, 4))}"
            reading.failed(place, such, lambda: self._unknown(reading, place, verbs, such))

    def _known(self, lexicon: Lexicon) -> Phrases:
        return {"": lexicon.verbs, "last": lexicon.last_verbs, "next": lexicon.next_verbs}[self._word]

    def _unknown(self, reading: Reading, place: int, verbs: Phrases, expected: str) -> Problem | None:
        """The fault of words that are no verb, with the verbs and the phrases of relations that they are near to."""
        phrases = [] if self._word else [phrase for known in reading.lexicon.phrases.values() for phrase in known]
        run, near = misspelt(reading.words_at(place, _LONGEST), [*verbs, *phrases])
        return Problem(f"no verb {run!r}", expected=expected, nearest=near[:2]) if run else None

    def _object(self, reading: Reading, kind: Kind, place: int) -> Iterator[Start]:
        if kind.object == "none":
            yield {}, place
            return
        if reading.low[place : place + 1] != " ":
            reading.failed(place, f"a {kind.object}")
            return
        place += 1
        if kind.object == "participant":
            for names, end in standing(_NAMES, reading, place):
                yield {"others": names}, end
        elif kind.object == "place":
            for name, end in standing(_NAME, reading, place):
                yield {"place": name}, end
        else:
            yield from self._event(reading, kind, place)

    @staticmethod
    def _event(reading: Reading, kind: Kind, place: int) -> Iterator[Start]:
        low, reference = reading.low, reading.lexicon.reference
        if low.startswith('"', place):
            for event, end in standing(_TITLE, reading, place):
                fault = _wrong_kind(reading.lexicon, kind, event)
                if fault:
                    reading.failed(end, fault=fault)
                else:
                    yield {"event": event}, end
            return
        expected = f'a title in double quotes or "{_with_article(kind.noun[0] if kind.noun else kind.kind)}"'
        for article in ("a ", "an "):
            if low.startswith(article, place):
                found = False
                for kinds, end in reading.lexicon.nouns.at(low, place + len(article)):
                    narrower = [noun for noun in kinds if kind.kind in reference.kind_and_broader(noun)]
                    for noun in narrower:
                        found = True
                        yield {"noun": noun}, end
                if not found:
                    reading.failed(place, fault=partial(_unknown_noun, reading, kind, place + len(article), expected))
        for events, end in reading.lexicon.titles.at(low, place):
            known = reference.event(events[0])
            title = (known.title if known else None) or ""
            wrong = f"a title without quotes, {reading.text[place:end]!r}"
            reading.failed(end, fault=Problem(wrong, expected="a title in double quotes", nearest=(quoted(title),)))
        reading.failed(place, expected)

    def _circumstances(self, reading: Reading, base: dict[str, Any], place: int) -> Iterator[tuple[Occurrence, int]]:
        for mode, after_mode in self._modes(reading, place):
            fields = {**base, "mode": mode} if mode else base
            if "place" not in base:
                for word in (" in ", " outside "):
                    if reading.low.startswith(word, after_mode):
                        for name, end in standing(_NAME, reading, after_mode + len(word)):
                            yield Occurrence.model_validate({**fields, "place": name, "outside": word == " outside "}), end
            yield Occurrence.model_validate(fields), after_mode

    @staticmethod
    def _modes(reading: Reading, place: int) -> Iterator[tuple[Mode | None, int]]:
        for mode, words in MODE_WORDS.items():
            if reading.low.startswith(f" {words}", place) and reading.ends_word(place + len(words) + 1):
                yield mode, place + len(words) + 1
        if reading.low.startswith(" by ", place):
            reading.failed(place + len(" by "), "phone, video or letter")
        yield None, place

    def write(self, value: Occurrence, lexicon: Lexicon) -> str:
        kind = lexicon.reference.kinds.get(value.event_kind)
        if kind is None or not kind.verbs:
            wrong = f"kind {value.event_kind!r} has no verb" if kind else f"no kind {value.event_kind!r}"
            raise Problems(
                [
                    Problem(
                        wrong, expected="a kind of event with a verb", nearest=nearest(value.event_kind, lexicon.reference.kinds)
                    )
                ]
            )
        verb = placed(kind.verbs[0], self._word) if self._word else kind.verbs[0]
        parts = [lexicon.spelling(value.subject), verb, *_object_words(value, kind, lexicon)]
        if value.mode:
            parts.append(MODE_WORDS[value.mode])
        if value.place and kind.object != "place":
            parts += ["outside" if value.outside else "in", lexicon.spelling(value.place)]
        return " ".join(parts)

    def slip(self, value: Occurrence, lexicon: Lexicon) -> Iterable[Occurrence]:
        for subject in alike(value.subject, lexicon)[:3]:
            if subject not in value.others:
                yield value.model_copy(update={"subject": subject})
        for others in NamesSlot().slip(value.others, lexicon) if value.others else ():
            if value.subject not in others:
                yield value.model_copy(update={"others": others})
        for place in alike(value.place, lexicon) if value.place else ():
            yield value.model_copy(update={"place": place})
        if value.place and lexicon.reference.kinds[value.event_kind].object != "place":
            yield value.model_copy(update={"outside": not value.outside})
        for event in TitleSlot().slip(value.event, lexicon) if value.event else ():
            yield value.model_copy(update={"event": event})
        for mode in (None, *MODE_WORDS):
            if mode != value.mode:
                yield value.model_copy(update={"mode": mode})
        takes = lexicon.reference.kinds[value.event_kind].object
        for kind in lexicon.reference.kinds.values():
            if kind.object == takes and kind.kind != value.event_kind and kind.verbs and not value.event and not value.noun:
                yield value.model_copy(update={"event_kind": kind.kind})

    def mend(self, value: Occurrence, suggestions: Sequence[Suggestion]) -> Iterable[Occurrence]:
        for name, event in suggestions:
            if name == "miss mode" and event.mode != value.mode:
                yield value.model_copy(update={"mode": event.mode})
            elif name == "miss place" and event.place and event.place != value.place:
                yield value.model_copy(update={"place": event.place, "outside": False})


def _object_words(value: Occurrence, kind: Kind, lexicon: Lexicon) -> list[str]:
    wants = {
        "participant": bool(value.others),
        "place": bool(value.place) and not value.outside,
        "event": bool(value.event) != bool(value.noun),
    }
    extra = (value.others and kind.object != "participant") or ((value.event or value.noun) and kind.object != "event")
    if not wants.get(kind.object, True) or extra:
        raise Problems([Problem(f"kind {kind.kind!r} takes {_TAKES[kind.object]}", expected="a claim that says just that")])
    if kind.object == "participant":
        return [NamesSlot().write(tuple(sorted(value.others)), lexicon)]
    if kind.object == "place":
        return [lexicon.spelling(value.place or "")]
    if value.event:
        fault = _wrong_kind(lexicon, kind, value.event)
        if fault:
            raise Problems([fault])
        return [TitleSlot().write(value.event, lexicon)]
    return [_noun_words(value.noun, kind, lexicon)] if value.noun else []


_TAKES = {
    "participant": "other participants",
    "place": "a place",
    "event": "a titled event or a noun",
    "none": "nothing after its verb",
}


def _noun_words(noun: str, kind: Kind, lexicon: Lexicon) -> str:
    known = lexicon.reference.kinds.get(noun)
    if known is None or not known.noun or kind.kind not in lexicon.reference.kind_and_broader(noun):
        raise Problems([Problem(f"{noun!r} is no kind of {kind.kind} with a noun", expected=f"{kind.kind} or a narrower kind")])
    return _with_article(known.noun[0])


def _with_article(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


def _unknown_noun(reading: Reading, kind: Kind, place: int, expected: str) -> Problem:
    reference = reading.lexicon.reference
    nouns = [n for k in reference.kinds.values() if kind.kind in reference.kind_and_broader(k.kind) for n in k.noun]
    run, near = misspelt(reading.words_at(place, _LONGEST), nouns)
    wrong = f"no {kind.noun[0] if kind.noun else kind.kind} is called {run!r}"
    return Problem(wrong, expected=expected, nearest=tuple(map(_with_article, near)))


def _wrong_kind(lexicon: Lexicon, kind: Kind, event: str) -> Problem | None:
    reference = lexicon.reference
    known = reference.event(event)
    own = known.kind if known else kind.kind
    if known is None or kind.kind in reference.kind_and_broader(own) or own in reference.kind_and_broader(kind.kind):
        return None
    verbs = reference.kinds[own].verbs
    return Problem(
        f"{known.title!r} is of kind {own}, and {kind.verbs[0]!r} is said of {kind.kind}",
        expected="a verb for that kind",
        nearest=verbs,
    )
