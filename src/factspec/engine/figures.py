"""Findings on measured numbers: a number itself, two held against each other, a place among many, a share of their sum."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from factspec.engine.answer import Finding, Lack, NumberFound, Role, RowFound, Suggestion
from factspec.engine.figuring import compared, difference, place, places, ratio, share
from factspec.engine.measured import Measures, Value, rivals
from factspec.engine.number_words import amount, numbers_words
from factspec.engine.question import Compared, Figured, Group, Measured, Ranked, Series, Shared
from factspec.engine.rows import Rows
from factspec.engine.words import Words, period_words
from factspec.reference.facts import Reference
from factspec.reference.schema import Completeness, Observation
from factspec.values.counting import ordinal
from factspec.values.intervals import Interval
from factspec.values.periods import period_of
from factspec.values.units import PERCENT, POINTS, converted, unit
from factspec.verdict import Verdict

_SHOWN = 12
_HUNDRED = Fraction(100)


def finding(
    atom: Figured, rows: Rows, account: str, reference: Reference, statements: Sequence[Completeness], words: Words
) -> Finding:
    """What one account shows."""
    measures = Measures(rows, account, reference, statements)
    match atom:
        case Measured():
            return _measured(atom, measures, words)
        case Compared():
            return _compared(atom, measures, words)
        case Ranked():
            return _ranked(atom, measures, words)
        case Shared():
            return _shared(atom, measures, words)


def about(atom: Figured, row: Observation, reference: Reference) -> bool:
    """Whether an observation bears on a question."""
    match atom:
        case Measured(series):
            return _of(series, row)
        case Compared(left, right):
            return _of(left, row) or _of(right, row)
        case Ranked(series, group) | Shared(series, group):
            own = reference.entities[series.subject].type
            within = group.within is None or reference.inside(row.subject, group.within)
            of_group = reference.entities[row.subject].type == (group.type or own) and within
            same = row.measure == series.measure and row.period.days(None) == series.days
            return same and (of_group or row.subject == series.subject)


def _of(series: Series, row: Observation) -> bool:
    return (row.measure, row.subject) == (series.measure, series.subject) and row.period.days(None) == series.days


def _measured(atom: Measured, measures: Measures, words: Words) -> Finding:
    value = measures.value(atom.series)
    stated = measures.stated(atom.stated, atom.unit, atom.series.measure)
    found = Verdict.REFUTED if value.numbers is None else compared(value.numbers, stated)
    own = measures.unit(atom.series.measure)
    return Finding(
        found,
        _told(value, measures, words),
        rows=tuple(_rows((value,), words)),
        links=_links((value,)),
        covers=value.covers,
        lacks=_lacks((value,), measures, words) if found is Verdict.NOT_ENOUGH else (),
        suggestions=tuple(_amounts("amount", value.numbers, atom.unit, measures, atom.series.measure)),
        numbers=(
            NumberFound("stated", "stated", stated.low, stated.high, own.name if own else None),
            *_numbers((value,), measures, words),
        ),
    )


def _compared(atom: Compared, measures: Measures, words: Words) -> Finding:
    left, right = measures.value(atom.left), _alike(measures.value(atom.right), atom.left, measures)
    told = f"{_told(left, measures, words)}; {_told(right, measures, words)}"
    found, result = Verdict.NOT_ENOUGH, None
    if left.numbers is None or right.numbers is None:
        found = Verdict.REFUTED
    elif atom.by == "difference":
        result = difference(left.numbers, right.numbers)
        found = compared(result, measures.stated(atom.stated, atom.unit, atom.left.measure, difference=True))
        if result.low is not None or result.high is not None:
            told += f": a difference of {amount(result, measures.unit(atom.left.measure))}"
    else:
        result = ratio(left.numbers, right.numbers)
        found = Verdict.NOT_ENOUGH if result is None else compared(result, atom.stated)
        if result is None and right.row is not None:
            told += ", which may be zero or less, and then there is no ratio"
        elif result is not None and result.high is not None:
            told += f": {numbers_words(result)} times as much"
    values = (left, right)
    return Finding(
        found,
        told,
        rows=tuple(dict.fromkeys(_rows(values, words))),
        links=_links(values),
        covers=(*left.covers, *right.covers),
        lacks=_lacks(values, measures, words) if found is Verdict.NOT_ENOUGH else (),
        suggestions=tuple(_turns(left, right, measures)),
        numbers=tuple(_numbers(sorted(values, key=lambda value: value.series.days.first), measures, words)),
    )


def _alike(value: Value, other: Series, measures: Measures) -> Value:
    """A number in the unit of another measure, where it is told in one of its own."""
    own, wanted = measures.unit(value.series.measure), measures.unit(other.measure)
    if value.numbers is None or own is None or wanted is None or own == wanted:
        return value
    return replace(value, numbers=converted(value.numbers, own, wanted))


def _ranked(atom: Ranked, measures: Measures, words: Words) -> Finding:
    value = measures.value(atom.series)
    group, what = _group_words(atom, measures, words), words.measure(atom.series.measure)
    if atom.series.subject not in measures.members(atom.group, atom.series.subject):
        return _outside(value, group, measures, words)
    covers = measures.group_covers(atom.series.measure, atom.series.days, atom.group)
    others = list(rivals(measures, atom.series, atom.group))
    pairs = [(other.numbers or Interval(), measures.optional(other)) for other in others]
    found, told = Verdict.REFUTED, _told(value, measures, words)
    suggestions: list[Suggestion] = []
    if value.numbers is not None:
        found = place(value.numbers, pairs, atom.n, unlisted=not covers, lowest=atom.lowest)
        if found is Verdict.SUPPORTED and (value.row is None or measures.optional(value)):
            found = Verdict.NOT_ENOUGH
        for lowest in (atom.lowest, not atom.lowest):
            reached = _places(value.numbers, pairs, lowest=lowest)
            suggestions += (("superlative", (n, lowest)) for n in sorted({reached[0], reached[1]})[:2])
        low, high = _places(value.numbers, pairs, lowest=atom.lowest)
        superlative = "lowest" if atom.lowest else "highest"
        told += f"; of the {group} that are listed it has the {_nth(low, high)}{superlative} {what}"
    if not covers:
        told += f", and nothing says that all {group} are listed"
    unknown = [other for other in others if other.row is None][:_SHOWN]
    lacks = [*_lacks((value,), measures, words), *_lacks(unknown, measures, words)]
    lacks += [_list_lack(atom.series, atom.group, measures, words)] if not covers else []
    top = sorted((o for o in others if o.row), key=lambda o: _size(o), reverse=not atom.lowest)
    return Finding(
        found,
        told,
        rows=tuple(_rows((value, *top[:_SHOWN]), words)),
        links=(*_links((value, *(o for o in top if _beyond(o, value, lowest=atom.lowest)))), *_cover_links(covers)),
        covers=(*value.covers, *covers),
        lacks=tuple(lacks) if found is Verdict.NOT_ENOUGH else (),
        suggestions=tuple(suggestions),
        numbers=tuple(_ranking(value, top[:_SHOWN], measures, words, lowest=atom.lowest)),
    )


def _ranking(value: Value, top: Sequence[Value], measures: Measures, words: Words, *, lowest: bool) -> Iterator[NumberFound]:
    """The subject's number and those of others, each with its place among them where all are exact."""
    for one in (value, *top):
        ahead = sum(1 for other in (value, *top) if other is not one and _beyond(other, one, lowest=lowest))
        role: Role = "found" if one is value else "other"
        yield from (replace(n, role=role, place=ahead + 1) for n in _numbers((one,), measures, words))


