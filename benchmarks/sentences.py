"""How many sentences a second are read and written: by the whole grammar, and by their shapes. Prints a table.

    python benchmarks/sentences.py [--sentences 10000 100000] [--entities 10 10000] [--before COMMIT] [--runs 3]

The sentences are of all kinds, in the mixture of the tests' judge, with names, dates and numbers at random. The whole grammar
reads ``--sample`` of them. ``--before`` names a commit whose grammar reads the same sentences in the same run. Times are CPU
times of one process, the best of some runs that take turns; the first run over fresh shapes is told apart, since it learns them.
*Few shapes* are simple counts, ordinals, events and previous times, as a file of many claims holds them.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "src")]

MIXTURE = (
    "event", "event", "count", "count", "count", "ordinal", "ordinal", "previous", "next", "sequence", "participants",
    "relation", "relation", "began", "ended", "members", "anniversary", "weekday", "all", "any", "not",
)  # fmt: skip
VERBS = {
    "contact": ("participant", "was in contact with"), "meeting": ("participant", "met"), "call": ("participant", "called"),
    "visit": ("place", "visited"), "inspection": ("place", "inspected"), "summit": ("event", "attended"),
    "trip": ("none", "travelled abroad"),
}  # fmt: skip
RELATIONS = {"president of": "was president of", "member of": "was a member of", "alliance with": "was allied with"}
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
SYLLABLES = [first + vowel for first in "bdfgklmnprstvz" for vowel in "aeiou"]


def names(count: int, rng: random.Random) -> list[str]:
    """Names of two words, each once."""
    found: dict[str, None] = {}
    while len(found) < count:
        words = ["".join(rng.choices(SYLLABLES, k=rng.choice([2, 3]))).capitalize() for _ in range(2)]
        found[" ".join(words)] = None
    return list(found)


def rows(entities: int) -> dict[str, list[dict[str, object]]]:
    """The words of a reference with so many entities: a third of them places."""
    rng = random.Random(entities)
    types = ["person", "person", "country"]
    return {
        "entities": [{"id": f"e{i}", "type": types[i % 3], "name": name} for i, name in enumerate(names(entities, rng))],
        "kinds": [
            {"kind": kind, "noun": (kind,), "verbs": (verb,), "object": takes} for kind, (takes, verb) in VERBS.items()
        ],
        "relation_kinds": [{"relation": relation, "phrase": phrase} for relation, phrase in RELATIONS.items()],
        "titles": [{"id": f"t{i}", "title": f"{name} Summit"} for i, name in enumerate(names(20, random.Random(1)))],
    }  # fmt: skip


class Sentences:
    """Sentences of all kinds over the words of a reference."""

    def __init__(self, words: dict[str, list[dict[str, object]]], seed: int) -> None:
        self.rng = random.Random(seed)
        self.names = [str(row["name"]) for row in words["entities"]]
        self.titles = [f'"{row["title"]}"' for row in words["titles"]]

    def some(self, count: int) -> list[str]:
        return [getattr(self, f"_{MIXTURE[i % len(MIXTURE)]}")() for i in range(count)]

    def simple(self, count: int) -> list[str]:
        """Sentences of few shapes."""
        ways = ("_few_counts", "_few_ordinals", "_few_events", "_few_previous")
        return [getattr(self, ways[i % len(ways)])(*self.rng.sample(self.names, 2)) for i in range(count)]

    def _few_counts(self, one: str, other: str) -> str:
        return f"{one} met {other} {self.rng.choice(['', 'at least '])}{self.rng.randint(0, 30)} times in {self.day()[:4]}"

    def _few_ordinals(self, one: str, other: str) -> str:
        return f"{one} called {other} on {self.day()} for the {self.nth()} time in {self.day()[:4]}"

    def _few_events(self, one: str, other: str) -> str:
        return f"{one} visited {other} {self.rng.choice(['in person ', ''])}on {self.day()}"

    def _few_previous(self, one: str, other: str) -> str:
        return f"before {self.day()}, {one} last met {other} in {self.day()[:4]}"

    def day(self) -> str:
        return f"20{self.rng.randint(10, 24)}-{self.rng.randint(1, 12):02}-{self.rng.randint(1, 28):02}"

    def period(self) -> str:
        rng, (one, other) = self.rng, sorted((self.day(), self.day()))
        month = f"{MONTHS[int(one[5:7]) - 1]} {one[:4]}"
        ways = (f"on {one}", f"on {one}", f"in {one[:4]}", f"in {month}", f"from {one} to {other}", f"since {one}", f"by {one}",
                "this year", "so far this year")  # fmt: skip
        return rng.choice(ways)

    def occurrence(self, word: str = "") -> str:
        rng = self.rng
        takes, verb = rng.choice(list(VERBS.values()))
        if word:
            verb = verb.replace("was ", f"was {word} ") if verb.startswith("was ") else f"{word} {verb}"
        who, other, third = rng.sample(self.names, 3)
        what = {
            "participant": f" {other}" if rng.random() < 0.8 else f" {other} and {third}", "place": f" {other}",
            "event": rng.choice([" a summit", f" {rng.choice(self.titles)}"]), "none": "",
        }[takes]  # fmt: skip
        mode = rng.choice([" in person", " by phone", " by video"]) if rng.random() < 0.4 else ""
        where = f" {rng.choice(['in', 'outside'])} {rng.choice(self.names)}" if takes != "place" and rng.random() < 0.35 else ""
        return f"{who} {verb}{what}{mode}{where}"

    def number(self, times: str = " times") -> str:
        rng, number = self.rng, self.rng.randint(0, 30)
        counted = f"{number}{times}" if number != 1 or not times else "1 time"
        ways = [f"exactly {counted}", counted, f"at least {counted}", f"at most {counted}", f"more than {counted}",
                f"between {number} and {number + rng.randint(1, 9)}{times}"]  # fmt: skip
        return rng.choice(ways + ["once", "twice"] * bool(times))

    def nth(self) -> str:
        number = self.rng.randint(1, 30)
        return f"{number}{'th' if 10 < number < 20 else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"

    def _event(self) -> str:
        return f"{self.occurrence()} {self.period()}"

    def _count(self) -> str:
        return f"{self.occurrence()} {self.number()} {self.period()}"

    def _ordinal(self) -> str:
        nth = self.rng.choice([self.nth(), self.nth(), "last"])
        return f"{self.occurrence()} on {self.day()} for the {nth} time {self.period()}"

    def _previous(self) -> str:
        return f"before {self.day()}, {self.occurrence('last')} {self.period()}"

    def _next(self) -> str:
        return f"after {self.day()}, {self.occurrence('next')} {self.period()}"

    def _sequence(self) -> str:
        return f"{self._event()} before {self._event()}"

    def _participants(self) -> str:
        rng = self.rng
        named = rng.sample(self.names, rng.randint(1, 4))
        listed = named[0] if len(named) == 1 else f"{', '.join(named[:-1])} and {named[-1]}"
        who = rng.choice(["participants of", "countries at", "people at"])
        return f"the {who} {rng.choice(self.titles)} {rng.choice(['were exactly', 'included'])} {listed}"

    def _tie(self, change: str) -> str:
        one, other = self.rng.sample(self.names, 2)
        return f"{one} {self.rng.choice(list(RELATIONS.values())).replace('was', change)} {other} {self.period()}"

    def _relation(self) -> str:
        return self._tie("was")

    def _began(self) -> str:
        return self._tie("became")

    def _ended(self) -> str:
        return self._tie("ceased to be")

    def _members(self) -> str:
        return f"there were {self.number('')} members of {self.rng.choice(self.names)} on {self.day()}"

    def _anniversary(self) -> str:
        one, other = self.rng.sample(self.names, 2)
        what = self.rng.choice([f"alliance between {one} and {other}", self.rng.choice(self.titles)])
        return f"{self.day()[:4]} is the {self.nth()} anniversary of {what}"

    def _weekday(self) -> str:
        return f"{self.day()} is a {self.rng.choice(WEEKDAYS)}"

    def _parts(self, count: int) -> str:
        simple = [kind for kind in MIXTURE if kind not in ("all", "any", "not", "weekday")]
        return "; ".join(getattr(self, f"_{self.rng.choice(simple)}")() for _ in range(count))

    def _all(self) -> str:
        return f"all of these are true: {self._parts(self.rng.choice([2, 2, 3]))}"

    def _any(self) -> str:
        return f"at least one of these is true: {self._parts(self.rng.choice([2, 2, 3]))}"

    def _not(self) -> str:
        return f"it is not true that {self._parts(1)}"


def grammar(words: dict[str, list[dict[str, object]]]) -> object:
    """The grammar of the kinds over the words, of whichever factspec is first on the path."""
    from factspec.grammar import Grammar
    from factspec.kinds import built_in
    from factspec.reference.facts import Reference
    from factspec.reference.schema import Entity, Event, Kind, RelationKind
    from factspec.values.dates import dating

    day, sources = dating("2022-01-01"), ("s",)
    events = [Event(kind="summit", date=day, sources=sources, **row) for row in words["titles"]]  # type: ignore[arg-type]
    reference = Reference(
        entities={str(row["id"]): Entity.model_validate(row) for row in words["entities"]},
        kinds={str(row["kind"]): Kind.model_validate(row) for row in words["kinds"]},
        relation_kinds={str(row["relation"]): RelationKind.model_validate(row) for row in words["relation_kinds"]},
        events={event.id: event for event in events},
    )
    return Grammar(reference, built_in())


def seconds(work: Callable[[], object]) -> float:
    """The CPU time of some work."""
    began = time.process_time()
    work()
    return time.process_time() - began


def whole(entities: int, count: int) -> dict[str, float]:
    """The seconds that the whole grammar takes to read so many sentences, and to write their claims."""
    words = rows(entities)
    made, sentences = grammar(words), Sentences(words, 2).some(count)
    claims = [made.read(sentence) for sentence in sentences]  # type: ignore[attr-defined]
    return {
        "read": seconds(lambda: [made.read(sentence) for sentence in sentences]),  # type: ignore[attr-defined]
        "write": seconds(lambda: [made.write(claim) for claim in claims]),  # type: ignore[attr-defined]
    }


def before(commit: str, entities: int, count: int) -> dict[str, float]:
    """The same, of the grammar of a commit, in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        archive = subprocess.run(["git", "archive", commit, "src"], cwd=ROOT, check=True, capture_output=True).stdout
        subprocess.run(["tar", "x", "-C", folder], input=archive, check=True)
        command = [sys.executable, __file__, "--child", str(Path(folder) / "src"), str(entities), str(count)]
        return dict(json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout))


