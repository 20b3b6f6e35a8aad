"""Commands for editors and other programs that stay: the language server, and what keeps watch."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from factspec.commands.app import app
from factspec.commands.options import AsOf, KnownBy, Paths, References


@app.command()
def lsp() -> None:
    """Serve an editor over standard input and output: findings, completions, cards and fixes as one types.

    Example, in an editor's settings: factspec lsp
    """
    from factspec.desk.lsp import serve_editor

    raise typer.Exit(serve_editor())


@app.command()
def watch(
    paths: Paths = None,
    references: References = None,
    as_of: AsOf = None,
    known_by: KnownBy = None,
) -> None:
    """Check again whatever is saved, and tell what has changed; Ctrl-C ends it.

    Example: factspec watch claims/tass-2022-06-28-dushanbe
    """
    from factspec.desk.watch import keep_watch

    raise typer.Exit(keep_watch(paths or [], references or [], as_of, known_by))


@app.command()
def mcp(
    project: Annotated[
        Path | None, typer.Option("--project", help="The project's folder; the working folder if not given.", metavar="DIR")
    ] = None,
    references: References = None,
) -> None:
    """Serve a writing assistant by the Model Context Protocol: it may check sentences, and change nothing.

    Example, in an assistant's settings: factspec mcp --project path/to/project
    """
    from factspec.desk.mcp import serve_assistant

    raise typer.Exit(serve_assistant(project, references or []))
