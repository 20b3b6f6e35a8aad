"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

References = Annotated[
    list[Path] | None,
    typer.Option("--references", "-r", help="A data package, or a folder of them, in place of the project's.", metavar="DIR"),
]  # fmt: skip
AsOf = Annotated[
    str | None, typer.Option("--as-of", help="The day of speaking for every claim, such as 2022-06-28.", metavar="DATE")
]
Junit = Annotated[Path | None, typer.Option("--junit", help="Write JUnit XML here.", metavar="FILE")]
Sarif = Annotated[Path | None, typer.Option("--sarif", help="Write SARIF here, for code scanning.", metavar="FILE")]
Ctrf = Annotated[Path | None, typer.Option("--ctrf", help="Write CTRF JSON here.", metavar="FILE")]
Markdown = Annotated[Path | None, typer.Option("--markdown", help="Write a short summary in Markdown here.", metavar="FILE")]
ClaimReview = Annotated[
    Path | None, typer.Option("--claimreview", help="Write reviews to publish, in JSON-LD, here.", metavar="FILE")
]
Github = Annotated[bool, typer.Option("--github", help="Print annotations for GitHub's pages.")]
KnownBy = Annotated[
    str | None, typer.Option("--known-by", help="Use only what some source had published by this day.", metavar="DATE")
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print only what failed.")]
Explained = Annotated[
    Literal["none", "failed", "all"],
    typer.Option("--explain", help="With a file of many claims: which results tell their evidence and corrections."),
]
Resume = Annotated[bool, typer.Option("--resume", help="With a file of many claims: go on with an interrupted run.")]
EngineUrl = Annotated[
    str, typer.Option("--engine", help="With a file of many claims: duckdb, postgresql://..., or spark.", metavar="URL")
]
Paths = Annotated[
    list[Path] | None,
    typer.Argument(help="Claims files, feature files or folders; the project's own if none.", metavar="[PATH]..."),
]