def shaped(entities: int, count: int) -> Iterator[tuple[str, float]]:
    """The seconds that so many sentences take by their shapes, in the ways to use them."""
    words = rows(entities)
    made, sentences = grammar(words), Sentences(words, 3).some(count)
    shapes = made.shapes  # type: ignore[attr-defined]
    yield "shapes: claims and sentences, while shapes are learnt", seconds(lambda: list(made.told(sentences)))  # type: ignore[attr-defined]
    yield "shapes: claims and sentences, when they are known", seconds(lambda: list(made.told(sentences)))  # type: ignore[attr-defined]
    yield "shapes: templates and values, when they are known", seconds(lambda: [shapes.read(sentence) for sentence in sentences])
    read = [shapes.read(sentence) for sentence in sentences]
    known = [one for one in read if one is not None and not hasattr(one.template, "read")]
    yield "shapes: claims of templates and values", seconds(lambda: [one.claim() for one in known])
    yield "shapes: sentences of templates and values", seconds(lambda: [one.says() for one in known])
    print(f"{len(known):,} of {len(sentences):,} sentences over {entities:,} entities have a known shape", file=sys.stderr)
    made, sentences = grammar(words), Sentences(words, 4).simple(count)
    yield "few shapes: batches as columns, while they are learnt", seconds(lambda: columns(made, sentences))
    yield "few shapes: batches as columns, when they are known", seconds(lambda: columns(made, sentences))
    yield "few shapes: with canonical sentences, when they are known", seconds(lambda: columns(made, sentences, says=True))


