"""Tables of made rows, and how they are written."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

FETCHED = "fetched"


def resource_of(file: str, source: str) -> str:
    """The resource whose rows a file of a source holds: its name tells."""
    own = file.removeprefix(f"{FETCHED}/{source}.")
    return own.removesuffix(".csv") if own != file else file.removesuffix(".csv").rpartition(".")[2]


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of one resource that a source gives, in order; ``file`` is where they stand in the package.

    ``ending`` is how its lines end.
    """

    resource: str
    file: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    ending: str = "\n"

    def text(self) -> str:
        """The table as CSV."""
        out = io.StringIO(newline="")
        writer = csv.writer(out, lineterminator=self.ending)
        writer.writerow(self.columns)
        writer.writerows(self.rows)
        return out.getvalue()