def _shared(atom: Shared, measures: Measures, words: Words) -> Finding:
    value, group = measures.value(atom.series), _group_words(atom, measures, words)
    if atom.series.subject not in measures.members(atom.group, atom.series.subject):
        return _outside(value, group, measures, words)
    covers = measures.group_covers(atom.series.measure, atom.series.days, atom.group)
    inner = set(measures.members(atom.group, atom.series.subject))
    others = [o for o in rivals(measures, atom.series, atom.group) if not _nested(o.series.subject, inner, measures.reference)]
    found, told, result = Verdict.REFUTED, _told(value, measures, words), None
    if value.numbers is not None:
        result = share(value.numbers, [o.numbers or Interval() for o in others]) if covers else None
        found = compared(result, atom.stated) if result is not None else Verdict.NOT_ENOUGH
    if result is not None:
        told += f": {numbers_words(result.scaled(_HUNDRED))}% of the sum over {group}"
    elif not covers:
        told += f", and nothing says that all {group} are listed"
    else:
        told += f"; the sum over {group} is not known, or may not be above zero"
    unknown = [other for other in others if other.row is None][:_SHOWN]
    lacks = [*_lacks((value,), measures, words), *_lacks(unknown, measures, words)]
    lacks += [_list_lack(atom.series, atom.group, measures, words)] if not covers else []
    known = sorted((o for o in others if o.row), key=_size, reverse=True)
    return Finding(
        found,
        told,
        rows=tuple(_rows((value, *known[:_SHOWN]), words)),
        links=(*_links((value, *known)), *_cover_links(covers)),
        covers=(*value.covers, *covers),
        lacks=tuple(lacks) if found is Verdict.NOT_ENOUGH else (),
        suggestions=() if result is None else (("amount", (result.scaled(_HUNDRED), PERCENT)),),
        numbers=tuple(_numbers((value,), measures, words))
        + tuple(replace(n, role="other") for n in _numbers(known[:_SHOWN], measures, words)),
    )


