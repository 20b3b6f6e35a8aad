"""A project's verdicts for writing assistants, by the Model Context Protocol: asked and answered, nothing is ever written."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from contextlib import redirect_stdout
from pathlib import Path
from typing import TypeVar

from factspec import __version__
from factspec.desk.assistant import Assistant, FormTold, VerdictTold
from factspec.exit_codes import PASSED
from factspec.extras import needs
from factspec.problem import Problem, Problems
from factspec.settings import project_root

Answer = TypeVar("Answer")
_INSTRUCTIONS = """\
factspec checks sentences against reference data that names its sources. Call list_forms to see which sentences can be
read, write the statement to be checked as one of them, then call check_sentence. A verdict is one of: supported, refuted,
conflicting evidence, not enough evidence. The last two are answers, not failures: do not round them to yes or no.
Give the day of speaking (as_of) where the statement says "this year" or "so far".
"""


def serve_assistant(folder: Path | None, references: Sequence[Path]) -> int:
    """Serves one assistant over standard input and output, until it leaves."""
    needs("mcp", "mcp", "factspec mcp")
    if sys.stdin.isatty():
        raise Problems([Problem("factspec mcp speaks to an assistant, not to a terminal", expected="to be started by one")])
    root = project_root(folder or Path.cwd())
    _server(Assistant(root, references)).run("stdio")
    return PASSED


def _server(assistant: Assistant):  # type: ignore[no-untyped-def]  # the library is an extra
    from mcp.server import MCPServer
    from mcp.server.mcpserver.exceptions import ToolError
    from mcp.types import ToolAnnotations

    server = MCPServer("factspec", version=__version__, instructions=_INSTRUCTIONS, log_level="WARNING")
    reading = ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False)

    def told(answer: Callable[[], Answer]) -> Answer:
        """An answer; what a validator prints on the way does not get between the messages of the protocol."""
        try:
            with redirect_stdout(sys.stderr):
                return answer()
        except Problems as faults:
            raise ToolError(str(faults)) from None

    @server.tool(annotations=reading)
    async def check_sentence(sentence: str, as_of: str | None = None, known_by: str | None = None) -> VerdictTold:
        """Check one sentence against the reference data: its verdict, the rows and sources behind it, and what is missing.

        The sentence has to be one of the forms that list_forms gives. as_of is the day it is said on and known_by the day
        by which sources count, both as ISO 8601 dates.
        """
        return told(lambda: assistant.check_sentence(sentence, as_of, known_by))

    @server.tool(annotations=reading)
    async def list_forms(kind: str | None = None) -> list[FormTold]:
        """List the sentences that can be checked, with examples: of one kind of claim, or of all there is data for here."""
        return told(lambda: assistant.list_forms(kind))

    @server.tool(annotations=reading)
    async def explain_claim(claim: str) -> VerdictTold:
        """Explain how a claim of the project came to its verdict. The claim is named by its id, or the last part of it."""
        return told(lambda: assistant.explain_claim(claim))

    return server
