"""Two runs compared: verdicts that changed, why, and what that says of what was published."""

from __future__ import annotations

import json
import stat
from collections import Counter
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from factspec.exit_codes import FAILED, PASSED
from factspec.problem import Problem, Problems
from factspec.report.difference import MEANINGS, Difference, differences, told
from factspec.report.model import Report

_MOST_BYTES = 1_000_000_000


def diff_results(old: Path, new: Path, *, as_json: bool, fail_on_change: bool) -> int:
    """Prints the claims that came out in another way in the later run."""
    before, after = _report(old), _report(new)
    found = differences(before, after)
    if as_json:
        print(json.dumps([_data(one) for one in found], indent=2, ensure_ascii=False))
    else:
        _show(before, after, found)
    return FAILED if fail_on_change and found else PASSED


def _show(before: Report, after: Report, found: list[Difference]) -> None:
    for one in found:
        print("\n".join(told(one)), end="\n\n" if one.changed else "\n")
    kinds = Counter("changed" if one.changed else one.meaning for one in found)
    same = len(after.results) - kinds["changed"] - kinds["new"]
    parts = [
        f"{kinds[name]} {word}"
        for name, word in (("changed", "with another verdict"), ("new", "new"), ("gone", "gone"))
        if kinds[name]
    ]
    print(f"{len(after.results)} claims: {', '.join([*parts, f'{same} as before'])}")
    meanings = Counter(one.meaning for one in found if one.changed)
    for meaning, number in meanings.most_common():
        print(f"  {number} {MEANINGS[meaning].partition(':')[0]}")
    for name, left, right in (("factspec", before.factspec, after.factspec), ("as of", before.run.as_of, after.run.as_of)):
        if left != right:
            print(f"  {name} {left or 'not given'} -> {right or 'not given'}")
    packages = [{one.name: one.sha256 for one in run.references} for run in (before, after)]
    changed = [name for name in dict.fromkeys((*packages[0], *packages[1])) if packages[0].get(name) != packages[1].get(name)]
    if changed:
        print(f"  reference data that differs: {', '.join(changed)}")


def _data(one: Difference) -> dict[str, Any]:
    sides = {
        name: str(side.verdict or "error") if side else None for name, side in (("before", one.before), ("after", one.after))
    }
    says = one.after or one.before
    rows = {name: [row.model_dump() for row in rows] for name, rows in (("added", one.added), ("gone", one.gone))}
    return {"id": one.id, "says": says.says if says else "", **sides, "causes": list(one.causes), "meaning": one.meaning, **rows}


def _report(file: Path) -> Report:
    try:
        state = file.stat()
        if stat.S_ISCHR(state.st_mode) or stat.S_ISBLK(state.st_mode):
            raise Problems([Problem("a device", str(file), expected="results as --json writes them")])
        if state.st_size > _MOST_BYTES:
            raise Problems([Problem(f"{state.st_size:,} bytes", str(file), expected=f"at most {_MOST_BYTES:,}")])
        return Report.model_validate_json(file.read_bytes())
    except OSError as error:
        raise Problems(
            [Problem(f"cannot be read: {error.strerror}", str(file), expected="results as --json writes them")]
        ) from None
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        wrong = f"no results of factspec's: {first['msg'][:1].lower()}{first['msg'][1:]}"
        raise Problems([Problem(wrong, str(file), path=where, expected="results as --json writes them")]) from None
