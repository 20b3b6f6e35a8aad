"""Completion in a real bash: the script that `--show-completion` prints, asked as the Tab key asks."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ASK = """
eval "$(factspec --show-completion bash)"
COMP_WORDS=($LINE) COMP_CWORD=$(( ${#COMP_WORDS[@]} - 1 ))
function=$(complete -p factspec | sed 's/.*-F \\([^ ]*\\).*/\\1/')
"$function" factspec
printf '%s\\n' "${COMPREPLY[@]}"
"""


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed: completion goes untried")
@pytest.mark.parametrize(
    ("line", "offered"), [("factspec expl", "explain"), ("factspec new ref", "reference"), ("factspec check --js", "--json")]
)
def test_the_tab_key_completes(line: str, offered: str, tmp_path: Path) -> None:
    program = tmp_path / "factspec"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m factspec "$@"\n')
    program.chmod(0o755)
    env = {
        **os.environ,
        "PATH": f"{tmp_path}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT / "src"),
        "LINE": line,
        "SHELL": "bash",
    }
    told = subprocess.run(["bash", "--norc", "-c", ASK], env=env, capture_output=True, text=True, timeout=60)
    assert offered in told.stdout.split(), told.stdout + told.stderr
