"""Commands that propose claims, and one that takes what is proposed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from factspec.commands.app import app
from factspec.commands.options import References

Force = Annotated[bool, typer.Option("--force", help="Write over files that are there.")]
Name = Annotated[
    str | None,
    typer.Option("--name", help="What the folder below claims/ is called; the file's name if not given.", metavar="NAME"),
]
Stdout = Annotated[bool, typer.Option("--stdout", help="Print the claims, and write nothing.")]


@app.command()
def draft(
    article: Annotated[
        str, typer.Argument(help="A text, Markdown, HTML or PDF file, an article.md, or an http address.", metavar="ARTICLE")
    ],
    references: References = None,
    name: Name = None,
    published: Annotated[
        str | None, typer.Option("--published", help="The day it was published, such as 2022-06-28.", metavar="DATE")
    ] = None,
    title: Annotated[str | None, typer.Option("--title", help="Its headline.", metavar="TEXT")] = None,
    publisher: Annotated[str | None, typer.Option("--publisher", help="Who published it.", metavar="TEXT")] = None,
    language: Annotated[str | None, typer.Option("--language", help="The language it is in, such as en.", metavar="CODE")] = None,
    url: Annotated[
        str | None,
        typer.Option("--with", help="Ask a model for more, behind this OpenAI-compatible address.", metavar="URL"),
    ] = None,
    model: Annotated[str | None, typer.Option("--model", help="The name of that model.", metavar="NAME")] = None,
    stdout: Stdout = False,
    force: Force = False,
) -> None:
    """Propose claims for an article: claims/NAME/claims.yaml, beside its article.md. Each fails until somebody confirms it.

    Example: factspec draft news.html --published 2022-06-28
    """
    from factspec.desk.draft import About, draft_article

    about = About(name, title, publisher, published, language)
    raise typer.Exit(draft_article(article, references or [], about, url=url, model=model, stdout=stdout, force=force))


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="ClaimReview in JSON-LD, alone or in a feed, or a CSV of claims.", metavar="FILE")],
    references: References = None,
    name: Name = None,
    stdout: Stdout = False,
    force: Force = False,
) -> None:
    """Bring in claims of elsewhere: claims/NAME/claims.yaml. Each is a draft, and fails until somebody confirms it.

    Example: factspec import reviews.json
    """
    from factspec.desk.bring import import_claims

    raise typer.Exit(import_claims(file, references or [], name, stdout=stdout, force=force))


@app.command()
def confirm(
    claims: Annotated[
        list[str] | None,
        typer.Argument(help="Ids of drafts; on a terminal each is shown and asked for if none.", metavar="[CLAIM]..."),
    ] = None,
    references: References = None,
) -> None:
    """Take drafts that say what the article says: `draft: true` goes, all else in the file stays as it is.

    Example: factspec confirm second-meeting
    """
    from factspec.desk.confirm import confirm_claims

    raise typer.Exit(confirm_claims(claims or [], references or []))
