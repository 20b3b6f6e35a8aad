"""A record whose claims rest on numbers, wordings and many dates, and a history of earlier runs."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from factspec.report.history import History, PastClaim, PastRun, PastSummary, history
from factspec.report.model import (
    Account,
    CountBounds,
    Dispute,
    Evidence,
    Number,
    Origins,
    Report,
    Result,
    Window,
    Wording,
)
from factspec.verdict import Verdict

from .sample import RESULTS, report, result, row


def number(
    says: str, role: str, low: str | None, high: str | None = "", *, unit: str = "people", place: int | None = None
) -> Number:
    """A number of a picture; without ``high`` it is exact."""
    most = low if high == "" else high
    limits = {"low": Decimal(low) if low else None, "high": Decimal(most) if most else None}
    return Number.model_validate({"says": says, "role": role, "unit": unit, "place": place, **limits})


def _pictured(id: str, says: str, verdict: Verdict, because: str, **more: Any) -> Result:
    return result(id, None, says, verdict, because, **more)


QUANTITY = _pictured(
    "population",
    "Tajikistan had about 9.9 million inhabitants in 2022",
    Verdict.SUPPORTED,
    "About 9.9 million is 9.85 to 9.95 million; the census office has 9,886,800, the World Bank 9.95 million.",
    kind="quantity",
    numbers=(
        number("about 9.9 million", "stated", "9850000", "9950000"),
        number("population of Tajikistan, 2022", "found", "9886800"),
        number("population of Tajikistan, 2022, World Bank", "other", "9890000", "9952787"),
        number("population of Tajikistan, 2021, at least", "other", "9750000", None),
    ),
)
RANK = _pictured(
    "largest",
    "Kazakhstan is the 2nd largest of the five Caspian states",
    Verdict.SUPPORTED,
    "Kazakhstan has 2,724,902 km², and only Russia has more.",
    kind="rank",
    numbers=(
        number("Kazakhstan", "found", "2724902", unit="km²", place=2),
        number("Russia", "other", "17098246", unit="km²", place=1),
        number("Iran", "other", "1648195", unit="km²", place=3),
        number("Turkmenistan", "other", "488100", "491210", unit="km²", place=4),
        number("Azerbaijan", "other", "86600", unit="km²", place=5),
    ),
)
CHANGE = _pictured(
    "growth",
    "the population of Tajikistan grew by more than 10% from 2017 to 2022",
    Verdict.REFUTED,
    "It grew from 8,880,300 to 9,506,000, by 7.05%.",
    kind="change",
    numbers=(
        number("more than 10%", "stated", "10", None, unit="%"),
        number("growth from 2017 to 2022", "found", "7.05", unit="%"),
        number("population of Tajikistan, 2017", "other", "8880300"),
        number("population of Tajikistan, 2022", "other", "9506000"),
    ),
)
QUOTE = _pictured(
    "quotation",
    "Yury Ushakov said: “the two leaders will hold a short protocol meeting”",
    Verdict.REFUTED,
    "The record has “the leaders will first hold a protocol meeting”.",
    kind="quote",
    wording=(
        Wording(text="the", change="same"),
        Wording(text="two", change="claimed"),
        Wording(text="leaders will", change="same"),
        Wording(text="first", change="recorded"),
        Wording(text="hold a", change="same"),
        Wording(text="short", change="claimed"),
        Wording(text="protocol meeting", change="same"),
    ),
)
DATES = _pictured(
    "calls-and-ranges",
    "Vladimir Putin spoke by phone with Emomali Rahmon at least 3 times in 2022",
    Verdict.NOT_ENOUGH,
    "Two calls are certain, and two more are possible.",
    kind="count",
    bounds=CountBounds(low=2, high=4),
    window=Window(first="2022-01-01", last="2022-06-28"),
    evidence=(
        row("c1", "2022-01-03", "New Year greetings", "S050"),
        row("c2", "[2022-01-06..2022-02-07]", "Call about Kazakhstan", "S059", match="possible", why="one of many days"),
        row("c3", "2022-03-10/2022-04-20", "A series of calls", "S059", "S003"),
        row("c4", "2022-06?", "Call about the visit", "S001", match="possible", why="the date may be wrong"),
        row("c5", "2022-08-23", "Telephone call about the SCO summit", "S003", match="none", why="after the window"),
        row("c6", "2021-12", "Call about the CIS summit", "S003", match="none", why="before the window"),
        row("c7", "1999-03-04", "A call long ago", "S003", match="none", why="before the window"),
        row("c8", "2031-05-06", "A call that is to come", "S003", match="none", why="after the window"),
        row("c9", "next week", "A date that is none", "S003", match="none", why="no date"),
    ),
    origins=Origins(count=2, self_sourced=False, names=("channel-one", "khovar")),
)
CROWD = _pictured(
    "forty-events",
    "Vladimir Putin took part in exactly 40 events in person from 2012 to 2022",
    Verdict.SUPPORTED,
    "Forty are listed, and the list is complete.",
    kind="count",
    bounds=CountBounds(low=40, high=40),
    window=Window(first="2012-01-01", last=None),
    evidence=tuple(
        row(f"e{number}", f"{2012 + number // 4}-{1 + 3 * (number % 4):02}-17", f"Event {number}", "S003") for number in range(40)
    )
    + tuple(
        row(f"n{year}", f"{year}-06", f"Event of {year}", "S003", match="none", why="its mode") for year in range(2003, 2023)
    ),
)
OFFICE = _pictured(
    "office",
    "Emomali Rahmon has been president of Tajikistan since 1994",
    Verdict.CONFLICTING,
    "Two sources have 1994, and two have 1992.",
    kind="relation",
    evidence=(
        Evidence(table="relations", row="r1", match="certain", why="attested", says="Emomali Rahmon, president of Tajikistan",
                 date="1994-11/..", sources=("S042", "S059")),
        Evidence(table="relations", row="r2", match="possible", why="disputed", says="Emomali Rahmon, head of state",
                 date="1992/1994", sources=("S026", "S003")),
    ),
    accounts=(
        Account(source="reference", verdict=Verdict.SUPPORTED),
        Account(source="S042", verdict=Verdict.SUPPORTED),
        Account(source="S026", verdict=Verdict.REFUTED),
        Account(source="S120", verdict=Verdict.NOT_ENOUGH),
    ),
    disagreements=(
        Dispute(table="relations", row="r1", field="start", value="1992", source="S026"),
        Dispute(table="relations", row="r1", field="start", value="1994-11-16", source="S042", accepted=True),
        Dispute(table="relations", row="r1", field="start", value="1993", source="S120", accepted=False),
    ),
)  # fmt: skip
PICTURED = (QUANTITY, RANK, CHANGE, QUOTE, DATES, CROWD, OFFICE)


def pictured() -> Report:
    """The sample's record with the claims of pictures beside it."""
    return report((*RESULTS, *PICTURED))


def past(found: Report, runs: int = 12) -> History:
    """Runs before this one: the last of them had one claim refuted that is supported now, lacked one and held another."""
    return history(_run(found, number, last=number == runs - 1) for number in range(runs))


def _run(found: Report, number: int, *, last: bool) -> PastRun:
    claims = [PastClaim(id=one.id, verdict=one.verdict, outcome=one.outcome) for one in found.results]
    claims = [claim for claim in claims if not claim.id.endswith("/talks")]
    claims = [
        claim.model_copy(update={"verdict": Verdict.REFUTED, "outcome": "failed"}) if claim.id.endswith("/visit") else claim
        for claim in claims
    ]
    if last:
        claims.append(PastClaim(id="tass-2022-06-28-dushanbe/phone-calls", verdict=Verdict.NOT_ENOUGH, outcome="failed"))
    by_verdict = {verdict: sum(claim.verdict is verdict for claim in claims[: 4 + number]) for verdict in Verdict}
    summary = PastSummary(passed=3 + number % 3, failed=max(0, 5 - number), errors=number % 2, by_verdict=by_verdict)
    return PastRun(started=f"2026-11-{number + 1:02}T09:30:00Z", factspec="0.1.0", summary=summary, claims=tuple(claims))
