"""Random small references with awkward words in them, and random sentences over them, many of each shape; one seed, one case."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from factspec.reference.facts import Reference
from factspec.reference.schema import Entity, Event, Kind, RelationKind
from factspec.values.calendar import MONTHS
from factspec.values.dates import dating

from .hostile_numbers import Maker, NumberWriter, measures, tables
from .mangled import mangled

PLAIN = (
    "Ada", "Bruno Berg", "Clara", "Dmitri", "Norland", "Nortown", "League", "Erik Ek", "Fatima", "Sudport", "Éva Ö",
    "Київ", "Union X",
)  # fmt: skip
AWKWARD = (
    "Bosnia and Herzegovina", "Bosnia", "Herzegovina", "Tom and Jerry", "Tom", "Ada and Clara", "Ada, Clara",
    "Foo; Bar", "Hello, World", "2022 Committee", "Expo 2020", "Expo", "Agenda 2030", "2022", "May 2022", "May",
    "May Smith", "June Carter", "June", "14 July", "2022-06-28 Forum", "2022-06-28", "G20", "5 times", "Area 51",
    "Area", "Six Nations", "Six", "First Bank", "Second", "Once", "Twice Six", "South Sudan", "South", "Sudan",
    "Ada Berg", "Berg", "Bruno", "Berg Ada", "Met", "Met Office", "Visited", "Meeting", "a summit", "Summit",
    "The President", "President Ada", "president of Norland", "Was", "In Person", "In", "Person", "before",
    "Night Before", "Before Sunrise", "By Phone", "Time", "The Times", "Members of", "Participants", "Countries",
    "last", "next", "on", "It", "All of these", 'Dwayne "The Rock" Johnson', 'The "Big" One', '"Weird" Al',
    "Congo (DRC)", "(RED)", "Congo", "Straße", "İstanbul", "O'Brien", "O’Neil", "Jean-Claude", "Jean", "Al–Jazeera",
    "Yahoo!", "Yahoo", "AT&T", "St. Lucia", "D.C.", "Washington, D.C.", "100% Pure", "%s", "%", "café", "ﬁre",
    "Nur‑Sultan", "Putin's", "People's Republic", "People", "Japan's Diet", "Japan", "ADA", "ada", "x \\ y",
    "met Ada", "Ada met", "and Clara", "A. B.", "to", "between", "the", "The Gambia", "outside", "Outside Ada",
    "there", "once upon", "exactly", "3", "10", "1st", "Norland in 2022", "Clara on", "Ada's", "So", "true",
    "This Year", "since", "Dmitri, Ada", "ſ", "K", "१२", "²", "Ⅷ", "a:b", "Ada;",
)  # fmt: skip
VERBS = {
    "participant": (
        "met",
        "met with",
        "met in person with",
        "was in contact with",
        "held talks with",
        "called",
        "met Ada and",
        "spoke to",
    ),
    "place": ("visited", "visited the", "went to", "was in", "inspected", "toured South", "visited on"),
    "event": ("attended", "joined", "took part in", "hosted", "spoke before"),
    "none": ("travelled abroad", "rested", "was at home", "resigned before", "slept 3 times", "met"),
}
NOUNS = ("summit", "round of talks", "meeting", "2022 summit", "visit", "game", 'so-called "summit"', "Ada", "call in person")
RELATIONS = (
    ("president of", "was president of"), ("member of", "was a member of"), ("alliance with", "was allied with"),
    ("in", "was in"),
    ("head of", "was head of"), ("diplomatic relations with", "had diplomatic relations with"), ("owner of Norland and", "owned"),
    ("before", "came before"),
)  # fmt: skip
TITLES = (
    "Sixth Summit", "2022 Games", "Seventh Summit", "Ada", "Summit", "Ada met Clara", "Six; Seven", "before", "Talks (first)",
    "x \\ y",
    "Ninth Summit", "May 2022", "Norland Games", "Great Games", "The End.", "A", "B", "C", "10", "Bruno Berg",
)  # fmt: skip
TYPES = ("person", "country", "city", "organisation", "2nd city", "before")


@dataclass
class Case:
    """A reference and sentences over it."""

    reference: Reference
    sentences: list[str]


def case(seed: int, sentences: int = 150, more: Sequence[Sequence[str]] = ()) -> Case:
    """The case of a seed. ``more`` are ways to make half of the sentences in, each of words and methods of the writer."""
    rng = random.Random(seed)
    reference = _reference(rng)
    writer = _Writer(rng, reference, more)
    made: list[str] = []
    while len(made) < sentences:
        shape = list(writer.sentence())
        for _ in range(rng.choice([2, 8, 16, 30])):
            said = "".join(part if isinstance(part, str) else part() for part in shape)
            made.append(mangled(rng, said, AWKWARD) if rng.random() < 0.07 else said)
    return Case(reference, made)


def _reference(rng: random.Random) -> Reference:
    names = [*rng.sample(PLAIN, rng.randint(4, len(PLAIN))), *rng.sample(AWKWARD, rng.choice([0, 2, 5, 10, 25]))]
    rng.shuffle(names)
    entities: dict[str, Entity] = {}
    for number, name in enumerate(names):
        aliases = tuple(rng.sample([*AWKWARD, *PLAIN, name.upper()], rng.choice([0, 0, 0, 1, 2])))
        entity = rng.choice([f"e{number}", f"x{99 - number}", name.casefold().replace(" ", "-")])
        type_ = rng.choice(TYPES[:3] if rng.random() < 0.9 else TYPES)
        entities.setdefault(entity, Entity(id=entity, type=type_, name=name, aliases=aliases))
    kinds: dict[str, Kind] = {}
    for number in range(rng.randint(3, 8)):
        takes = rng.choice(list(VERBS))
        wild = rng.random() < 0.3
        verbs = rng.sample(VERBS[takes] if wild else VERBS[takes][:1] + VERBS[takes][3:5], rng.choice([1, 1, 2]))
        nouns = rng.sample(NOUNS if wild else NOUNS[:3], rng.choice([0, 1, 1, 2]))
        broader = rng.choice([None, *kinds])
        kinds[f"k{number}"] = Kind.model_validate(
            {"kind": f"k{number}", "broader": broader, "noun": tuple(nouns), "verbs": tuple(verbs), "object": takes}
        )
    ties = rng.sample(RELATIONS if rng.random() < 0.3 else RELATIONS[:3], rng.randint(1, 3))
    events = {}
    for number, title in enumerate(rng.sample(TITLES, rng.choice([0, 3, 8, len(TITLES)]))):
        event = rng.choice([f"t{number}", f"y{99 - number}"])
        events[event] = Event(id=event, kind=rng.choice(list(kinds)), date=dating("2022-01-01"), title=title, sources=("s",))
    relations = {name: RelationKind(relation=name, phrase=phrase) for name, phrase in ties}
    return Reference(
        entities=entities, kinds=kinds, relation_kinds=relations, events=events, measures=measures(rng), tables=tables(rng)
    )


class _Writer(NumberWriter):
    """Makes sentences in parts: words, and values that are another each time."""

    def __init__(self, rng: random.Random, reference: Reference, more: Sequence[Sequence[str]]) -> None:
        self.rng, self.reference, self.more = rng, reference, more
        self.known = [name for entity in reference.entities.values() for name in (entity.name, *entity.aliases)]
        self.measures = [measure.phrase.removeprefix("the ") for measure in reference.measures.values()]
        self.tables = [f'"{table}",' if " " in table else table for table in reference.tables]
        self.titles = [event.title or "" for event in reference.events.values()]
        self.plain = [name for name in self.known if name in PLAIN]
        self.few = rng.sample(self.known, min(3, len(self.known)))

    def chance(self, share: float) -> bool:
        return self.rng.random() < share

    def name(self) -> str:
        rng = self.rng
        name = rng.choice(
            self.few if self.chance(0.1) else self.plain if self.chance(0.7) else self.known if self.chance(0.9) else AWKWARD
        )
        if self.chance(0.05):
            name = rng.choice([name.upper(), name.lower(), name.title()])
        return name

    def named(self) -> Iterator[str | Maker]:
        if self.chance(0.1):
            yield self.rng.choice(["the ", "the ", "The "])
        if self.chance(0.85):
            yield self.name
        elif self.chance(0.8):
            yield lambda: '"' + self.name() + '"'
        else:
            yield lambda: "“" + self.name() + "”"

    def names(self) -> Iterator[str | Maker]:
        yield from self.named()
        for _ in range(self.rng.choice([0, 0, 0, 1, 1, 2, 3])):
            yield self.rng.choice([" and ", ", ", ", and "])
            yield from self.named()

    def day(self) -> str:
        rng = self.rng
        year = rng.choice([2022, 2022, rng.randint(1900, 2100), rng.randint(0, 9999)])
        day = rng.randint(28, 32) if self.chance(0.1) else rng.randint(1, 28)
        return f"{year:04}-{rng.randint(1, 12):02}-{day:02}"

    def date(self) -> Maker:
        """A date in one of the ways to write it."""
        rng = self.rng
        comma = rng.choice(["", ","])

        def worded() -> tuple[str, str, str]:
            year, _, day = self.day().split("-")
            return year, rng.choice(MONTHS) if self.chance(0.99) else "Juny", str(int(day)) if self.chance(0.9) else day

        ways: list[Maker] = [
            self.day, self.day, self.day, lambda: self.day()[:7], lambda: self.day()[:4], lambda: self.day()[:4],
            lambda: "{1} {0}".format(*worded()), lambda: "{2} {1}{3} {0}".format(*worded(), comma),
            lambda: "{1} {2}{3} {0}".format(*worded(), comma),
        ]  # fmt: skip
        return rng.choice(ways)

    def period(self) -> Iterator[str | Maker]:
        rng = self.rng
        way = rng.choice(
            ["on ", "on ", "in ", "since ", "by ", "from", "from", "this year", "so far this month", "throughout ", "Q"]
        )
        if way in ("on ", "in ") and self.chance(0.8):
            yield way
            yield self.day if way == "on " else rng.choice([lambda: self.day()[:4], lambda: self.day()[:7]])
            return
        if way == "from":
            yield rng.choice(["from ", "from ", "at some time from "])
            yield self.date()
            yield " to "
            yield self.date()
            yield rng.choice(["", "", "", " throughout"])
        elif way == "Q":
            yield rng.choice(["in Q2 ", "in q1 ", "in the second quarter of ", "throughout Q3 ", "in Q5 "])
            yield lambda: self.day()[:4]
        elif way.endswith(" "):
            yield way
            yield self.date()
        else:
            yield way

    def number(self) -> str:
        rng = self.rng
        number = rng.choice([rng.randint(0, 4), rng.randint(3, 30), rng.randint(900, 1100), rng.randint(1900, 2100), 10**15, 0])
        return rng.choice([str(number), str(number), f"{number:,}", rng.choice(["two", "six", "twelve", "03"])])

    def count(self) -> Iterator[str | Maker]:
        rng = self.rng
        hedge = rng.choice(["exactly ", "at least ", "at most ", "more than ", "fewer than ", "only ", "", "between "])
        yield hedge
        if hedge == "between ":
            yield self.number
            yield " and "
        if self.chance(0.15):
            yield rng.choice(["once", "twice"])
        elif self.chance(0.3):
            yield rng.choice(["1 time", "2 times", "0 times", "3 times"])
        else:
            yield self.number
            yield rng.choice([" times", " times", " time"])

    def nth(self) -> str:
        number = self.rng.choice([1, 2, 3, self.rng.randint(4, 130)])
        suffix = "th" if 10 < number % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
        return f"{number}{suffix}" if self.chance(0.95) else f"{number}th"

    def occurrence(self, word: str = "") -> Iterator[str | Maker]:
        rng = self.rng
        kind = rng.choice(list(self.reference.kinds.values()))
        verb = rng.choice(kind.verbs)
        if word:
            verb = verb.replace("was ", f"was {word} ", 1) if verb.startswith("was ") else f"{word} {verb}"
        yield from self.named()
        yield f" {verb}"
        match kind.object:
            case "participant":
                yield " "
                yield from self.names()
            case "place":
                yield " "
                yield from self.named()
            case "event" if self.titles and self.chance(0.6):
                yield ' "'
                yield lambda: self.rng.choice(self.titles) if self.chance(0.95) else self.name()
                yield '"'
            case "event":
                yield rng.choice([" a ", " an "])
                yield rng.choice([noun for other in self.reference.kinds.values() for noun in other.noun] or ["summit"])
        if self.chance(0.3):
            yield rng.choice([" in person", " by phone", " by video"])
        if self.chance(0.3):
            yield rng.choice([" in ", " outside "])
            yield from self.named()

    def sentence(self, deep: bool = True) -> Iterator[str | Maker]:
        """The parts of a sentence of some kind."""
        rng = self.rng
        if self.more and self.chance(0.5):
            for part in rng.choice(self.more):
                makers: dict[str, Maker] = {"day": self.day, "name": self.name, "number": self.number, "nth": self.nth}
                if part in makers:
                    yield self.date() if part == "day" and self.chance(0.3) else makers[part]
                else:
                    yield from getattr(self, part)() if hasattr(self, part) else (part,)
            return
        ways = {
            "event": 4, "count": 4, "ordinal": 3, "previous": 2, "participants": 2, "relation": 4, "members": 2, "anniversary": 2,
            "weekday": 1, "sequence": 3 * deep, "all": 2 * deep, "not": 2 * deep, "quote": 1, "cell": 2 * bool(self.tables),
            **dict.fromkeys(("quantity", "change", "compare", "rank"), bool(self.measures)),
        }  # fmt: skip
        yield from getattr(self, f"_{rng.choices(list(ways), list(ways.values()))[0]}")()

    def _event(self) -> Iterator[str | Maker]:
        yield from self.occurrence()
        if self.chance(0.8):
            yield " "
            yield from self.period()

    def _count(self) -> Iterator[str | Maker]:
        yield from self.occurrence()
        yield " "
        yield from self.count()
        if self.chance(0.8):
            yield " "
            yield from self.period()

    def _ordinal(self) -> Iterator[str | Maker]:
        yield from self.occurrence()
        yield " "
        yield from self.period()
        yield " for the "
        ways: list[str | Maker] = [self.nth, self.nth, "second", "last", "1st"]
        yield self.rng.choice(ways)
        yield " time"
        if self.chance(0.6):
            yield " "
            yield from self.period()

    def _previous(self) -> Iterator[str | Maker]:
        word, start = self.rng.choice([("last", "before "), ("next", "after ")])
        yield start
        yield self.date()
        yield ", "
        yield from self.occurrence(word)
        yield " "
        yield from self.period()

    def _participants(self) -> Iterator[str | Maker]:
        yield self.rng.choice(["the participants of ", "the countries at ", "the people of ", "the befores of "])
        yield '"'
        yield lambda: self.rng.choice(self.titles or ["Summit"])
        yield self.rng.choice(['" were exactly ', '" included '])
        yield from self.names()

    def _relation(self) -> Iterator[str | Maker]:
        relation = self.rng.choice(list(self.reference.relation_kinds.values()))
        _, _, rest = relation.phrase.partition(" ")
        yield from self.named()
        yield " "
        yield self.rng.choice([relation.phrase, relation.phrase, f"became {rest}", f"ceased to be {rest}"])
        yield " "
        yield from self.named()
        yield " "
        yield from self.period()

    def _members(self) -> Iterator[str | Maker]:
        yield "there were "
        yield self.rng.choice(["exactly ", "at least ", "fewer than ", "", "between "])
        yield self.number
        yield self.rng.choice(["", "", " and 7"])
        relation = self.rng.choice(list(self.reference.relation_kinds))
        first, _, rest = relation.partition(" ")
        yield self.rng.choice([f" {first}s {rest} ", f" {relation} "])
        yield from self.named()
        yield " on "
        yield self.date()

    def _anniversary(self) -> Iterator[str | Maker]:
        yield self.date()
        yield " is the "
        yield self.nth
        yield " anniversary of "
        if self.chance(0.5):
            yield self.rng.choice(list(self.reference.relation_kinds)).rpartition(" ")[0] or "before"
            yield " between "
            yield from self.named()
            yield " and "
            yield from self.named()
        else:
            yield '"'
            yield lambda: self.rng.choice(self.titles or ["Summit"])
            yield '"'

    def _weekday(self) -> Iterator[str | Maker]:
        yield self.date()
        yield self.rng.choice([" is a ", " was a "])
        yield self.rng.choice(["Monday", "Friday", "sunday"])

    def _sequence(self) -> Iterator[str | Maker]:
        yield from self._event()
        yield " before "
        yield from self._event()

    def _all(self) -> Iterator[str | Maker]:
        yield self.rng.choice(["all of these are true: ", "at least one of these is true: ", "All of these are true: "])
        for i in range(self.rng.choice([1, 2, 2, 2, 3])):
            yield self.rng.choice(["; ", "; ", "; ", ";", " ; "]) if i and self.chance(0.1) else "; " if i else ""
            yield from self.part()

    def _not(self) -> Iterator[str | Maker]:
        yield "it is not true that "
        yield from self.part()

    def part(self) -> Iterator[str | Maker]:
        """A claim within a claim, in brackets at times."""
        joined = self.chance(0.3)
        opened = self.chance(0.9 if joined else 0.1)
        yield "(" if opened else ""
        yield from self.rng.choice([self._all, self._not, self._sequence])() if joined else self.sentence(deep=False)
        yield ")" if opened else ""
