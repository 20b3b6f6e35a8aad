"""Commands that hold the checks themselves to account: how much of an article they reach, and whether they can fail."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from factspec.commands.app import app
from factspec.commands.options import AsOf, KnownBy, Quiet, References

Articles = Annotated[
    list[Path] | None,
    typer.Argument(help="Claims files or folders; the project's own if none.", metavar="[PATH]..."),
]
Json = Annotated[Path | None, typer.Option("--json", help="Write all of it as JSON here.", metavar="FILE")]
FailUnder = Annotated[
    str | None, typer.Option("--fail-under", help="Fail below this percentage, such as 95.", metavar="PERCENT")
]  # fmt: skip


@app.command()
def mutate(
    paths: Articles = None,
    references: References = None,
    as_of: AsOf = None,
    known_by: KnownBy = None,
    json: Json = None,
    fail_under: FailUnder = None,
    every: Annotated[bool, typer.Option("--all", help="Print every near miss, those that were killed too.")] = False,
    quiet: Quiet = False,
) -> None:
    """Slip every blank of every claim, and tell which slips the check would not have noticed.

    Example: factspec mutate --fail-under 95
    """
    from factspec.desk.mutate import mutate_claims

    raise typer.Exit(
        mutate_claims(paths or [], references or [], as_of, known_by, json, fail_under, every=every, quiet=quiet)
    )  # fmt: skip


@app.command()
def coverage(
    paths: Articles = None,
    references: References = None,
    json: Json = None,
    fail_under: FailUnder = None,
    every: Annotated[bool, typer.Option("--all", help="Print every paragraph, not only those with something untouched.")] = False,
    quiet: Quiet = False,
) -> None:
    """Tell which numbers, dates, names and sentences of an article no claim and no waiver accounts for.

    Example: factspec coverage --fail-under 100
    """
    from factspec.desk.coverage import tell_coverage

    raise typer.Exit(tell_coverage(paths or [], references or [], json, fail_under, every=every, quiet=quiet))


@app.command()
def anchors(
    paths: Articles = None,
    accept: Annotated[bool, typer.Option("--accept", help="Write what moved or was edited into the claims files.")] = False,
    claim: Annotated[
        list[str] | None,
        typer.Option("--claim", help="Only the quotation of this claim; may be given several times.", metavar="ID"),
    ] = None,
    json: Json = None,
) -> None:
    """Tell what became of the quotations of claims when their article changed, word by word.

    Example: factspec anchors --accept --claim second-meeting-in-person
    """
    from factspec.desk.anchors import tell_anchors

    raise typer.Exit(tell_anchors(paths or [], claim or [], json, accept=accept))
