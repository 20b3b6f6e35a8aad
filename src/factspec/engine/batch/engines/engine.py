"""What a batch asks of a database: keep an index, take rows in, keep what a query gives, give rows out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Protocol

from factspec.engine.batch.layout import Columns
from factspec.problem import problem

Row = tuple[Any, ...]
INDEX = "factspec_"  # and the hash of what it holds: the name of a kept index, where an engine keeps any


class Engine(Protocol):
    """A database at work. Tables have plain names, and an engine sees to it that nobody else's are touched.

    Whatever goes wrong in the database comes as Problems.
    """

    @property
    def name(self) -> str:
        """What it is and where, in a word; no password."""

    def keep(self, content: Callable[[], str], tables: Sequence[str], build: Callable[[], None]) -> None:
        """Sees to it that the tables of an index are there.

        ``content`` gives the hash of all that is in them, for engines that keep an index from one run to the next;
        ``build`` makes the tables by ``fill`` and ``table`` where there are none of that content.
        """

    def fill(self, name: str, columns: Columns, rows: Iterable[Row]) -> None:
        """Makes a table anew with these rows."""

    def table(self, name: str, query: str, by: Sequence[str] = ()) -> None:
        """Makes a table anew with the rows of a query; ``by``: the columns that it is looked up by."""

    def add(self, name: str, query: str) -> None:
        """Adds the rows of a query to a table, column by column in their order."""

    def rows(self, query: str) -> Iterator[Row]:
        """The rows of a query."""

    def close(self) -> None:
        """Lets go of all that was made, but for a kept index."""


@contextmanager
def told(name: str, *faults: type[Exception]) -> Iterator[None]:
    """Faults of a database told as problems, in the first line of its own words.

    Of Java's it is the one that names the cause, and of those of a worker in Python the last of its traceback.
    """
    try:
        yield
    except faults as fault:
        lines = str(fault).strip().splitlines() or [type(fault).__name__]
        traced = next((number for number, line in enumerate(lines) if "Traceback (most recent call last)" in line), None)
        if traced is None:
            cause = next((line for line in lines if line.startswith(": ")), lines[0])
        else:
            cause = next((line for line in lines[traced + 1 :] if line[:1].strip()), lines[0])
        raise problem(f"{name}: {cause.removeprefix(': ').strip()}") from fault
