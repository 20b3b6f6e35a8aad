"""Commands about reference data: where it comes from, and what happens when it changes."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from factspec.commands.app import app

references = typer.Typer(help="Take reference data from its declared sources, and see what has changed.", no_args_is_help=True)
app.add_typer(references, name="references")

Names = Annotated[
    list[str] | None, typer.Argument(help="Declared sources, as NAME or PACKAGE/NAME; all if none.", metavar="[SOURCE]...")
]
Folder = Annotated[
    Path | None,
    typer.Option("--references", "-r", help="A data package, or a folder of them, in place of the project's.", metavar="DIR"),
]
Private = Annotated[
    list[str] | None,
    typer.Option("--private", help="A host inside your own network that may be asked, as HOST:PORT.", metavar="HOST:PORT"),
]


@references.command("list")
def list_(
    folder: Folder = None,
    json: Annotated[bool, typer.Option("--json", help="Print them as JSON.")] = False,
    attribution: Annotated[bool, typer.Option("--attribution", help="Print whom to name for what, a line each.")] = False,
) -> None:
    """List the data packages: their licences, how many rows they have, and their declared sources.

    Example: factspec references list
    """
    from factspec.desk.references import list_references

    raise typer.Exit(list_references(folder, as_json=json, attribution=attribution))


@references.command("import")
def import_(
    names: Names = None,
    folder: Folder = None,
    private: Private = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be written, and write nothing.")] = False,
) -> None:
    """Take declared sources for the first time: fetch them, make their rows, and keep a snapshot of each.

    Example: factspec references import presidents
    """
    from factspec.desk.refresh import import_sources

    raise typer.Exit(import_sources(names or [], folder, private or [], dry=dry_run))


@references.command()
def refresh(
    names: Names = None,
    folder: Folder = None,
    private: Private = None,
    accept: Annotated[bool, typer.Option("--accept", help="Write what has changed, whole or not at all.")] = False,
) -> None:
    """Ask declared sources again, and show which rows and which verdicts change; nothing is written without --accept.

    Example: factspec references refresh --accept
    """
    from factspec.desk.refresh import refresh_sources

    raise typer.Exit(refresh_sources(names or [], folder, private or [], accept=accept))


@references.command()
def verify(
    folder: Folder = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print only what does not agree.")] = False,
) -> None:
    """Prove, without any network, that rows, snapshots and lock agree.

    Example: factspec references verify
    """
    from factspec.desk.references import verify_references

    raise typer.Exit(verify_references(folder, quiet=quiet))


@references.command()
def diff(
    old: Annotated[Path, typer.Argument(help="A data package, or a folder of them.", metavar="OLD")],
    new: Annotated[Path, typer.Argument(help="The same, later.", metavar="NEW")],
) -> None:
    """Show the rows that differ between two states of the reference data, and the claims that come out in another way.

    Example: factspec references diff ../yesterday/references references
    """
    from factspec.desk.references import diff_references

    raise typer.Exit(diff_references(old, new))


@references.command()
def add(
    package: Annotated[str, typer.Argument(help="The folder or the address of a data package.", metavar="PATH|URL")],
    name: Annotated[
        str | None, typer.Option("--name", help="What its folder is called; its own name if none.", metavar="NAME")
    ] = None,
    folder: Folder = None,
    private: Private = None,
) -> None:
    """Add a whole data package to the project: read strictly, with its licence told and its files locked.

    Example: factspec references add https://example.org/world-population/datapackage.json
    """
    from factspec.desk.add import add_package

    raise typer.Exit(add_package(package, name, folder, private or []))


@references.command()
def export(
    file: Annotated[Path, typer.Argument(help="The WARC file to write; packed if its name ends in .gz.", metavar="FILE")],
    folder: Folder = None,
) -> None:
    """Write the snapshots that rows were made from into a WARC file, for an archive.

    Example: factspec references export build/snapshots.warc.gz
    """
    from factspec.desk.references import export_warc

    raise typer.Exit(export_warc(file, folder))
