"""Claims and results as Parquet."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import duckdb

from factspec.problem import Problem, Problems
from factspec.values.nearest import nearest

KEYS = ("id", "article", "quote", "says", "claim", "as_of", "expect", "tags", "note")
_RESULT = {
    "id": "VARCHAR", "article": "VARCHAR", "kind": "VARCHAR", "says": "VARCHAR", "claim": "JSON", "as_of": "VARCHAR",
    "verdict": "VARCHAR", "expected": "VARCHAR", "outcome": "VARCHAR", "because": "VARCHAR",
    "bounds": 'STRUCT("low" BIGINT, "high" BIGINT)', "prediction": "BOOLEAN", "correction": "VARCHAR", "evidence": "JSON",
    "missing": "VARCHAR[]", "location": 'STRUCT("path" VARCHAR, "line" BIGINT)'
}  # fmt: skip


def _literal(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"


def columns_faults(columns: Sequence[str], file: str) -> list[Problem]:
    """What is wrong with the columns of a file of claims."""
    faults = [
        Problem(f"unknown column {name!r}", file, expected=f"one of {', '.join(KEYS)}", nearest=nearest(name, KEYS))
        for name in columns
        if name not in KEYS
    ]
    if not faults and ("id" not in columns or not {"says", "claim"} & set(columns)):
        return [Problem(f"columns {', '.join(columns)}", file, expected="id, and says or claim")]
    return faults


class ParquetClaims:
    """A Parquet file of claims: columns ``id``, and ``says`` (a sentence) or ``claim`` (JSON text, or a struct)."""

    def __init__(self, path: Path) -> None:
        self._path, self._database = path, duckdb.connect(config={"threads": 2})
        try:
            found = self._database.execute(f"DESCRIBE SELECT * FROM read_parquet({_literal(path)})").fetchall()
            count = self._database.execute(f"SELECT count(*) FROM read_parquet({_literal(path)})").fetchall()
        except duckdb.Error as error:
            raise Problems([Problem(f"not Parquet: {str(error).splitlines()[0]}", str(path))]) from None
        self.rows = int(count[0][0])
        columns = {name: kind for name, kind, *_ in found}
        self._object = ", ".join(f"'{name}': {self._cell(name, kind)}" for name, kind in columns.items())
        faults = columns_faults(list(columns), str(path))
        if faults:
            raise Problems(faults)

    def texts(self, first: int, most: int) -> list[str]:
        """Rows as JSON texts, from a row on, counted from 0; keys that are NULL are left out."""
        found = self._database.execute(
            f"SELECT json_merge_patch('{{}}', to_json({{{self._object}}})) FROM read_parquet({_literal(self._path)},"
            f" file_row_number = true) WHERE file_row_number BETWEEN {first} AND {first + most - 1} ORDER BY file_row_number"
        ).fetchall()
        return [text for (text,) in found]

    @staticmethod
    def _cell(name: str, kind: str) -> str:
        if name == "claim" and kind in ("VARCHAR", "JSON"):
            return "CASE WHEN json_valid(claim) THEN claim::JSON ELSE to_json(claim) END"
        return f'CAST("{name}" AS VARCHAR)' if kind in ("DATE", "TIMESTAMP", "BIGINT", "INTEGER") else f'"{name}"'


def written(lines: Path, target: Path) -> None:
    """Writes results, as JSON Lines, to a Parquet file; what has parts of its own stands there as JSON."""
    with duckdb.connect(config={"threads": 2}) as database:
        columns = ", ".join(f"'{name}': '{kind}'" for name, kind in _RESULT.items())
        read = f"format = 'newline_delimited', columns = {{{columns}}}, maximum_object_size = {1 << 28}"
        database.execute(
            f"COPY (SELECT * FROM read_json({_literal(lines)}, {read})) TO {_literal(target)} (FORMAT parquet, COMPRESSION zstd)"
        )


def joined(parts: Path, target: Path) -> None:
    """Writes the Parquet files of a folder, in the order of their names, as one."""
    with duckdb.connect(config={"threads": 2}) as database:
        rows = f"read_parquet({_literal(parts / '*.parquet')}, filename = true)"
        database.execute(
            f"COPY (SELECT * EXCLUDE (filename) FROM {rows} ORDER BY filename, (location).line) TO {_literal(target)}"
            " (FORMAT parquet, COMPRESSION zstd)"
        )


def twice(results: Path, most: int = 20) -> list[tuple[str, int, int]]:
    """The ids that more than one result has, with how often, and the first line that has it."""
    with duckdb.connect(config={"threads": 2}) as database:
        if results.suffix == ".parquet":
            rows = f"SELECT id, location FROM read_parquet({_literal(results)})"
        else:
            kinds = "{'id': 'VARCHAR', 'location': 'STRUCT(line BIGINT)'}"
            rows = f"SELECT id, location FROM read_json({_literal(results)}, format = 'newline_delimited', columns = {kinds})"
        return database.execute(
            f"SELECT id, count(*), min((location).line) AS line FROM ({rows}) r GROUP BY id HAVING count(*) > 1"
            f" ORDER BY line LIMIT {most}"
        ).fetchall()
