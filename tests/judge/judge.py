"""The verdict on a claim by trying every world: true in all, false in all, or neither; account by account."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations_with_replacement

from tests.judge.truth import (
    AnniversaryClaim,
    Claim,
    HeldClaim,
    MembersClaim,
    ParticipantsClaim,
    PatternClaim,
    Sight,
    enough,
    event_sight,
    patterns_of,
    spans_of,
    tenure_sight,
    true_of_events,
    true_of_participants,
    true_of_tenures,
    types_asked,
)
from tests.judge.worlds import (
    Account,
    Cells,
    Dating,
    Span,
    Tables,
    Tenure,
    Triple,
    beings,
    dating,
    exclude,
    matches,
    names,
    participants_of,
    period_of,
    related_rows,
    relation_statement_takes_in,
    relation_worlds,
    same,
    span_of,
    statement_takes_in,
    stays,
    tenures,
    timeline,
    triple_of,
    unlisted_stays,
)

from factspec.verdict import Verdict

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
STRANGER = "(a {type} that is not listed)"


def judge(tables: Tables, claim: Claim, as_of: str) -> Verdict:
    """The verdict on a claim spoken on the day `as_of`."""
    return judge_accounts(accounts(tables), claim, as_of)


def judge_accounts(told: Sequence[Account], claim: Claim, as_of: str) -> Verdict:
    """The verdict where these are all the accounts: what all say; conflicting where some support and some refute."""
    found = {verdict_in(account, claim, period_of(as_of).first) for account in told}
    if len(found) == 1:
        return found.pop()
    return Verdict.CONFLICTING if found >= {Verdict.SUPPORTED, Verdict.REFUTED} else Verdict.NOT_ENOUGH


# Accounts


def accounts(tables: Tables) -> list[Account]:
    """The base account, and one for each source with an open disagreement."""
    disagreements = tables.get("disagreements", [])
    accepted = [row for row in disagreements if row.get("accepted", "") == "true"]
    unsettled = [row for row in disagreements if row.get("accepted", "") == ""]
    sources = dict.fromkeys(row["source"] for row in unsettled)
    own = [[row for row in unsettled if row["source"] == source] for source in sources]
    return [_account(tables, accepted), *(_account(tables, [*accepted, *changes]) for changes in own)]


def _account(tables: Tables, changes: Iterable[Cells]) -> Account:
    changed = {name: [dict(row) for row in rows] for name, rows in tables.items()}
    for change in changes:
        table, field, value = change["table"], change["field"], change.get("value", "")
        for row in [row for row in changed[table] if _row_name(table, row) == change["row"]]:
            if field == "exists" and value == "false":
                changed[table].remove(row)
            elif field != "exists":
                row[field] = "|".join([*names(row.get(field, "")), value[1:]]) if value.startswith("+") else value
    return Account(changed)


def _row_name(table: str, row: Mapping[str, str]) -> str:
    return " ".join(triple_of(row)) if table == "relations" else row["id"]


# One account


def verdict_in(account: Account, claim: Claim, as_of: int) -> Verdict:
    """The verdict in one account."""
    match claim["kind"]:
        case "all" | "any" | "not":
            return kleene(claim["kind"], [verdict_in(account, part, as_of) for part in claim["parts"]])
        case "weekday":
            said, day = claim["weekday"], period_of(claim["day"]).first
            return over_worlds([WEEKDAYS[(day - 1) % 7] == said])
        case "participants":
            return over_worlds(participants_truths(account, claim))
        case "anniversary":
            return over_worlds(anniversary_truths(account, claim, as_of))
        case "relation" | "began" | "ended" | "members":
            return over_worlds(held_truths(account, claim, as_of))
        case _:
            return over_worlds(event_truths(account, claim, as_of))


def over_worlds(truths: Iterable[bool]) -> Verdict:
    """Supported where the claim is true in every world, refuted where false in every one; no world decides nothing."""
    found: set[bool] = set()
    for truth in truths:
        found.add(truth)
        if len(found) == 2:
            return Verdict.NOT_ENOUGH
    if not found:
        return Verdict.NOT_ENOUGH
    return Verdict.SUPPORTED if found == {True} else Verdict.REFUTED


def kleene(connective: str, parts: Sequence[Verdict]) -> Verdict:
    """Kleene's strong *and*, *or* and *not*, with not enough evidence as the third value."""
    if connective == "not":
        opposite = {Verdict.SUPPORTED: Verdict.REFUTED, Verdict.REFUTED: Verdict.SUPPORTED}
        return opposite.get(parts[0], Verdict.NOT_ENOUGH)
    decisive, otherwise = (Verdict.REFUTED, Verdict.SUPPORTED) if connective == "all" else (Verdict.SUPPORTED, Verdict.REFUTED)
    if decisive in parts:
        return decisive
    return otherwise if all(part == otherwise for part in parts) else Verdict.NOT_ENOUGH


