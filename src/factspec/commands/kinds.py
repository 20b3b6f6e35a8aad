"""Commands about the kinds of claim."""

from __future__ import annotations

from typing import Annotated

import typer

from factspec.commands.app import app


@app.command()
def kinds(
    names: Annotated[
        list[str] | None, typer.Argument(help="Kinds to tell all of; all of them in short if none.", metavar="[NAME]...")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print them as JSON, with the schema of the typed form.")] = False,
    verify: Annotated[
        bool, typer.Option("--check", "--verify", help="Hold the project's own kinds to the contract, and name what is missing.")
    ] = False,
) -> None:
    """List the kinds of claim, with their sentences and examples; those of the project's validators too.

    Example: factspec kinds count
    """
    from factspec.desk.kinds import tell_kinds

    raise typer.Exit(tell_kinds(names or [], as_json=json, verify=verify))