def _group_words(atom: Ranked | Shared, measures: Measures, words: Words) -> str:
    """The group in words, by the type of the subject where it has none of its own."""
    own = measures.reference.entities[atom.series.subject].type
    return words.group(Group(atom.group.type or own, atom.group.within))


def _outside(value: Value, group: str, measures: Measures, words: Words) -> Finding:
    told = f"{words.name(value.series.subject)} is not one of the {group}"
    return Finding(Verdict.REFUTED, told, rows=tuple(_rows((value,), words)), links=_links((value,)),
                   numbers=tuple(_numbers((value,), measures, words)))  # fmt: skip


def _nested(name: str, members: set[str], reference: Reference) -> bool:
    """Whether a member of a group lies within another, so that a sum would count it twice."""
    return any(above in members for above in reference.place_and_containing(name) if above != name)


def _places(own: Interval, others: Sequence[tuple[Interval, bool]], *, lowest: bool) -> tuple[int, int]:
    if lowest:
        own, others = own.scaled(Fraction(-1)), [(numbers.scaled(Fraction(-1)), optional) for numbers, optional in others]
    found = places(own, others)
    return min(low for low, _ in found), max(high for _, high in found)


def _nth(low: int, high: int) -> str:
    if low == high:
        return "" if low == 1 else f"{ordinal(low)} "
    return f"{ordinal(low)} to {ordinal(high)} "


def _size(value: Value) -> Fraction:
    numbers = value.numbers or Interval()
    return (numbers.low or Fraction(0)) + (numbers.high or Fraction(0))


def _beyond(other: Value, value: Value, *, lowest: bool) -> bool:
    if value.numbers is None or other.numbers is None:
        return False
    return _size(other) < _size(value) if lowest else _size(other) > _size(value)


def _told(value: Value, measures: Measures, words: Words) -> str:
    series = value.series
    what = f"the {words.measure(series.measure)} of {words.name(series.subject)} {period_words(series.days)}"
    if value.numbers is None:
        return f"the list is complete, and it has no {what.removeprefix('the ')}"
    if value.row is None:
        near = f", only one {period_words(value.near[0].period.days(None))}" if value.near else ""
        return f"no row gives {what}{near}"
    if value.numbers.low is None:
        return f"{what} may not have been published by then"
    return f"{what} was {amount(value.numbers, measures.unit(series.measure))}"


