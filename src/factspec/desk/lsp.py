"""An editor served."""

from __future__ import annotations

import sys

from factspec.exit_codes import PASSED
from factspec.extras import needs
from factspec.problem import Problem, Problems


def serve_editor() -> int:
    """Serves one editor until it leaves. Raises Problems where no editor is there to be served."""
    needs("editor", "pygls", "factspec lsp")
    if sys.stdin.isatty():
        raise Problems([Problem("factspec lsp speaks to an editor, not to a terminal", expected="to be started by one")])
    from factspec.editor.server import serve

    serve()
    return PASSED