# Events


def event_truths(account: Account, claim: PatternClaim, as_of: int) -> Iterator[bool]:
    """The claim's truth in every world of events."""
    statements = account.rows("completeness")
    covering = [[row for row in statements if statement_takes_in(row, pattern, account)] for pattern in patterns_of(claim)]
    listed = [(dating(row["date"]), matching) for row in account.rows("events") if (matching := _matching(row, claim, account))]
    spans = spans_of(claim, as_of)
    spans += [span for date, _ in listed for span in (date.starts, date.ends)]
    spans += [period_of(row.get("period", "")) for rows in covering for row in rows]
    days = timeline(spans, samples=2)
    worlds: set[tuple[Sight, ...]] = {()}
    for date, matching in listed:
        seen = _sights(claim, date, matching, days, as_of)
        worlds = {_with(world, sight) for world in worlds for sight in seen}
    strangers = sorted(_unlisted_sights(claim, covering, days, as_of))
    for size in range(enough(claim) + 1):
        for extra in combinations_with_replacement(strangers, size):
            for world in worlds:
                yield true_of_events(claim, [*world, *extra])


def _matching(row: Cells, claim: PatternClaim, account: Account) -> set[tuple[bool, ...]]:
    """For each choice of what a listed event is, which of the claim's patterns it matches; empty where none ever."""
    patterns = patterns_of(claim)
    others = {name for pattern in patterns for name in pattern["participants"]}
    found = {tuple(matches(being, pattern, account) for pattern in patterns) for being in beings(row, account, others)}
    return found if any(any(matching) for matching in found) else set()


def _sights(
    claim: PatternClaim, date: Dating, matching: set[tuple[bool, ...]], days: Sequence[int], as_of: int
) -> set[Sight | None]:
    """All that the claim may see of one listed event."""
    seen = {event_sight(claim, some, stay, as_of) for some in matching for stay in stays(date, days)}
    return seen | {None} if date.doubtful else seen


def _with(world: tuple[Sight, ...], sight: Sight | None) -> tuple[Sight, ...]:
    return world if sight is None else tuple(sorted([*world, sight]))


def _unlisted_sights(claim: PatternClaim, covering: Sequence[Sequence[Cells]], days: Sequence[int], as_of: int) -> set[Sight]:
    """All that the claim may see of events that are not listed."""
    patterns = patterns_of(claim)
    found: set[Sight | None] = set()
    for i, pattern in enumerate(patterns):
        if not pattern.get("title", ""):
            matching = [i == j for j in range(len(patterns))]
            found |= {event_sight(claim, matching, stay, as_of) for stay in unlisted_stays(covering[i], days)}
    return {sight for sight in found if sight is not None}


def participants_truths(account: Account, claim: ParticipantsClaim) -> Iterator[bool]:
    """The claim's truth for every choice of the titled event's participants; without the event it is false.

    A doubtful date leaves open when the event was, and not who was there: the claim does not ask when.
    """
    asked = types_asked(claim, account.types)
    strangers = {STRANGER.format(type=kind): kind for kind in asked}
    types = account.types | strangers
    rows = [row for row in account.rows("events") if row.get("title", "") == claim["title"]]
    for row in rows:
        for participants in participants_of(row, [name for name in types if types[name] in asked]):
            yield true_of_participants(claim, participants, types)
    if not rows:
        yield False


# Relations


