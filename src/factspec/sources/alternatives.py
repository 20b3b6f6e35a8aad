"""Sources that can take the place of others: of those that give the same rows, one is taken at a time."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from factspec.problem import Problem, Problems
from factspec.sources.declared import Source


def rivals(source: Source, declared: Iterable[Source]) -> list[str]:
    """The names of the sources whose rows go where this one is taken: those it stands in for, and those that stand in for it."""
    others = [one for one in declared if one.package == source.package and one.name != source.name]
    own = set(source.declared.instead_of)
    return [
        one.name
        for one in others
        if one.name in own or own & {*one.declared.instead_of} or source.name in one.declared.instead_of
    ]


def usual(declared: Sequence[Source], taken: Collection[tuple[str, str]]) -> list[Source]:
    """The sources to take where none is named: those that are taken, and those that need no choice.

    ``taken`` are sources that have rows, each as the package's name and its own.
    """
    found = []
    for source in declared:
        here = (source.package.name, source.name)
        displaced = any((source.package.name, name) in taken for name in rivals(source, declared))
        if here in taken or not (source.declared.instead_of or displaced):
            found.append(source)
    return found


def check_choice(chosen: Sequence[Source]) -> None:
    """Raises Problems where two of the sources are to give the same rows."""
    faults = []
    for source in chosen:
        names = {one.name for one in chosen if one.package == source.package}
        faults += [
            Problem(f"{source.title} stands in for {name!r}, which is named too", source.file, expected="one of them")
            for name in source.declared.instead_of
            if name in names
        ]
    if faults:
        raise Problems(faults)
