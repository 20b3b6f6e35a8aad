"""The command that publishes JSON Schemas."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from factspec.commands.app import app


@app.command()
def schema(
    name: Annotated[str, typer.Argument(help="What it is of: claims, settings or results.", metavar="[NAME]")] = "claims",
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write it here.", metavar="FILE")] = None,
) -> None:
    """Print the JSON Schema of claims.yaml, of the settings, or of the results; the project's own kinds are in it.

    Example: factspec schema claims --output build/claims.schema.json
    """
    from factspec.desk.schema import tell_schema

    raise typer.Exit(tell_schema(name, output))
