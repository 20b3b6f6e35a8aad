"""Commands that tell what has changed since a claim was checked, or published."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from factspec.commands.app import app
from factspec.commands.options import References


@app.command()
def diff(
    old: Annotated[Path, typer.Argument(help="The results of a run, as --json wrote them.", metavar="OLD")],
    new: Annotated[Path, typer.Argument(help="The results of a later run.", metavar="NEW")],
    json: Annotated[bool, typer.Option("--json", help="Print what differs as JSON.")] = False,
    fail_on_change: Annotated[bool, typer.Option("--fail-on-change", help="Leave 1 where anything differs.")] = False,
) -> None:
    """Show the claims that came out in another way in a later run, why, and whether they were ever true.

    Example: factspec diff yesterday.json today.json --fail-on-change
    """
    from factspec.desk.diff import diff_results

    raise typer.Exit(diff_results(old, new, as_json=json, fail_on_change=fail_on_change))


@app.command()
def audit(
    article: Annotated[str, typer.Argument(help="An article: its id, its folder or a file of it.", metavar="ARTICLE")],
    references: References = None,
    known_by: Annotated[
        str | None, typer.Option("--known-by", help="The day that counts as then; the article's own if none.", metavar="DATE")
    ] = None,
) -> None:
    """Tell for each claim of an article whether it was true by what was known then, whether it is now, and why not.

    Example: factspec audit tass-2022-06-28-dushanbe
    """
    from factspec.desk.audit import audit_article

    raise typer.Exit(audit_article(article, references or [], known_by))
