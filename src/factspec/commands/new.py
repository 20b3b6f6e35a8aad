"""Commands that write new projects, and new files of a project."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from factspec.commands.app import app

new = typer.Typer(help="Write a new file for a project, ready to run.", no_args_is_help=True)
app.add_typer(new, name="new")


@app.command()
def init(
    folder: Annotated[Path, typer.Argument(help="Where the project goes; the working folder if none.", metavar="[DIR]")] = Path(),
    name: Annotated[
        str | None, typer.Option("--name", help="What it is called; the folder's name if none.", metavar="NAME")
    ] = None,
) -> None:
    """Write a new project that passes at once: an article with claims, scenarios, data, settings, CI.

    Example: factspec init my-facts
    """
    from factspec.desk.start import start_project

    raise typer.Exit(start_project(folder, name))


@new.command("article")
def new_article(name: Annotated[str, typer.Argument(help="Its id, such as budget-2024.", metavar="NAME")]) -> None:
    """Write claims/NAME with an article and its claims, begun.

    Example: factspec new article budget-2024
    """
    from factspec.desk.new import write_article

    raise typer.Exit(write_article(name))


@new.command("feature")
def new_feature(name: Annotated[str, typer.Argument(help="The name of its file, such as budget.", metavar="NAME")]) -> None:
    """Write features/NAME.feature with a first scenario.

    Example: factspec new feature budget
    """
    from factspec.desk.new import write_feature

    raise typer.Exit(write_feature(name))


@new.command("reference")
def new_reference(
    name: Annotated[str, typer.Argument(help="What the data is called in sentences, such as games.", metavar="NAME")],
    file: Annotated[Path, typer.Option("--from", help="A CSV file with a header.", metavar="FILE")],
    source: Annotated[
        str | None, typer.Option("--source", help="Where the rows come from: an address, or a title.", metavar="URL")
    ] = None,
    publisher: Annotated[str | None, typer.Option("--publisher", help="Who published them.", metavar="NAME")] = None,
    title: Annotated[str | None, typer.Option("--title", help="The title of the publication.", metavar="TITLE")] = None,
    published: Annotated[str | None, typer.Option("--published", help="When, such as 2024-03-02.", metavar="DATE")] = None,
    licence: Annotated[str | None, typer.Option("--licence", help="On what terms, such as CC-BY-4.0.", metavar="NAME")] = None,
    complete: Annotated[bool, typer.Option("--complete", help="The file lists every row there is.")] = False,
) -> None:
    """Make references/NAME out of a CSV file: types found, every row sourced, ready to be asked.

    Example: factspec new reference games --from games.csv --source https://example.org/games --complete
    """
    from factspec.desk.new_reference import write_reference
    from factspec.scaffold.reference import Origin

    origin = Origin(source, publisher, title, published, licence) if source else None
    raise typer.Exit(write_reference(name, file, origin, complete=complete))


@new.command("kind")
def new_kind(name: Annotated[str, typer.Argument(help="What the kind is called, such as by_election.", metavar="NAME")]) -> None:
    """Write validators/NAME.py, a claim kind of the project's own, and the test that holds it to the contract of kinds.

    Example: factspec new kind by_election
    """
    from factspec.desk.new import write_kind

    raise typer.Exit(write_kind(name))


@new.command("validator")
def new_validator(
    name: Annotated[str, typer.Argument(help="What the kind is called, such as by_election.", metavar="NAME")],
) -> None:
    """Write validators/NAME.py: the same as new kind, by the name of its folder.

    Example: factspec new validator by_election
    """
    new_kind(name)
