"""Commands that check claims and tell how they came to their verdicts."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from factspec.commands.app import app
from factspec.commands.options import (
    AsOf,
    ClaimReview,
    Ctrf,
    EngineUrl,
    Explained,
    Github,
    Junit,
    KnownBy,
    Markdown,
    Paths,
    Quiet,
    References,
    Resume,
    Sarif,
)


@app.command()
def check(
    paths: Paths = None,
    references: References = None,
    as_of: AsOf = None,
    known_by: KnownBy = None,
    html: Annotated[Path | None, typer.Option("--html", help="Write the HTML report here.", metavar="FILE")] = None,
    json: Annotated[Path | None, typer.Option("--json", help="Write the results as JSON here.", metavar="FILE")] = None,
    history: Annotated[
        Path | None, typer.Option("--history", help="Add the run to this history, and tell what has changed.", metavar="FILE")
    ] = None,
    junit: Junit = None,
    sarif: Sarif = None,
    ctrf: Ctrf = None,
    markdown: Markdown = None,
    claimreview: ClaimReview = None,
    github: Github = False,
    explain: Explained = "none",
    resume: Resume = False,
    engine: EngineUrl = "duckdb",
    quiet: Quiet = False,
    fresh: Annotated[bool, typer.Option("--fresh", help="Check all of it again, also what has not changed since.")] = False,
    dry: Annotated[bool, typer.Option("--dry", help="Only look through: steps nobody knows, and what nothing uses.")] = False,
) -> None:
    """Check claims against the reference data: a project's, or many in a file of JSON Lines or Parquet.

    Example: factspec check --html build/report.html
    Example: factspec check claims.jsonl --json results.jsonl
    """
    if dry:
        from factspec.desk.dry import dry_check
        from factspec.desk.opened import project_at

        raise typer.Exit(dry_check(project_at(paths or [], references or [])))
    from factspec.bulk.intake import SUFFIXES

    if any(path.suffix in SUFFIXES for path in paths or ()):
        from factspec.desk.bulk import check_bulk

        given = {"html": html, "history": history, "junit": junit, "sarif": sarif, "ctrf": ctrf, "markdown": markdown}
        others = [name for name, file in {**given, "claimreview": claimreview}.items() if file] + ["github"] * github
        code = check_bulk(
            paths or [],
            references or [],
            as_of,
            known_by,
            json,
            others,
            explained=explain,
            resume=resume,
            engine=engine,
            quiet=quiet,
        )  # fmt: skip
        raise typer.Exit(code)
    from factspec.desk.check import check_project

    if resume or explain != "none" or engine != "duckdb":
        option = "--resume" if resume else "--engine" if engine != "duckdb" else "--explain"
        raise typer.BadParameter(f"{option} is for a file of many claims, such as claims.jsonl")

    formats = {"junit": junit, "sarif": sarif, "ctrf": ctrf, "markdown": markdown, "claimreview": claimreview}
    files = {"html": html, "json": json, **formats}
    raise typer.Exit(
        check_project(paths or [], references or [], as_of, known_by, files, history, github=github, quiet=quiet, fresh=fresh)
    )


@app.command()
def say(
    sentence: Annotated[
        str | None,
        typer.Argument(help="A claim in plain words; without one, a prompt, or a sentence a line.", metavar="[SENTENCE]"),
    ] = None,
    references: References = None,
    as_of: AsOf = None,
    known_by: KnownBy = None,
    json: Annotated[bool, typer.Option("--json", help="Print the result as JSON.")] = False,
) -> None:
    """Check a sentence; the exit code is 0 where it is supported and 1 where it is not.

    Without one, sentences are asked for on a terminal, and read from standard input elsewhere, a line each.

    Example: factspec say "Vladimir Putin visited Tajikistan on 2022-06-28"
    """
    if sentence is not None:
        from factspec.desk.say import say_sentence

        raise typer.Exit(say_sentence(sentence, references or [], as_of, known_by, as_json=json))
    from factspec.desk.said import say_sentences

    raise typer.Exit(say_sentences(references or [], as_of, known_by, as_json=json))


@app.command()
def explain(
    claim: Annotated[
        str, typer.Argument(help="The id of a claim: article/claim, or its last part where only one has it.", metavar="CLAIM")
    ],
    references: References = None,
    as_of: AsOf = None,
    known_by: KnownBy = None,
) -> None:
    """Show how a claim came to its verdict: every row, near miss, completeness statement and source.

    Example: factspec explain second-meeting-in-person
    """
    from factspec.desk.explain import explain_claim

    raise typer.Exit(explain_claim(claim, references or [], as_of, known_by))
