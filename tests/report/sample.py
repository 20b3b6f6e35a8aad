"""A record of one run over the Dushanbe article, with every way that a claim can come out, and text that means harm."""

from __future__ import annotations

import re
from typing import Any

from factspec.report.model import (
    Account,
    ArticleRecord,
    CountBounds,
    Dispute,
    Evidence,
    Location,
    Match,
    Origins,
    Outcome,
    ReferenceRecord,
    Report,
    Result,
    Run,
    ScenarioRecord,
    Scope,
    Selector,
    SourceRecord,
    Statement,
    Summary,
    Waiver,
)
from factspec.verdict import Verdict

ARTICLE = "tass-2022-06-28-dushanbe"
HOSTILE = (
    "</script></style><script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">{{ 7 * 7 }}\u202e"
)
TEXT = """\
DUSHANBE, June 28. /TASS/. Russian President Vladimir Putin, who is on a visit in Tajikistan, is holding talks with his \
Tajik counterpart, Emomali Rakhmon.

The two leaders are expected to continue negotiations until evening. First, they will have a protocol meeting, with \
reporters present at its beginning. Then, they will continue to speak during a working dinner in an informal atmosphere.

They will outline the guidelines for the further development of relations, strategic partnership and allied ties, bearing \
in mind the fact that this year our countries are marking the 30th anniversary of diplomatic relations.

Special attention during the talks will be focused on the situation in Afghanistan.

This is the second offline meeting between the two presidents this year: they had talks in Moscow on May 16 on the \
sidelines of the jubilee summit of the Collective Security Treaty Organization (CSTO). Apart from that, the presidents \
speak over the phone regularly. They have had six telephone talks this year.

The Russian president will stay in Dushanbe until Wednesday morning, when he will fly to Ashgabat to take part in the \
Caspian summit of the leaders of Azerbaijan, Iran, Kazakhstan, Russia, and Turkmenistan scheduled for June 29.

It is Putin’s first trip to a multilateral offline summit this year and his second foreign visit. In February, he visited \
China, which hosted the Olympic and Paralympic Games.

Putin’s previous visits to Tajikistan and Turkmenistan took place in 2019.
"""
_SOURCES = """\
S001 | TASS (EN) | Putin, Rakhmon hold talks in Dushanbe | https://tass.com/politics/1472667 | 2022-06-28 | ushakov | en
S006 | RIA Novosti | Путин обсудил с Рахмоном отношения | https://ria.ru/1798773975.html | 2022-06-28 | ushakov | ru
S003 | Kremlin | Talks with President of Tajikistan | http://en.kremlin.ru/events/68724 | 2022-06-28 | kremlin | en
S020 | Kremlin | 6th Caspian Summit | http://en.kremlin.ru/events/68779 | 2022-06-29 | kremlin | en
S026 | youngbhartiya.com | SUMMARY: Sixth Caspian Summit | http://youngbhartiya.com/x | 2022-06-30 | youngbhartiya | en
S042 | President of Tajikistan | Meeting with Vladimir Putin | https://einpresswire.com/57274 | 2022-05-16 | tajikistan | en
S050 | Channel One | Путин поговорил по телефону с Рахмоном | https://www.1tv.ru/news/419002 | 2022-01-03 | channel-one | ru
S059 | Khovar | Суҳбати телефонӣ | ftp://khovar.tj/2022/01 | 2022-01-10 | khovar | tg
S120 | Interfax | No foreign leader was invited | https://interfax.ru/840011 | 2022-05-09 | peskov | ru
"""
_FIELDS = ("id", "publisher", "title", "url", "published", "origin", "language")
SOURCES = {
    source.id: source
    for source in (SourceRecord(**dict(zip(_FIELDS, line.split(" | "), strict=True))) for line in _SOURCES.splitlines())
}
EVIL = SourceRecord(
    id="evil",
    publisher=f"Evil {HOSTILE}",
    title=HOSTILE,
    url="javascript:document.title='owned'",
    published=HOSTILE,
    origin=f"o {HOSTILE}",
    language=HOSTILE,
)


def selector(exact: str) -> Selector:
    """The place of a quotation in the article."""
    start = TEXT.index(exact)
    end = start + len(exact)
    return Selector(exact=exact, prefix=TEXT[max(0, start - 32) : start], suffix=TEXT[end : end + 32], start=start, end=end)


