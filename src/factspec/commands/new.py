"""Commands that write new files of a project."""

from __future__ import annotations

from typing import Annotated

import typer

from factspec.commands.app import app

new = typer.Typer(help="Write a new file for a project, ready to run.", no_args_is_help=True)
app.add_typer(new, name="new")


@new.command("kind")
def new_kind(name: Annotated[str, typer.Argument(help="What the kind is called, such as by_election.", metavar="NAME")]) -> None:
    """Write validators/NAME.py, a claim kind of the project's own, and the test that holds it to the contract of kinds.

    Example: factspec new kind by_election
    """
    from factspec.desk.new import write_kind

    raise typer.Exit(write_kind(name))
