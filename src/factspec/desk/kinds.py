"""The kinds of claim, listed or held to their contract."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from factspec.desk.opened import reference_only
from factspec.exit_codes import FAILED, PASSED
from factspec.problem import Problem, Problems
from factspec.settings import project_root
from factspec.values.nearest import nearest


def tell_kinds(names: Sequence[str], *, as_json: bool, verify: bool) -> int:
    """Prints the kinds of claim, or what the project's own lack to keep the contract."""
    import json as json_text

    from factspec.catalogue import as_data, catalogue_of, listing
    from factspec.claim import kind_name
    from factspec.contract import bench_of, lacks
    from factspec.kinds import built_in
    from factspec.project import project_kinds

    root = project_root(Path.cwd())
    own = project_kinds(root / "validators", root)
    kinds = {**built_in(), **own}
    for name in names:
        if name not in kinds:
            near = nearest(name, kinds)
            raise Problems([Problem(f"no kind of claim {name!r}", expected=f"one of {', '.join(kinds)}", nearest=near)])
    asked = {name: kinds[name] for name in names} or kinds
    if verify:
        held = {name: kind for name, kind in asked.items() if name in names or name in own}
        if not held:
            raise Problems([Problem("no kinds to hold to the contract", str(root), expected="validators/*.py, or a NAME")])
        bench = bench_of(reference_only([]))
        here = [package.name for package in bench.reference.packages]
        away = [kind for name, kind in held.items() if name not in own and kind.reference not in here]
        if away:
            told = "the examples of {} speak of a data package {!r} that is not here"
            raise Problems(
                [Problem(told.format(kind_name(kind), kind.reference), expected="a kind of the project's own") for kind in away]
            )
        faults = [fault for name in held for fault in lacks(bench.kinds[name], bench)]
        print("\n".join(map(str, faults)) or f"{', '.join(held)}: the contract is kept")
        return FAILED if faults else PASSED
    if as_json:
        print(json_text.dumps(as_data(asked), indent=2, ensure_ascii=False))
    else:
        print(catalogue_of(asked) if names else listing(asked), end="")
    return PASSED