def result(id: str, quote: str | None, says: str, verdict: Verdict | None, because: str, **more: Any) -> Result:
    """A result about the article; its outcome is what the verdict and the expectation make it."""
    expected = more.pop("expected", Verdict.SUPPORTED)
    outcome: Outcome = "error" if verdict is None else "passed" if verdict is expected else "failed"
    return Result(
        id=f"{ARTICLE}/{id}",
        article=ARTICLE,
        kind=more.pop("kind", "event"),
        quote=quote,
        selector=selector(quote) if quote else None,
        says=says,
        as_of="2022-06-28",
        verdict=verdict,
        expected=expected,
        outcome=outcome,
        because=because,
        location=Location(path=f"claims/{ARTICLE}/claims.yaml", line=more.pop("line", 4)),
        **more,
    )


def row(id: str, date: str, says: str, *sources: str, match: Match = "certain", why: str = "") -> Evidence:
    """An event as evidence."""
    return Evidence(table="events", row=id, match=match, why=why, says=says, date=date, sources=sources)


RESULTS = (
    result(
        "second-meeting-in-person",
        "This is the second offline meeting between the two presidents this year",
        "Vladimir Putin met Emomali Rahmon in person on 2022-06-28 for the 2nd time in 2022",
        Verdict.SUPPORTED,
        "One meeting in person came before 28 June in 2022, and the reference lists every one.",
        kind="ordinal",
        bounds=CountBounds(low=2, high=2),
        evidence=(
            row("m2022-05-16", "2022-05-16", "Vladimir Putin met Emomali Rahmon in Moscow", "S042"),
            row("m2022-06-28", "2022-06-28", "Vladimir Putin met Emomali Rahmon in Dushanbe", "S003", "S001"),
            row("m2022-05-09", "2022-05-09", "Victory Day parade, Moscow", "S120", match="none", why="Interfax denies it"),
        ),
        disagreements=(
            Dispute(table="events", row="m2022-05-09", field="exists", value="false", source="S120", accepted=True,
                    note="The Kremlin spokesman: no foreign leader was invited in 2022."),
        ),
        completeness=(
            Scope(says="every meeting in person of Vladimir Putin and Emomali Rahmon from 2022-01-01 to 2022-06-28",
                  note="All pass on one briefing of 27 June 2022.", sources=("S001", "S006")),
        ),
        origins=Origins(count=1, self_sourced=True, names=("ushakov",)),
        scenarios=(
            ScenarioRecord(feature="Talks in Dushanbe", name="The structured claim is borne out",
                           path="features/dushanbe.feature", line=7, outcome="passed"),
            ScenarioRecord(feature="Talks in Dushanbe", name="Two sources at least", path="features/dushanbe.feature", line=12,
                           outcome="failed", message="expected 2 independent origins\nfound 1: ushakov"),
        ),
        claim={"kind": "ordinal", "nth": 2, "event": {"kind": "meeting", "mode": "in person"}},
        tags=("meetings", "front-page"),
    ),
    result(
        "six-calls",
        "They have had six telephone talks this year",
        "Vladimir Putin spoke by phone with Emomali Rahmon 6 times from 2022-01-01 to 2022-06-28",
        Verdict.NOT_ENOUGH,
        "The reference holds five calls, and nothing says that there were no more.",
        expected=Verdict.NOT_ENOUGH,
        kind="count",
        line=12,
        bounds=CountBounds(low=5, high=None),
        evidence=(
            row("c2022-01-03", "2022-01-03", "Telephone call with New Year greetings", "S050"),
            row("c2022-01-06-07", "[2022-01-06..2022-01-07]", "Telephone call about Kazakhstan", "S059",
                match="possible", why="the date is one of two days"),
            row("c2022-01-10", "2022-01-10", "Telephone call after the CSTO session", "S059"),
            row("c2022-08-23", "2022-08-23", "Telephone call about the SCO summit", "S003", match="none", why="after the window"),
        ),
        missing=("a complete list of phone calls between Vladimir Putin and Emomali Rahmon from 2022-01-01 to 2022-06-28",),
        correction="Vladimir Putin spoke by phone with Emomali Rahmon at least 5 times from 2022-01-01 to 2022-06-28",
        origins=Origins(count=3, self_sourced=False, names=("channel-one", "khovar", "kremlin")),
        note="Khovar counts calls at the level of aides too.",
    ),
    result(
        "first-summit",
        "It is Putin’s first trip to a multilateral offline summit this year",
        "Vladimir Putin attended a summit in person on 2022-06-29 for the 1st time in 2022",
        Verdict.REFUTED,
        "He attended the CSTO summit in Moscow in person on 16 May 2022.",
        expected=Verdict.REFUTED,
        kind="ordinal",
        line=20,
        evidence=(row("u2022-05-16", "2022-05-16", "Vladimir Putin attended the CSTO summit in Moscow", "S042", "S003"),),
        correction="Vladimir Putin attended a summit in person on 2022-06-29 for the 2nd time in 2022",
        origins=Origins(count=2, self_sourced=False, names=("kremlin", "tajikistan")),
    ),
    result(
        "caspian-summit-day",
        "Caspian summit of the leaders of Azerbaijan, Iran, Kazakhstan, Russia, and Turkmenistan scheduled for June 29",
        "Vladimir Putin attended \"Sixth Caspian Summit\" on 2022-06-29",
        Verdict.CONFLICTING,
        "The Kremlin dates the summit to 29 June 2022, youngbhartiya.com to 28 June 2022.",
        line=26,
        prediction=True,
        evidence=(row("u2022-06-29", "2022-06-29", "The Sixth Caspian Summit was held in Ashgabat", "S020"),),
        disagreements=(
            Dispute(table="events", row="u2022-06-29", field="date", value="2022-06-28", source="S026", note="It says Tuesday."),
        ),
        accounts=(Account(source="reference", verdict=Verdict.SUPPORTED), Account(source="S026", verdict=Verdict.REFUTED)),
        origins=Origins(count=2, self_sourced=False, names=("kremlin", "youngbhartiya")),
    ),
    result(
        "previous-visit",
        "Putin’s previous visits to Tajikistan and Turkmenistan took place in 2019",
        "before 2022-06-28, Vladimir Putin last visited Tajikistan in 2019",
        Verdict.NOT_ENOUGH,
        "No visit after 2019 is listed, and the list of visits is complete only from February 2020.",
        kind="previous",
        line=33,
        missing=("a complete list of visits of Vladimir Putin to Tajikistan from 2020-01-01 to 2020-01-31",),
        origins=Origins(count=0, self_sourced=False),
    ),
    result(
        "talks",
        "is holding talks with his Tajik counterpart, Emomali Rakhmon",
        "Vladimir Putin met Emomali Rahmon on 2022-06-28",
        Verdict.SUPPORTED,
        "The Kremlin's transcript of the talks is of that day.",
        line=38,
        evidence=(row("m2022-06-28", "2022-06-28", "Vladimir Putin met Emomali Rahmon in Dushanbe", "S003"),),
        origins=Origins(count=1, self_sourced=False, names=("kremlin",)),
    ),
    result(
        "visit",
        "who is on a visit in Tajikistan",
        "Vladimir Putin visited Tajikistan on 2022-06-28",
        Verdict.SUPPORTED,
        "The Kremlin's transcript of the talks names Dushanbe.",
        line=42,
        origins=Origins(count=1, self_sourced=False, names=("kremlin",)),
    ),
    result(
        "anniversary",
        "this year our countries are marking the 30th anniversary of diplomatic relations",
        "2022 is the 30th anniversary of diplomatic relations between Russia and Tajikstan",
        None,
        "no entity is named “Tajikstan”; did you mean Tajikistan?",
        kind=None,
        line=46,
    ),
)  # fmt: skip
HARMFUL = Result(
    id=f"x'\" /{HOSTILE}",
    article=None,
    kind=HOSTILE,
    quote=HOSTILE,
    selector=Selector(exact=HOSTILE, prefix=HOSTILE, suffix=HOSTILE, start=0, end=9),
    says=HOSTILE,
    claim={HOSTILE: HOSTILE},
    as_of=HOSTILE,
    verdict=Verdict.CONFLICTING,
    expected=Verdict.SUPPORTED,
    outcome="failed",
    because=HOSTILE,
    bounds=CountBounds(low=0, high=1),
    evidence=(
        Evidence(
            table=HOSTILE, row=HOSTILE, match="possible", why=HOSTILE, says=HOSTILE, date=HOSTILE, sources=("evil", HOSTILE)
        ),
        Evidence(table=HOSTILE, row=HOSTILE, match="none", why=HOSTILE, says=HOSTILE, date=HOSTILE, sources=("evil",)),
    ),
    correction=HOSTILE,
    origins=Origins(count=1, self_sourced=True, names=(HOSTILE,)),
    prediction=True,
    accounts=(Account(source=HOSTILE, verdict=Verdict.SUPPORTED), Account(source="evil", verdict=Verdict.REFUTED)),
    disagreements=(Dispute(table=HOSTILE, row=HOSTILE, field=HOSTILE, value=HOSTILE, source="evil", note=HOSTILE),),
    completeness=(Scope(says=HOSTILE, note=HOSTILE, sources=("evil",)),),
    missing=(HOSTILE,),
    location=Location(path=HOSTILE, line=1),
    scenarios=(ScenarioRecord(feature=HOSTILE, name=HOSTILE, path=HOSTILE, line=1, outcome="error", message=HOSTILE),),
    tags=(HOSTILE,),
    note=HOSTILE,
)
_WAIVED = (
    (
        "evening",
        "The two leaders are expected to continue negotiations until evening.",
        "plan",
        "An expectation for the evening.",
    ),
    ("protocol", "First, they will have a protocol meeting, with reporters present at its beginning.", "plan", "The programme."),
    ("dinner", "Then, they will continue to speak during a working dinner in an informal atmosphere.", "plan", "The programme."),
    ("regularly", "Apart from that, the presidents speak over the phone regularly.", "vague", "“Regularly” has no number."),
)


