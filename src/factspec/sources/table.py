"""Tables of made rows, and how they are written."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

FETCHED = "fetched"


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of one resource that a source gives, in order; ``file`` is where they stand in the package."""

    resource: str
    file: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def text(self) -> str:
        """The table as CSV."""
        out = io.StringIO(newline="")
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(self.columns)
        writer.writerows(self.rows)
        return out.getvalue()