def _rows(values: Sequence[Value], words: Words) -> Iterator[RowFound]:
    for value in values:
        if value.row is not None:
            known = value.numbers is not None and value.numbers.low is not None
            why = "the number asked about" if known else "it may not have been published by then"
            yield _row(value.row, "certain" if known else "possible", why, words)
        else:
            for row in value.near[:3]:
                yield _row(row, "none", f"its period: not {period_words(value.series.days)}", words)


def _row(row: Observation, match: str, why: str, words: Words) -> RowFound:
    return RowFound("observations", row.key, match, why, words.observation(row), row.period.text, row.sources)  # type: ignore[arg-type]


def _links(values: Sequence[Value]) -> tuple[frozenset[str], ...]:
    found = [frozenset(value.row.sources) for value in values if value.row is not None]
    found += [frozenset(s for cover in value.covers for s in cover.sources) for value in values if value.covers]
    return tuple(dict.fromkeys(found))


def _cover_links(covers: Sequence[Completeness]) -> tuple[frozenset[str], ...]:
    return (frozenset(source for cover in covers for source in cover.sources),) if covers else ()


def _lacks(values: Sequence[Value], measures: Measures, words: Words) -> tuple[Lack, ...]:
    found = []
    for value in values:
        series = value.series
        what = f"the {words.measure(series.measure)} of {words.name(series.subject)} {period_words(series.days)}"
        if value.row is None and value.numbers is not None:
            found.append(Lack(what))
        elif value.numbers is not None and value.row is not None and value.numbers.point is None:
            known = amount(value.numbers, measures.unit(series.measure)) if value.numbers.low is not None else "out by then"
            found.append(Lack(f"more exactly, {what} ({known})", (), ("observations", value.row.key)))
    return tuple(found)


def _list_lack(series: Series, group: Group, measures: Measures, words: Words) -> Lack:
    cells = (
        ("table", "observations"),
        ("kind", series.measure),
        ("place", group.within or ""),
        ("period", period_of(series.days).text),
    )
    del measures
    return Lack(
        f"a complete list of the {words.measure(series.measure)} of {words.group(group)} {period_words(series.days)}", cells
    )


def _amounts(tag: str, numbers: Interval | None, told: str | None, measures: Measures, measure: str) -> Iterator[Suggestion]:
    """What the number is, in the unit that the claim has."""
    own = measures.unit(measure)
    if numbers is None or numbers.low is None:
        return
    if own is not None and told is not None:
        yield tag, (converted(numbers, own, unit(told)), told)
    yield tag, (numbers, own.name if own else None)


def _turns(left: Value, right: Value, measures: Measures) -> Iterator[Suggestion]:
    """How the one number stands to the other, in every way that a sentence can say it."""
    if left.numbers is None or right.numbers is None or left.numbers.low is None or right.numbers.low is None:
        return
    own, gap, times = (
        measures.unit(left.series.measure),
        difference(left.numbers, right.numbers),
        ratio(left.numbers, right.numbers),
    )
    sign = 1 if gap.low is not None and gap.low > 0 else -1 if gap.high is not None and gap.high < 0 else 0
    how = {1: "higher", -1: "lower"}.get(sign, "the same")
    if times is not None:
        yield "times", times
    if sign:
        yield f"difference {how}", (gap.scaled(Fraction(sign)), own.name if own else None)
        if own is not None and own.dimension == unit(PERCENT).dimension:
            yield f"difference {how}", (gap.scaled(Fraction(sign)), POINTS)
        if times is not None:
            yield f"difference {how}", (times.scaled(_HUNDRED * sign, -_HUNDRED * sign), PERCENT)
    yield "how", how


def _numbers(values: Sequence[Value], measures: Measures, words: Words) -> Iterator[NumberFound]:
    for value in values:
        if value.numbers is not None and value.row is not None:
            own = measures.unit(value.series.measure)
            says = f"{words.name(value.series.subject)}, {period_words(value.series.days).split(' ', 1)[-1]}"
            yield NumberFound(says, "found", value.numbers.low, value.numbers.high, own.name if own else None)
