"""Files of events as relations that the database can ask, whatever their format.

A Parquet file is asked as it lies; a plain CSV file is taken into a table by the database. What the database might read otherwise
than the Python reader does is read in Python, a row at a time, and then taken in.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from factspec.reference.bulk import careful, delimited, parquet
from factspec.reference.bulk.cells import COLUMNS
from factspec.reference.bulk.relation import Relation, looks
from factspec.reference.bulk.workspace import Workspace
from factspec.reference.files import Layout


def relation(work: Workspace, path: Path, file_format: str, layout: Layout) -> Relation:
    """The rows of one file. Raises Problems for what cannot be read."""
    found = parquet.taken(work, path) if file_format == "parquet" else None
    if found is not None:
        return found
    if file_format in ("csv", "tsv"):
        found = delimited.taken(work, path, layout)
    found = found or careful.taken(work, path, file_format, layout)
    cells = {name: name for name in COLUMNS if name in found.columns}
    return replace(found, looks=looks(work, f"({found.raw}) raw", cells))
