"""The names, verbs and relations that all random references have."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

PEOPLE = {"ada": "Ada", "bruno": "Bruno Berg", "clara": "Clara", "dmitri": "Dmitri"}
PLACES = {
    "westia": ("region", "Westia", ""),
    "norland": ("country", "Norland", "westia"),
    "nortown": ("city", "Nortown", "norland"),
    "sudland": ("country", "Sudland", ""),
    "sudport": ("city", "Port Sud", "sudland"),
}
NAMES = PEOPLE | {place: name for place, (_, name, _) in PLACES.items()} | {"league": "League"}
TYPES = dict.fromkeys(PEOPLE, "person") | {place: kind for place, (kind, _, _) in PLACES.items()} | {"league": "organisation"}
PLURALS = {"person": "persons", "country": "countries", "city": "cities"}
KINDS = {
    "contact": ("", "contact", "was in contact with", "participant"),
    "meeting": ("contact", "meeting", "met", "participant"),
    "talks": ("meeting", "round of talks", "negotiated with", "participant"),
    "call": ("contact", "phone call", "called", "participant"),
    "visit": ("", "visit", "visited", "place"),
    "inspection": ("visit", "inspection", "inspected", "place"),
    "gathering": ("", "gathering", "joined", "event"),
    "summit": ("gathering", "summit", "attended", "event"),
    "trip": ("", "foreign trip", "travelled abroad", "none"),
}
RELATIONS = {
    "president of": ("was president of", "object", ""),
    "ambassador to": ("was ambassador to", "subject", ""),
    "head of": ("was head of", "both", "false"),
    "member of": ("was a member of", "none", "false"),
    "alliance with": ("was allied with", "none", "true"),
    "partner of": ("was partner of", "both", "true"),
}
MODE_WORDS = {"in person": "in person", "phone": "by phone", "video": "by video"}
MONTHS = [datetime.date(2022, month, 1).strftime("%B") for month in range(1, 13)]
ORDINALS = {1: "1st", 2: "2nd", 3: "3rd", 4: "4th"}
CORE = [f"2021-12-{day}" for day in range(28, 32)] + [f"2022-01-0{day}" for day in range(1, 5)]
OUTER = ["2020-06-15", "2021-11-15", "2021-12-10", "2022-01-20", "2022-03-05"]
SOURCES = ("s1", "s2", "s3", "s4")
CLAIM_KINDS = (
    "event", "event", "count", "count", "count", "ordinal", "ordinal", "previous", "next", "sequence", "participants",
    "relation", "relation", "began", "ended", "members", "anniversary", "weekday", "all", "any", "not",
)  # fmt: skip


def vocabulary() -> dict[str, list[dict[str, str]]]:
    """The tables that give all references their words: sources, entities, kinds and relations."""
    return {
        "sources": [
            {
                "id": name,
                "publisher": name,
                "title": f"Title of {name}",
                "url": f"https://{name}.example/",
                "published": "2022-02-01",
            }
            for name in SOURCES
        ],
        "entities": [
            {"id": name, "type": TYPES[name], "name": NAMES[name], "within": PLACES[name][2] if name in PLACES else ""}
            for name in NAMES
        ],
        "kinds": [
            {"kind": kind, "broader": broader, "noun": noun, "verbs": verb, "object": what}
            for kind, (broader, noun, verb, what) in KINDS.items()
        ],
        "relation_kinds": [
            {"relation": name, "phrase": phrase, "functional": functional, "symmetric": symmetric}
            for name, (phrase, functional, symmetric) in RELATIONS.items()
        ],
    }


def with_word(verb: str, word: str) -> str:
    """The verb with `last` or `next` before it, or after its first word where that is `was`."""
    if not word:
        return verb
    return verb.replace("was ", f"was {word} ", 1) if verb.startswith("was ") else f"{word} {verb}"


def listing(named: Sequence[str]) -> str:
    """The names of some ids, with *and* before the last."""
    words = [NAMES[name] for name in named]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
