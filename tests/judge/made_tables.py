"""Tables of a reference made at random."""

from __future__ import annotations

import random
from collections.abc import Sequence
from math import prod

from tests.judge.judge import accounts
from tests.judge.words import CORE, KINDS, OUTER, PEOPLE, RELATIONS, SOURCES, vocabulary
from tests.judge.worlds import Account, exclude, relation_worlds, same, span_of, tenures, timeline, triple_of

MANY_WORLDS = 3000


class Tables:
    """Tables made at random: a small universe with little in it, so that claims and rows meet."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.tables: dict[str, list[dict[str, str]]] = {}

    def made(self) -> dict[str, list[dict[str, str]]]:
        rng = self.rng
        self.tables = tables = vocabulary()
        for row in tables["relation_kinds"]:
            if row["relation"] == "member of":
                row["functional"] = self.any_of("none none subject object both")
        tables["events"] = [self.event(number) for number in range(rng.randint(3, 8))]
        self.add_relations(rng.randint(3, 8))
        tables["completeness"] = self.statements()
        tables["disagreements"] = []
        for _ in range(rng.choice([0, 1, 2, 2, 3, 4, 5])):
            self.add_disagreement()
        tables["completeness"] += [
            row for dispute in tables["disagreements"] if self.chance(0.5) for row in self.lists_around(dispute)
        ]
        return {name: rows for name, rows in tables.items() if rows}

    def any_of(self, words: str) -> str:
        return self.rng.choice(words.split())

    def chance(self, share: float) -> bool:
        return self.rng.random() < share

    def day(self) -> str:
        return self.rng.choice(CORE if self.chance(0.85) else OUTER)

    def days(self) -> tuple[str, str]:
        first, last = sorted([self.day(), self.day()])
        return first, last

    def source(self) -> str:
        return "|".join(self.rng.sample(SOURCES, self.rng.choice([1, 1, 2])))

    def event(self, number: int) -> dict[str, str]:
        rng = self.rng
        kind = self.any_of(
            "contact meeting meeting meeting talks call call visit visit inspection gathering summit summit summit trip"
        )
        who = rng.sample(["ada", "ada", "bruno", "bruno", "clara", "dmitri"], rng.choice([1, 2, 2, 2, 3]))
        if KINDS[kind][3] in ("place", "none"):
            who = who[:1] if self.chance(0.8) else who
        if KINDS[kind][3] == "event":
            who += rng.sample(["norland", "sudland", "league"], rng.choice([0, 1, 2]))
        return {
            "id": f"e{number}",
            "kind": kind,
            "mode": rng.choice(["", "", "in person", "in person", "in person", "phone", "video", "letter"]),
            "date": self.date(),
            "place": rng.choice(["", "", "nortown", "norland", "westia", "sudport", "sudland"]),
            "title": f"Event {number}" if KINDS[kind][3] == "event" or self.chance(0.2) else "",
            "participants": "|".join(dict.fromkeys(who)),
            "participants_complete": rng.choice(["", "", "", "true", "false"]),
            "sources": self.source(),
        }

    def date(self) -> str:
        text = self.day() if self.chance(0.5) else self.wide_date()
        return text + self.rng.choice("?~%") if self.chance(0.06) and text[-1].isdigit() else text

    def wide_date(self) -> str:
        first, last = self.days()
        month, later = first[:7], last[:7]
        single = [self.loose(), self.loose(), *[f"[{first}..{last}]"] * 3, f"[{month}..{last}]"]
        both = [*[f"{first}/{last}"] * 3, f"{month}/{last}", f"{first}/{later}", f"{month}/{later}", f"{first}?/{last}"]
        open_ended = [f"{first}/..", f"{month}/..", f"../{last}", f"{first}/", f"/{last}"]
        return self.rng.choice(single + both + open_ended)

    def loose(self) -> str:
        return self.any_of("2021-12 2022-01 2021 2022 202X 2021-XX 2022-XX-XX 2021-12-XX 2022-01-XX 20XX 2022-01? 2021~ 2021-12%")

    def period(self) -> str:
        first, last = self.days()
        return self.rng.choice(
            [
                "",
                "",
                "2021",
                "2022",
                "2021-12",
                "2022-01",
                "2020/2022",
                f"../{last}",
                f"{first}/..",
                f"{first}/{last}",
                f"{first}/{last}",
                first,
            ]
        )

    def statements(self) -> list[dict[str, str]]:
        rng, found = self.rng, list[dict[str, str]]()
        for _ in range(rng.randint(1, 6)):
            scope = {
                "table": "events",
                "kind": self.any_of("contact contact meeting call visit gathering summit trip talks")
                if self.chance(0.75)
                else "",
                "mode": rng.choice(["", "", "", "in person", "phone"]),
                "participants": rng.choice(["", "", "ada", "ada", "bruno", "ada|bruno", "clara"]),
                "place": rng.choice(
                    ["", "", "", "", "norland", "westia", "sudland", "not:norland", "not:sudland", "not:nortown"]
                ),
            }
            found += self.periods_of(scope)
        for _ in range(rng.randint(1, 5)):
            relation = rng.choice([row["relation"] for row in self.tables.get("relations", [])] or list(RELATIONS))
            ends = [row for row in self.tables.get("relations", []) if row["relation"] == relation]
            some = rng.choice(ends or [{"subject": "ada", "object": "norland"}])
            who = rng.choice(["", some["subject"], some["object"], some["object"], f"{some['subject']}|{some['object']}"])
            found += self.periods_of(
                {"table": "relations", "kind": relation if self.chance(0.9) else "", "mode": "", "participants": who, "place": ""}
            )
        return found

    def lists_around(self, dispute: dict[str, str]) -> list[dict[str, str]]:
        """A statement that what a source disputes is all there is, so that its account can be decided."""
        scope = {"table": dispute["table"], "kind": "", "mode": "", "participants": "", "place": ""}
        if dispute["table"] == "relations":
            row = next(row for row in self.tables["relations"] if " ".join(triple_of(row)) == dispute["row"])
            scope |= {"kind": row["relation"], "participants": self.rng.choice(["", row["subject"], row["object"]])}
        else:
            row = next(row for row in self.tables["events"] if row["id"] == dispute["row"])
            scope |= {"participants": self.rng.choice(["", row["participants"].split("|")[0]])}
        return self.periods_of(scope)

    def periods_of(self, scope: dict[str, str]) -> list[dict[str, str]]:
        """Rows of one scope: a single period, or several that join or nearly do."""
        periods = [self.period()]
        if self.chance(0.25):
            cut = self.rng.randrange(1, len(CORE))
            periods = [
                f"2021-01-01/{CORE[cut - 1]}",
                f"{CORE[min(cut + self.rng.choice([0, 0, 0, 1]), len(CORE) - 1)]}/2022-12-31",
            ]
        return [{**scope, "period": period, "sources": self.source(), "note": ""} for period in periods]

    def add_relations(self, number: int) -> None:
        rows: list[dict[str, str]] = []
        for _ in range(number):
            row = self.relation()
            doubled = [other for other in rows if triple_of(other) == triple_of(row)]
            crowd = [other for other in rows if other["relation"] == row["relation"]]
            if len(crowd) < 3 and not (doubled and self.chance(0.6)) and consistent([*rows, row], self.tables):
                rows.append(row)
        self.tables["relations"] = rows

    def relation(self) -> dict[str, str]:
        rng = self.rng
        relation = self.rng.choice([*RELATIONS, "president of", "member of", "member of", "member of"])
        subject = rng.choice(["ada", "ada", "bruno", "clara"])
        thing = rng.choice(["norland", "norland", "sudland"])
        if relation == "member of":
            subject, thing = rng.choice([*PEOPLE, "norland", "sudland"]), rng.choice(["league", "league", "westia"])
        if relation == "alliance with":
            subject, thing = rng.sample(["norland", "sudland", "westia"], 2)
        if relation == "partner of":
            subject, thing = rng.sample(["ada", "bruno", "clara"], 2)
        first, last = self.days()
        seen = sorted({day for day in (self.day(), self.day()) if first <= day <= last}) if self.chance(0.5) else []
        return {
            "subject": subject,
            "relation": relation,
            "object": thing,
            "began": self.boundary(first),
            "ended": ".." if self.chance(0.15) else self.boundary(last),
            "seen": "|".join(seen[: rng.choice([1, 2])]),
            "sources": self.source(),
        }

    def boundary(self, day: str) -> str:
        return self.rng.choice(
            [
                "",
                "",
                day,
                day,
                day,
                day,
                day,
                day[:7],
                day[:4],
                f"{day}?",
                f"{day[:7]}~",
                f"[{CORE[0]}..{day}]" if day >= CORE[0] else day,
            ]
        )

    def add_disagreement(self) -> None:
        """One more row of disagreements, if every account is still free of contradiction."""
        rng, tables = self.rng, self.tables
        row = {
            "table": "events",
            "source": rng.choice(["s2", "s3", "s3"]),
            "accepted": rng.choice(["", "", "", "", "true", "false"]),
            "note": "",
            "value": "",
        }
        triples = [triple_of(other) for other in tables["relations"]]
        single = [other for other in tables["relations"] if triples.count(triple_of(other)) == 1]
        if single and self.chance(0.5):
            about = rng.choice(single)
            row |= {
                "table": "relations",
                "row": " ".join(triple_of(about)),
                "field": self.any_of("exists exists began began ended ended seen"),
            }
            row["value"] = {"exists": "false", "seen": rng.choice(["", "+"]) + self.day()}.get(row["field"], "")
            row["value"] = row["value"] or self.boundary(self.day()) or self.day()
            if row["value"].lstrip("+") in about["seen"]:
                return
        else:
            about = rng.choice(tables["events"])
            row |= {
                "row": about["id"],
                "field": self.any_of("exists exists date date date mode place place kind participants participants"),
            }
            absent = [name for name in PEOPLE if name not in about["participants"]]
            row["value"] = {
                "exists": "false",
                "date": self.date(),
                "mode": rng.choice(["in person", "phone"]),
                "place": rng.choice(["nortown", "norland", "sudland", "sudport"]),
                "kind": rng.choice([kind for kind in KINDS if KINDS[kind][3] == KINDS[about["kind"]][3]]),
                "participants": "+" + rng.choice(absent)
                if absent and self.chance(0.7)
                else "|".join(rng.sample(sorted(PEOPLE), 2)),
            }[row["field"]]
        same_cell = [
            other
            for other in tables["disagreements"]
            if (other["table"], other["row"], other["field"]) == (row["table"], row["row"], row["field"])
        ]
        if row["value"] == about.get(row["field"], "") or any(
            other["accepted"] == "true" or row["accepted"] == "true" or other["source"] == row["source"] for other in same_cell
        ):
            return
        changed = {**tables, "disagreements": [*tables["disagreements"], row]}
        if all(consistent(account.rows("relations"), account.tables) for account in accounts(changed)):
            tables["disagreements"].append(row)


def consistent(rows: Sequence[dict[str, str]], tables: dict[str, list[dict[str, str]]]) -> bool:
    """Whether these rows of relations have a world, few enough worlds to try them all, and pass the load's own rule.

    That rule: none is certain to share more than one day with one that it bars.
    """
    account = Account({**tables, "relations": list(rows)})
    for relation in {row["relation"] for row in rows}:
        table = [row for row in rows if row["relation"] == relation]
        cells = [cell for row in table for cell in (row["began"], row["ended"], *row["seen"].split("|"))]
        days = timeline([span_of(cell) for cell in cells if cell not in ("", "..")], samples=3)
        certain = [{day for day in days if all(tenure.holds(day) for tenure in tenures(row, days))} for row in table]
        for i, one in enumerate(table):
            for j in range(i):
                least = 1 if exclude(triple_of(one), triple_of(table[j]), account) else 0
                barred = least or same(triple_of(one), triple_of(table[j]), account)
                if barred and len(certain[i] & certain[j]) > least:
                    return False
        if prod(len(tenures(row, days)) for row in table) > MANY_WORLDS:
            return False
        if not all(tenures(row, days) for row in table) or next(relation_worlds(table, days, account), None) is None:
            return False
    return True
