"""The command that tells whether all is well with a project and with the machine."""

from __future__ import annotations

from typing import Annotated

import typer

from factspec.commands.app import app
from factspec.commands.options import References


@app.command()
def doctor(
    references: References = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print only what wants doing.")] = False,
) -> None:
    """Look over the installation and the project, and say what to do about what is not well.

    Example: factspec doctor
    """
    from factspec.desk.doctor import look_over

    raise typer.Exit(look_over(references or [], quiet=quiet))