def columns(made: Any, sentences: list[str], *, says: bool = False) -> None:
    """Reads sentences in batches into columns."""
    for begin in range(0, len(sentences), 25_000):
        for sheet in made.told_columns(sentences[begin : begin + 25_000]).sheets:
            if says:
                sheet.says()


def main() -> None:
    told = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    told.add_argument("--sentences", type=int, nargs="+", default=[10_000, 100_000])
    told.add_argument("--entities", type=int, nargs="+", default=[10, 10_000])
    told.add_argument("--before", help="a commit to compare with")
    told.add_argument("--sample", type=int, default=2_000, help="sentences for the whole grammar")
    told.add_argument("--runs", type=int, default=3)
    asked = told.parse_args()
    for entities in asked.entities:
        best: dict[str, float] = {}
        for _ in range(asked.runs):
            parts = [("whole grammar", whole(entities, asked.sample))]
            if asked.before:
                parts.append((f"whole grammar of {asked.before}", before(asked.before, entities, asked.sample)))
            for name, found in parts:
                for way, took in found.items():
                    rate = asked.sample / took
                    best[f"{name}: {way}"] = max(best.get(f"{name}: {way}", 0), rate)
            for count in asked.sentences:
                for name, took in shaped(entities, count):
                    best[f"{name} ({count:,})"] = max(best.get(f"{name} ({count:,})", 0), count / took)
        print(f"\n{entities:,} entities; sentences a second")
        for name, rate in best.items():
            print(f"{rate:>12,.0f}  {name}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        sys.path[:0] = [sys.argv[2]]
        print(json.dumps(whole(int(sys.argv[3]), int(sys.argv[4]))))
    else:
        main()
