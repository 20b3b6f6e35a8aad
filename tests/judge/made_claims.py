"""Claims made at random about a reference, as sentences and as the judge has them."""

from __future__ import annotations

import datetime
import random
import re
from collections.abc import Sequence
from typing import Literal

from tests.judge.judge import WEEKDAYS, accounts, judge_accounts
from tests.judge.truth import Claim, ParticipantsClaim, days_meant
from tests.judge.words import (
    CLAIM_KINDS,
    CORE,
    KINDS,
    MODE_WORDS,
    MONTHS,
    NAMES,
    ORDINALS,
    OUTER,
    PEOPLE,
    PLACES,
    PLURALS,
    RELATIONS,
    TYPES,
    listing,
    with_word,
)
from tests.judge.worlds import END, Pattern, Span, Triple, dating, period_of, span_of, triple_of

from factspec.verdict import Verdict


class Claims:
    """Claims at random about what a reference has, or nearly has."""

    def __init__(self, rng: random.Random, tables: dict[str, list[dict[str, str]]], as_of: str) -> None:
        self.rng = rng
        self.tables = tables
        self.as_of = as_of
        self.keenness = 3
        self.told = accounts(tables)
        self.disputed = {row["row"] for row in tables.get("disagreements", []) if row["accepted"] == ""}
        self.titles = [row["title"] for row in tables["events"] if row["title"]]

    def stated(self, kind: str) -> tuple[str, Claim]:
        """A claim of a kind, as a sentence and as the judge has it."""
        if kind in ("all", "any", "not"):
            return self.joined(kind)
        if kind in ("relation", "began", "ended", "members"):
            return self.held(kind)
        if kind == "participants" and self.titles:
            return self.participants()
        if kind == "anniversary":
            return self.anniversary()
        if kind == "weekday":
            day = self.day()
            right = WEEKDAYS[datetime.date.fromisoformat(day).weekday()]
            weekday = right if self.chance(0.5) else self.rng.choice(WEEKDAYS)
            return f"{day} is a {weekday}", {"kind": "weekday", "day": day, "weekday": weekday}
        return self.of_events("count" if kind == "participants" else kind)

    def chance(self, share: float) -> bool:
        return self.rng.random() < share

    def day(self) -> str:
        return self.rng.choice(CORE if self.chance(0.9) else OUTER)

    def focus(self, table: str, among: Sequence[dict[str, str]]) -> dict[str, str]:
        """A row to speak of; those that sources dispute come up more often."""
        key = (lambda row: " ".join(triple_of(row))) if table == "relations" else (lambda row: row["id"])
        row = self.rng.choices(among, [self.keenness if key(row) in self.disputed else 1 for row in among])[0]
        told = dict(row)
        for dispute in self.tables.get("disagreements", []):
            if dispute["row"] == key(row) and dispute["field"] in row and dispute["accepted"] == "" and self.chance(0.5):
                old, new = told[dispute["field"]], dispute["value"]
                added = "|".join(dict.fromkeys([*old.split("|"), new[1:]])).strip("|")
                told[dispute["field"]] = added if new.startswith("+") else new
        return told

    # Events

    def of_events(self, kind: str) -> tuple[str, Claim]:
        rng = self.rng
        about = self.focus("events", self.tables["events"])
        words, pattern = self.pattern(about)
        if kind == "event":
            said, period = self.period(about["date"])
            return f"{words}{said}", {"kind": "event", "pattern": pattern, "period": period}
        if kind == "count":
            said, window = self.period(about["date"], wide=True)
            number, least, most = self.number(self.likely_count(about, window))
            return f"{words} {number}{said}", {
                "kind": "count",
                "pattern": pattern,
                "least": least,
                "most": most,
                "window": window,
            }
        if kind == "ordinal":
            nth = rng.choice([0, 0, 1, 1, 1, 2, 2, 3])
            said, period = self.period(about["date"], least=1)
            later, window = self.period(about["date"], wide=True)
            time = f"for the {ORDINALS.get(nth, 'last')} time"
            return f"{words}{said} {time}{later}", {
                "kind": "ordinal",
                "pattern": pattern,
                "nth": nth,
                "period": period,
                "window": window,
            }
        if kind in ("previous", "next"):
            return self.neighbour(kind, about)
        said, period = self.period(about["date"])
        if self.chance(0.6):
            words, pattern = self.plain_pattern(about)
        begins = dating(about["date"]).starts.first
        later_ones = [row for row in self.tables["events"] if dating(row["date"]).starts.last > begins]
        other = self.focus("events", later_ones if later_ones and self.chance(0.8) else self.tables["events"])
        more, second = self.plain_pattern(other) if self.chance(0.6) else self.pattern(other)
        later, second_period = self.period(other["date"])
        claim: Claim = {
            "kind": "sequence",
            "first": pattern,
            "first_period": period,
            "second": second,
            "second_period": second_period,
        }
        return f"{words}{said} before {more}{later}", claim

    def neighbour(self, kind: str, about: dict[str, str]) -> tuple[str, Claim]:
        words, pattern = self.pattern(about, word="last" if kind == "previous" else "next")
        said, period = self.period(about["date"], least=1)
        day = self.day() if self.chance(0.4) else self.day_from(about["date"], kind)
        if kind == "previous":
            return f"before {day}, {words}{said}", {"kind": "previous", "pattern": pattern, "day": day, "period": period}
        return f"after {day}, {words}{said}", {"kind": "next", "pattern": pattern, "day": day, "period": period}

    def day_from(self, date: str, kind: str) -> str:
        """A day after an event, to say what was last before it; or before an event, to say what was next after it."""
        begins = dating(date).starts
        if kind == "previous":
            return self.rng.choice([day for day in [*CORE, *OUTER] if span_of(day).first > begins.first] or CORE[-1:])
        return self.rng.choice([day for day in [*CORE, *OUTER] if span_of(day).first < begins.last] or CORE[:1])

    def likely_count(self, about: dict[str, str], window: str) -> int:
        days = days_meant(window, period_of(self.as_of).first)
        alike = [
            row
            for row in self.tables["events"]
            if row["kind"] == about["kind"] and set(row["participants"].split("|")) & set(about["participants"].split("|"))
        ]
        number = sum(days.shares_a_day_with(Span(dating(row["date"]).starts.first, END)) for row in alike)
        return max(0, min(number + self.rng.choice([-1, -1, 0, 0, 0, 1]), 4))

    def number(self, likely: int, *starts: str) -> tuple[str, int, int | None]:
        """A stated number of times, and the least and most that it means."""
        times = "1 time" if likely == 1 else f"{likely} times"
        more = self.rng.randint(likely + 1, 5)
        forms: list[tuple[str, int, int | None]] = [
            (f"exactly {times}", likely, likely),
            (f"exactly {times}", likely, likely),
            (times, likely, likely),
            (f"at most {times}", 0, likely),
            (f"at most {times}", 0, likely),
            (f"more than {times}", likely + 1, None),
            (f"between {likely} and {more} times", likely, more),
        ]
        if likely > 0:
            forms += [
                (f"fewer than {times}", 0, likely - 1),
                (f"at least {times}", likely, None),
                (f"at least {times}", likely, None),
            ]
        if likely in (1, 2):
            forms.append(({1: "once", 2: "twice"}[likely], likely, likely))
        return self.rng.choice([form for form in forms if form[0].startswith(starts or "")])

    def plain_pattern(self, about: dict[str, str]) -> tuple[str, Pattern]:
        """The pattern nearest an event of a few tries: its own kind, no mode."""
        for _ in range(6):
            words, pattern = self.pattern(about)
            if (
                pattern["event_kind"] == about["kind"]
                and not pattern.get("mode")
                and set(pattern["participants"]) <= set(about["participants"].split("|"))
            ):
                break
        return words, pattern

    def pattern(self, about: dict[str, str], word: str = "") -> tuple[str, Pattern]:
        """A pattern near an event, and its words: subject, verb, object, mode and place."""
        rng = self.rng
        kind = about["kind"]
        if self.chance(0.35):
            kind = rng.choice([other for other in KINDS if KINDS[other][3] == KINDS[kind][3]])
        there = [name for name in about["participants"].split("|") if name in PEOPLE]
        who = [there[0]] if there and self.chance(0.9) else [rng.choice(list(PEOPLE))]
        others = [name for name in there if name not in who]
        pattern: Pattern = {"event_kind": kind, "participants": who}
        _, noun, verb, what = KINDS[kind]
        words = [NAMES[who[0]], with_word(verb, word)]
        if what == "participant":
            named = others[:1] if others and self.chance(0.85) else [rng.choice([name for name in PEOPLE if name not in who])]
            named += [name for name in others[1:2] if name not in named and self.chance(0.3)]
            pattern["participants"] = who + named
            words.append(" and ".join(NAMES[name] for name in named))
        if what == "event":
            titles = [about["title"]] if about["title"] and self.chance(0.6) else []
            pattern |= {"title": titles[0]} if titles else {}
            words.append(f'"{titles[0]}"' if titles else f"a {noun}")
        near = self.place_near(about["place"])
        if what == "place":
            pattern["place"] = near
            words.append(NAMES[near])
        if self.chance(0.4):
            mode = about["mode"] if about["mode"] in MODE_WORDS and self.chance(0.8) else rng.choice(list(MODE_WORDS))
            pattern["mode"] = mode
            words.append(MODE_WORDS[mode])
        if what != "place" and self.chance(0.35):
            pattern["place"] = near
            pattern["outside"] = self.chance(0.35)
            words.append(f"{'outside' if pattern['outside'] else 'in'} {NAMES[near]}")
        return " ".join(words), pattern

    def place_near(self, place: str) -> str:
        if place and self.chance(0.5):
            return place
        if place and PLACES[place][2] and self.chance(0.6):
            return PLACES[place][2]
        return self.rng.choice(list(PLACES))

    def period(self, near: str, wide: bool = False, least: int = 0) -> tuple[str, str]:
        """A period near a date, in words and as EDTF; with `least` it is never left out."""
        rng = self.rng
        spots = re.findall(r"\d{4}-\d\d-\d\d", near)
        spot = rng.choice(spots) if spots and self.chance(0.8) else self.day()
        if not wide and self.chance(0.5):
            return f" on {spot}", spot
        first, last = sorted([spot, self.day()])
        forms = [
            (f" in {spot[:4]}", spot[:4]),
            (f" in {MONTHS[int(spot[5:7]) - 1]} {spot[:4]}", spot[:7]),
            (f" from {first} to {last}", f"{first}/{last}"),
            (f" from {first} to {last}", f"{first}/{last}"),
            (f" since {first}", f"{first}/.."),
            (f" by {last}", f"../{last}"),
            (" this year", self.as_of[:4]),
            (" this month", self.as_of[:7]),
            (" so far this year", f"{self.as_of[:4]}-01-01/{self.as_of}"),
        ]
        words, text = rng.choice(forms if least else [*forms, ("", "")])
        begin, _, end = text.partition("/")
        if begin and begin == end:
            return f" on {begin}", begin
        return words, text

    def participants(self) -> tuple[str, Claim]:
        rng = self.rng
        about = self.focus("events", [row for row in self.tables["events"] if row["title"]])
        there = about["participants"].split("|")
        if self.chance(0.3):
            there = rng.sample(there, rng.randint(1, len(there)))
        if self.chance(0.2):
            there = [*there, rng.choice([name for name in NAMES if name not in there])]
        kinds = sorted({TYPES[name] for name in there} & set(PLURALS))
        exactly = self.chance(0.7)
        claim: ParticipantsClaim = {"kind": "participants", "title": about["title"], "named": there, "exactly": exactly}
        who = "participants of"
        if kinds and self.chance(0.5):
            kind = rng.choice(kinds)
            there = [name for name in there if TYPES[name] == kind]
            claim = {"kind": "participants", "title": about["title"], "named": there, "exactly": exactly, "type": kind}
            who = f"{PLURALS[kind]} at"
        return f'the {who} "{about["title"]}" {"were exactly" if exactly else "included"} {listing(there)}', claim

    # Relations

    def held(self, kind: str) -> tuple[str, Claim]:
        rng = self.rng
        rows = self.tables.get("relations", [])
        if kind == "members":
            rows = [row for row in rows if row["relation"] == "member of"]
            target = rng.choice([row["object"] for row in rows] or ["league"])
            cells = [cell for row in rows for cell in (row["began"], row["ended"], row["seen"])]
            days = [day for cell in cells for day in cell.split("|") if len(day) == 10]
            day = rng.choice(days) if days and self.chance(0.6) else self.day()
            likely = max(0, sum(row["object"] == target for row in rows) + rng.choice([-1, 0, 0, 0, 1]))
            number, least, most = self.number(likely, "exactly", "at least", "at most", "more than", "fewer than")
            number = number.removesuffix("s").removesuffix(" time")
            words = f"there was {number} member" if number.endswith(" 1") else f"there were {number} members"
            claim: Claim = {
                "kind": "members",
                "relation": "member of",
                "object": target,
                "least": least,
                "most": most,
                "day": day,
            }
            return f'{words} of "{NAMES[target]}" on {day}', claim
        triple = self.triple(rows)
        near = next((row for row in rows if triple_of(row) == triple), {"began": "", "ended": "", "seen": ""})
        phrase = RELATIONS[triple.relation][0]
        subject, thing = NAMES[triple.subject], NAMES[triple.object]
        if kind in ("began", "ended"):
            said, period = self.period(near[kind])
            said, period = (said, period) if period else (" in 2022", "2022")
            turn: Literal["began", "ended"] = "began" if kind == "began" else "ended"
            verb = phrase.replace("was", "became" if turn == "began" else "ceased to be")
            return f"{subject} {verb} {thing}{said}", {"kind": turn, "triple": triple, "period": period}
        said, period = self.relation_period(rng.choice([near["began"], near["ended"], near["seen"].split("|")[0]]))
        every_day = said.startswith((" from", " throughout"))
        held: Claim = {"kind": "relation", "triple": triple, "period": period, "every_day": every_day}
        return f"{subject} {phrase} {thing}{said}", held

    def relation_period(self, near: str) -> tuple[str, str]:
        spot = near if len(near) == 10 and near[0].isdigit() and self.chance(0.8) else self.day()
        first, last = sorted([spot, self.day()])
        month = f"{MONTHS[int(spot[5:7]) - 1]} {spot[:4]}"
        forms = [
            (f" on {spot}", spot),
            (f" in {month}", spot[:7]),
            (f" in {spot[:4]}", spot[:4]),
            (f" throughout {month}", spot[:7]),
            (f" throughout {spot[:4]}", spot[:4]),
        ]
        if first != last:
            forms += [(f" from {first} to {last}", f"{first}/{last}")] * 3
        return self.rng.choice([*forms, forms[0], forms[0]])

    def triple(self, rows: Sequence[dict[str, str]]) -> Triple:
        rng = self.rng
        if not rows:
            return Triple("ada", "president of", "norland")
        triple = triple_of(self.focus("relations", rows))
        if RELATIONS[triple.relation][2] == "true" and self.chance(0.5):
            triple = Triple(triple.object, triple.relation, triple.subject)
        if self.chance(0.3):
            others = [name for name in NAMES if name not in (triple.subject, triple.object)]
            alike = [name for name in others if TYPES[name] == TYPES[triple.subject]]
            triple = triple._replace(subject=rng.choice(alike or others))
        return triple

    def anniversary(self) -> tuple[str, Claim]:
        rng = self.rng
        allied = [row for row in self.tables.get("relations", []) if row["relation"] == "alliance with"]
        year = rng.choice([2022, 2023, 2024])
        if self.titles and (self.chance(0.5) or not allied):
            about = self.focus("events", [row for row in self.tables["events"] if row["title"]])
            began = about["date"].strip("[/.")[:4]
            nth = self.age(year, began)
            return f'{year} is the {ORDINALS[nth]} anniversary of "{about["title"]}"', {
                "kind": "anniversary",
                "year": year,
                "nth": nth,
                "title": about["title"],
            }
        triple = (
            triple_of(self.focus("relations", allied))
            if allied and self.chance(0.9)
            else Triple("norland", "alliance with", "sudland")
        )
        began = next((row["began"] for row in allied if triple_of(row) == triple), "").strip("[")[:4]
        nth = self.age(year, began)
        ends = rng.sample([NAMES[triple.subject], NAMES[triple.object]], 2)
        words = f"{year} is the {ORDINALS[nth]} anniversary of alliance between {ends[0]} and {ends[1]}"
        return words, {"kind": "anniversary", "year": year, "nth": nth, "triple": triple}

    def age(self, year: int, began: str) -> int:
        likely = year - int(began) if began.isdigit() else self.rng.randint(1, 3)
        return min(max(likely + self.rng.choice([0, 0, 0, 1, -1]), 1), 4)

    # Claims joined

    def joined(self, kind: str) -> tuple[str, Claim]:
        simple = [other for other in CLAIM_KINDS if other not in ("all", "any", "not", "weekday")]
        number = 1 if kind == "not" else self.rng.choice([2, 2, 3])
        parts = [self.part(kind, simple) for _ in range(number)]
        said = "; ".join(sentence for sentence, _ in parts)
        claims = [claim for _, claim in parts]
        if kind == "not":
            return f"it is not true that {said}", {"kind": "not", "parts": claims}
        if kind == "all":
            return f"all of these are true: {said}", {"kind": "all", "parts": claims}
        return f"at least one of these is true: {said}", {"kind": "any", "parts": claims}

    def part(self, kind: str, simple: Sequence[str]) -> tuple[str, Claim]:
        """A part of a claim that others join; `all` needs more that is true, or some would seldom be seen to hold."""
        for _ in range(4):
            sentence, claim = self.stated(self.rng.choice(simple))
            verdict = judge_accounts(self.told, claim, self.as_of)
            if verdict in {"all": (Verdict.SUPPORTED, Verdict.CONFLICTING), "any": (Verdict.REFUTED, Verdict.CONFLICTING)}.get(
                kind, Verdict
            ):
                break
        return sentence, claim