def _statements(results: tuple[Result, ...], waivers: tuple[Waiver, ...]) -> tuple[Statement, ...]:
    found = []
    for sentence in re.finditer(r"(?<=/TASS/\. )[A-Z].*?\.(?=\s)|^DUSHANBE.*?/\. |[A-Z].*?\.(?=\s)", TEXT):
        start, end = sentence.start(), sentence.end()
        if sentence[0].startswith("DUSHANBE"):
            continue
        claims = tuple(r.id for r in results if r.selector and r.selector.start < end and start < r.selector.end)
        waived = tuple(w.id for w in waivers if w.selector.start < end and start < w.selector.end)
        found.append(Statement(start=start, end=end, text=sentence[0], claims=claims, waivers=waived))
    return tuple(found)


def article(results: tuple[Result, ...] = RESULTS) -> ArticleRecord:
    """The article, its statements tied to these results."""
    waivers = tuple(
        Waiver.model_validate({"id": id, "quote": quote, "not_checkable": kind, "reason": why, "selector": selector(quote)})
        for id, quote, kind, why in _WAIVED
    )
    return ArticleRecord(
        id=ARTICLE,
        title="Putin, Rakhmon hold talks in Dushanbe",
        publisher="TASS",
        url="https://tass.com/politics/1472667",
        published="2022-06-28",
        origin="ushakov",
        language="en",
        path=f"claims/{ARTICLE}/article.md",
        text=TEXT,
        statements=_statements(results, waivers),
        waivers=waivers,
    )


