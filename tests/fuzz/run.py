"""Fuzzing from the command line: ``python -m tests.fuzz.run --seconds 60``, or with names of targets; see CONTRIBUTING.md.

With atheris, mutations are led by what they reach; without it, or with ``--random``, they are random changes of sound files.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent


def main(arguments: list[str]) -> int:
    """Runs one target in this process, or all of them one after another, each in a process of its own."""
    reader = argparse.ArgumentParser(prog="python -m tests.fuzz.run", description=__doc__)
    reader.add_argument("targets", nargs="*", metavar="TARGET", help="all of them if none is named")
    reader.add_argument("--seconds", type=float, default=60, help="how long each is tried")
    reader.add_argument("--random", action="store_true", help="random changes, also where atheris is installed")
    reader.add_argument("--seed", type=int, default=0, help="another one gives other changes")
    reader.add_argument("--list", action="store_true", help="only tell the names of the targets")
    reader.add_argument("--keep", type=Path, default=Path("build/fuzz"), help="the folder for what is found")
    reader.add_argument("--large", type=float, default=0.02, help="the share of inputs of some hundred kilobytes, from 0 to 1")
    asked = reader.parse_args(arguments)
    if len(asked.targets) == 1:
        if not asked.random and _guided():
            from .guided import guided  # before anything of factspec is loaded

            return guided(asked.targets[0], asked.seconds, asked.seed, asked.keep)
        from .tried import told_try

        return told_try(asked.targets[0], asked.seconds, asked.seed, asked.keep, asked.large)
    from .all_targets import all_targets

    names = asked.targets or list(all_targets())
    if asked.list:
        print("\n".join(names))
        return 0
    return _one_by_one(names, asked)


def _one_by_one(names: list[str], asked: argparse.Namespace) -> int:
    failed = 0
    for name in names:
        words = [
            "--seconds",
            str(asked.seconds),
            "--seed",
            str(asked.seed),
            "--keep",
            str(asked.keep),
            "--large",
            str(asked.large),
        ]
        whole = [sys.executable, "-m", "tests.fuzz.run", name, *words, *(["--random"] if asked.random else [])]
        done = subprocess.run(whole, check=False, stderr=subprocess.PIPE, text=True, errors="replace")
        covered = re.findall(r"DONE\s+cov: (\d+) ft: (\d+)", done.stderr)
        if covered:
            print(f"  {covered[-1][0]} branches, {covered[-1][1]} features of them reached", flush=True)
        elif done.returncode:
            print(done.stderr[-2000:], flush=True)
        failed += done.returncode != 0
    return 1 if failed else 0


def _guided() -> bool:
    import importlib.util

    return importlib.util.find_spec("atheris") is not None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
