"""Neovim with the settings that the documentation gives it: findings arrive in a file, and hovering tells the verdict."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from factspec.commands import run_app

ROOT = Path(__file__).parents[2]
LOOK = """
vim.wait(30000, function() return #vim.diagnostic.get(0) > 0 end)
local found = vim.diagnostic.get(0)[1]
print("finding " .. (found and found.lnum + 1 .. ": " .. found.message or "none") .. "\\n")
local at = { textDocument = { uri = vim.uri_from_bufnr(0) }, position = { line = found.lnum, character = found.col } }
for _, one in pairs(vim.lsp.buf_request_sync(0, "textDocument/hover", at, 30000) or {}) do
  print("hover " .. one.result.contents.value .. "\\n")
end
vim.cmd("qa!")
"""


@pytest.mark.skipif(shutil.which("nvim") is None, reason="nvim is not installed: the settings for Neovim go untried")
def test_the_documented_settings_bring_findings_and_hover(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_app(["init", str(tmp_path / "facts")]) == 0
    capsys.readouterr()
    file = tmp_path / "facts/claims/first-article/claims.yaml"
    file.write_text(file.read_text().replace("Station was about 61,000\n", "Station was about 71,000\n"))
    blocks = re.findall(r"```lua\n(.*?)```", (ROOT / "docs/editor.md").read_text(), re.DOTALL)
    (tmp_path / "init.lua").write_text(next(block for block in blocks if "nvim_create_autocmd" in block))
    (tmp_path / "look.lua").write_text(LOOK)
    program = tmp_path / "bin/factspec"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m factspec "$@"\n')
    program.chmod(0o755)
    path = f"{program.parent}:{os.environ['PATH']}"
    told = subprocess.run(
        ["nvim", "--headless", "-u", str(tmp_path / "init.lua"), str(file), "-S", str(tmp_path / "look.lua")],
        cwd=tmp_path / "facts",
        env={
            **os.environ,
            "HOME": str(tmp_path),
            "PATH": path,
            "PYTHONPATH": str(ROOT / "src"),
        },
        capture_output=True,
        text=True,
        timeout=90,
    )
    said = told.stdout + told.stderr
    assert re.search(r"finding 22: refuted, expected supported: the visitors of “Station” is 61,022", said), said
    assert "hover" in said, said
    assert "refuted" in said.partition("hover")[2], said
