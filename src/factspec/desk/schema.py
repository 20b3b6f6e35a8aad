"""JSON Schemas printed or written."""

from __future__ import annotations

import json
from pathlib import Path

from factspec.exit_codes import PASSED
from factspec.kinds import built_in
from factspec.problem import Problem, Problems
from factspec.project import project_kinds
from factspec.report.write import write
from factspec.settings import project_root
from factspec.values.nearest import nearest


def tell_schema(name: str, output: Path | None) -> int:
    """Prints a schema, or writes it to a file. Raises Problems for a name there is no schema of."""
    from factspec.schemas import SCHEMAS

    if name not in SCHEMAS:
        raise Problems([Problem(f"no schema {name!r}", expected=f"one of {', '.join(SCHEMAS)}", nearest=nearest(name, SCHEMAS))])
    root = project_root(Path.cwd())
    kinds = {**built_in(), **project_kinds(root / "validators", root)}
    text = json.dumps(SCHEMAS[name](kinds), indent=2, ensure_ascii=False) + "\n"
    if output is None:
        print(text, end="")
        return PASSED
    try:
        write(output, text)
    except OSError as error:
        raise Problems(
            [Problem(f"cannot be written: {error.strerror}", str(output), expected="a file that may be written")]
        ) from None
    print(f"schema: {output}")
    return PASSED
