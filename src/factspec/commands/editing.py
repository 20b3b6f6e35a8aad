"""Commands for editors and other programs that stay: the language server, and what keeps watch."""

from __future__ import annotations

import typer

from factspec.commands.app import app


@app.command()
def lsp() -> None:
    """Serve an editor over standard input and output: findings, completions, cards and fixes as one types.

    Example, in an editor's settings: factspec lsp
    """
    from factspec.desk.lsp import serve_editor

    raise typer.Exit(serve_editor())