def held_truths(account: Account, claim: HeldClaim, as_of: int) -> Iterator[bool]:
    """The claim's truth in every world of the one relation that it is about."""
    relation = claim["relation"] if claim["kind"] == "members" else claim["triple"].relation
    table = [row for row in account.rows("relations") if row["relation"] == relation]
    triples = [triple_of(row) for row in table]
    if claim["kind"] == "members":
        wanted, ends = [triple for triple in triples if triple.object == claim["object"]], {claim["object"]}
    else:
        wanted, ends = [claim["triple"]], {claim["triple"].subject, claim["triple"].object}
    rows = [table[i] for i in related_rows(triples, account, wanted)]
    statements = [row for row in account.rows("completeness") if relation_statement_takes_in(row, relation, ends)]
    covering = [period_of(row.get("period", "")) for row in statements]
    days = _relation_days(rows, [*spans_of(claim, as_of), *covering])
    uncovered = [day for day in days if not any(period.holds(day) for period in covering)]
    told = {tenure: tenure_sight(claim, tenure, account, as_of) for row in rows for tenure in tenures(row, days)}
    tried: set[tuple[object, ...]] = set()
    for world in relation_worlds(rows, days, account):
        seen = [sight for tenure in world if (sight := told[tenure])]
        room = _room(claim, world, uncovered, account)
        if (*seen, "room", *room) in tried:
            continue
        tried.add((*seen, "room", *room))
        for extra in _unlisted_tenures(claim, room, days, account):
            more = [sight for tenure in extra if (sight := tenure_sight(claim, tenure, account, as_of))]
            yield true_of_tenures(claim, [*seen, *more], days, as_of)


def _room(claim: HeldClaim, world: Sequence[Tenure], uncovered: Sequence[int], account: Account) -> list[int]:
    """The days on which the claim's relation may hold unlisted: neither covered nor barred by a listed row."""
    if claim["kind"] == "members":
        wanted, days = _stranger(claim, 0), [day for day in uncovered if day == period_of(claim["day"]).first]
    else:
        wanted, days = claim["triple"], list(uncovered)
    barring = [tenure for tenure in world if same(wanted, tenure.triple, account) or exclude(wanted, tenure.triple, account)]
    return [day for day in days if not any(tenure.holds(day) for tenure in barring)]


def _stranger(claim: MembersClaim, number: int) -> Triple:
    return Triple(STRANGER.format(type=number), claim["relation"], claim["object"])


def _unlisted_tenures(claim: HeldClaim, room: Sequence[int], days: Sequence[int], account: Account) -> Iterator[list[Tenure]]:
    """Rows that may be added where there is room: enough of them to make all the difference that any can."""
    yield []
    if claim["kind"] == "members":
        most = claim["least"] if claim["most"] is None else claim["most"]
        crowd = [_stranger(claim, number) for number in range(most + 1)]
        together = 1 if exclude(_stranger(claim, 0), _stranger(claim, 1), account) else len(crowd)
        for number in range(1, together + 1 if room else 1):
            yield [Tenure(triple, room[0], room[0]) for triple in crowd[:number]]
        return
    for day in room:
        yield [Tenure(claim["triple"], day, day)]
    yield [Tenure(claim["triple"], day, day) for day in room]
    for run in _runs(room, days):
        yield [Tenure(claim["triple"], run[0], run[-1])]


def _runs(free: Sequence[int], days: Sequence[int]) -> list[list[int]]:
    """The longest unbroken stretches of free days."""
    runs: list[list[int]] = [[]]
    for day in days:
        if day in free:
            runs[-1].append(day)
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]


def _relation_days(rows: Sequence[Cells], spans: Sequence[Span]) -> list[int]:
    cells = [row.get(column, "") for row in rows for column in ("began", "ended")]
    cells += [day for row in rows for day in names(row.get("seen", ""))]
    return timeline([*spans, *(span_of(cell) for cell in cells if cell not in ("", ".."))], samples=3)


# Anniversaries


def anniversary_truths(account: Account, claim: AnniversaryClaim, as_of: int) -> Iterator[bool]:
    """The claim's truth in every world of the listed event or relation; none where no relation is listed."""
    year = spans_of(claim, as_of)[0]
    if "title" in claim:
        rows = [row for row in account.rows("events") if row.get("title", "") == claim["title"]]
        for date in [dating(row["date"]) for row in rows]:
            for stay in stays(date, timeline([year, date.starts, date.ends], samples=2)):
                yield year.holds(stay.first)
        if not rows or any(dating(row["date"]).doubtful for row in rows):
            yield False
        return
    triple = claim["triple"]
    table = [row for row in account.rows("relations") if row["relation"] == triple.relation]
    triples = [triple_of(row) for row in table]
    if not any(same(triple, listed, account) for listed in triples):
        return
    rows = [table[i] for i in related_rows(triples, account, [triple])]
    for world in relation_worlds(rows, _relation_days(rows, [year]), account):
        yield any(same(triple, tenure.triple, account) and tenure.began and year.holds(tenure.first) for tenure in world)
