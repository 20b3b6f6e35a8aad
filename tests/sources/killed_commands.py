"""Whole commands that are killed at each step that touches the reference data, in processes of their own; what is left is told.

Run as ``python killed_commands.py FOLDER COMMAND POINTS``: a line for each of about POINTS kills, spread evenly over its
calls to the system that name a file of the project; for 0, at each of them. A line says in which state the kill has left the
data, and in which they are after the same command was run again.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import shutil
import signal
import sys
from pathlib import Path

import factspec.desk.add
import factspec.run  # noqa: F401  what every child needs is loaded once
from factspec.commands import run_app
from factspec.problem import Problems
from factspec.reference.journal import settle
from factspec.sources.verify import proof

EVENTS = ("open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.truncate", "shutil.rmtree", "fcntl.flock")
PACKAGE = {
    "sources.csv": "id,publisher,title,url,published\nhand,The Desk,By hand,https://example.org/hand,2022-06-01\n",
    "entities.csv": "id,type,name\nland,country,Land\n",
    "measures.csv": "measure,phrase,unit\npopulation,population,people\n",
}
SHEET = "subject,measure,period,value,unit,sources\nland,population,2022,{number},people,hand\n"
DECLARED = """\
kind: file
file: sources/collected/people.csv
provenance: by hand
licence: CC0-1.0
rows: [{resource: observations, into: observations.csv}, {resource: observations}]
"""
OTHER = {
    "sources.csv": "id,publisher,title,url\nother,Other,O,https://example.org/o\n",
    "entities.csv": "id,type,name\nsea,sea,Sea\n",
}
COMMANDS = {
    "import": ["references", "import"],
    "refresh": ["references", "refresh", "--accept"],
    "add": ["references", "add", "elsewhere/other"],
}


def written(folder: Path, files: dict[str, str]) -> None:
    folder.mkdir(parents=True)
    for name, text in files.items():
        (folder / name).write_text(text)
    resources = [{"name": name.removesuffix(".csv"), "path": name} for name in files]
    (folder / "datapackage.json").write_text(json.dumps({"name": folder.name, "resources": resources}))


def project(root: Path, command: str) -> None:
    """A project in which the command has something to write, as the working folder."""
    shutil.rmtree(root, ignore_errors=True)
    written(root / "references/facts", PACKAGE)
    written(root / "elsewhere/other", OTHER)
    (root / "pyproject.toml").write_text("[tool.factspec]\n")
    (root / "claims/a").mkdir(parents=True)
    (root / "claims/a/claims.yaml").write_text("claims:\n- id: a\n  says: the population of Land in 2022 was 10 people\n")
    collected = root / "references/facts/sources/collected/people.csv"
    collected.parent.mkdir(parents=True)
    (root / "references/facts/sources/people.yaml").write_text(DECLARED.replace(", {resource: observations}", ""))
    collected.write_text(SHEET.format(number=10))
    os.chdir(root)
    if command == "refresh":
        assert ran(COMMANDS["import"]) == 0
        collected.write_text(SHEET.format(number=11))


def touches(event: str, given: tuple[object, ...], root: str) -> bool:
    """Whether a call to the system is about a file of the project; one that names a handle is."""
    if event not in EVENTS or not given:
        return False
    if isinstance(given[0], int):
        return event in ("os.truncate", "fcntl.flock")
    return isinstance(given[0], str | os.PathLike) and str(Path(given[0]).absolute()).startswith(root)


def ran(words: list[str], kill_at: int | None = None, counting: bool = False) -> int:
    """Runs a command in a child; gives its exit code, minus nine where it was killed. ``counting`` writes down its calls."""
    child = os.fork()
    if child == 0:
        calls, root = 0, str(Path.cwd())

        def count(event: str, given: tuple[object, ...]) -> None:
            nonlocal calls
            if touches(event, given, root):
                calls += 1
                if calls == kill_at:
                    os.kill(os.getpid(), signal.SIGKILL)

        said = io.StringIO()
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            if kill_at is not None or counting:
                sys.addaudithook(count)
            code = run_app(words)
        if counting:
            Path(sys.argv[1]).with_suffix(".calls").write_text(str(calls))
        os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def state(command: str) -> str:
    """Which state the data are in, once somebody has opened them: as they were, as they should become, or neither."""
    references = Path("references")
    try:
        settle(references)
        found = proof(references)
    except Problems as bad:
        return f"broken: {bad}"
    left = [fault for fault in found.faults if "never came about" not in fault.wrong and "sheet has changed" not in fault.wrong]
    if left:
        return f"broken: {left[0]}"
    observed = Path("references/facts/observations.csv")
    number = observed.read_text().split(",")[8] if observed.exists() else ""
    added = sorted(path.name for path in Path("references/other").iterdir()) if Path("references/other").exists() else []
    match command:
        case "import":
            new, old = number == "10" and found.sources == 1, not number and found.sources == 0
        case "refresh":
            new, old = number == "11" and found.sources == 1, number == "10"
        case _:
            new, old = added == ["datapackage.json", "entities.csv", "references.lock", "sources.csv"], not added
    return "new" if new else "old" if old else f"mixed: {number} {added}"


def main(root: Path, command: str, points: int) -> None:
    words = COMMANDS[command]
    project(root, command)
    assert ran(words, counting=True) == 0
    assert state(command) == "new"
    calls = int(root.with_suffix(".calls").read_text())
    for call in range(1, calls + 1, max(1, calls // points) if points else 1):
        project(root, command)
        assert ran(words, kill_at=call) == -signal.SIGKILL
        left = state(command)
        again = ran(words)
        expected = 2 if (command, left) == ("add", "new") else 0
        rest = [path.name for path in Path("references").rglob(".references-*")]
        print(left, state(command) if again == expected and not rest else f"stuck: {again} {rest}", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]).absolute(), sys.argv[2], int(sys.argv[3]))
