"""A new project begun."""

from __future__ import annotations

from pathlib import Path

from factspec.exit_codes import PASSED
from factspec.scaffold.start import start


def start_project(folder: Path, name: str | None) -> int:
    """Writes a new project and says what to do next."""
    made, kept = start(folder, name)
    for file in made:
        print(f"written: {file}")
    for file in kept:
        print(f"kept as it was: {file}")
    print("\nnext:")
    if folder.resolve() != Path.cwd():
        print(f"  cd {folder}")
    print("  factspec check")
    print("  factspec new reference games --from games.csv --source https://example.org/games --complete   (your own data)")
    return PASSED
