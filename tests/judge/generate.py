"""Random small references, and claims about them as sentences and as the judge has them; one seed, one case."""

from __future__ import annotations

import csv
import io
import random
from dataclasses import dataclass, field

from tests.judge.judge import judge_accounts
from tests.judge.made_claims import Claims
from tests.judge.made_tables import Tables
from tests.judge.truth import Claim
from tests.judge.words import CLAIM_KINDS, CORE

from factspec.verdict import Verdict

TRIES = 8
WISHES = {Verdict.SUPPORTED: 0.32, Verdict.REFUTED: 0.2, Verdict.CONFLICTING: 0.22, Verdict.NOT_ENOUGH: 0.26}


@dataclass
class Stated:
    """A claim in both forms, with the judge's verdict."""

    sentence: str
    claim: Claim
    verdict: Verdict


@dataclass
class Case:
    """A reference and claims about it, all spoken on one day."""

    seed: int
    tables: dict[str, list[dict[str, str]]]
    as_of: str
    stated: list[Stated] = field(default_factory=list)

    def __str__(self) -> str:
        """The tables as CSV."""
        text = io.StringIO()
        text.write(f"seed {self.seed}, as_of {self.as_of}\n")
        for name, rows in self.tables.items():
            if name not in ("sources", "entities", "kinds"):
                text.write(f"-- {name}\n")
                table = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
                table.writeheader()
                table.writerows(rows)
        return text.getvalue()


def case(seed: int, claims: int = 42) -> Case:
    """The case of a seed. For each claim a verdict is wished for, and a few claims are made up until one has it."""
    rng = random.Random(seed)
    made = Case(seed, Tables(rng).made(), rng.choice(["2022-06-01", "2022-06-01", "2022-06-01", *CORE[2:]]))
    writer = Claims(rng, made.tables, made.as_of)
    for number in range(claims):
        wish = rng.choices(list(WISHES), list(WISHES.values()))[0]
        writer.keenness = 10 if wish == Verdict.CONFLICTING else 3
        for _ in range(TRIES):
            sentence, claim = writer.stated(CLAIM_KINDS[number % len(CLAIM_KINDS)])
            verdict = judge_accounts(writer.told, claim, made.as_of)
            if verdict == wish:
                break
        made.stated.append(Stated(sentence, claim, verdict))
    return made