def report(results: tuple[Result, ...] = RESULTS, articles: tuple[ArticleRecord, ...] | None = None, **more: Any) -> Report:
    """The record of a run with these results."""
    verdicts = [result.verdict for result in results if result.verdict]
    fields: dict[str, Any] = {
        "factspec": "0.1.0",
        "run": Run(as_of=None, known_by=None, started="2026-11-24T10:00:05Z", seconds=0.412),
        "references": (ReferenceRecord(name="diplomacy", title="Contacts", version="1.0.0", sha256="5d41402abc4b2a76b9719d91"),),
        "articles": (article(results),) if articles is None else articles,
        "summary": Summary(
            passed=sum(result.outcome == "passed" for result in results),
            failed=sum(result.outcome == "failed" for result in results),
            errors=sum(result.outcome == "error" for result in results),
            by_verdict={verdict: verdicts.count(verdict) for verdict in Verdict},
        ),
        "results": results,
        "sources": SOURCES,
    }
    return Report(**fields | more)


def harmful() -> Report:
    """A record whose every text means harm, with an article and a claim of no article."""
    statement = Statement(start=0, end=len(HOSTILE), text=HOSTILE, claims=(f"h/{HOSTILE}",), waivers=("w",))
    untouched = Statement(start=len(HOSTILE) + 2, end=2 * len(HOSTILE) + 2, text=HOSTILE)
    hostile = ArticleRecord(
        id=HOSTILE,
        title=HOSTILE,
        publisher=HOSTILE,
        url="javascript:document.title='owned'",
        published=HOSTILE,
        origin=HOSTILE,
        language=f'"{HOSTILE}',
        path=HOSTILE,
        text=f"{HOSTILE}\n\n{HOSTILE}",
        statements=(statement, untouched),
        waivers=(
            Waiver(
                id="w",
                quote=HOSTILE,
                not_checkable="vague",
                reason=HOSTILE,
                selector=Selector(exact="", prefix="", suffix="", start=0, end=0),
            ),
        ),
    )
    results = (HARMFUL, HARMFUL.model_copy(update={"id": f"h/{HOSTILE}", "article": HOSTILE}))
    return report(
        results,
        (hostile,),
        factspec=HOSTILE,
        run=Run(as_of=HOSTILE, known_by=HOSTILE, started=HOSTILE, seconds=0, engine=HOSTILE),
        references=(ReferenceRecord(name=HOSTILE, title=HOSTILE, version=HOSTILE, sha256=HOSTILE, licences=(HOSTILE,)),),
        sources={"evil": EVIL},
        problems=(HOSTILE,),
    )
