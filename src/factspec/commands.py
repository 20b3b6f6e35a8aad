"""The commands of ``factspec``, with their arguments and help."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated

import typer
from typer.exceptions import TyperException

from factspec import __version__
from factspec.exit_codes import BAD_INPUT, FAILED, FAULT, PASSED
from factspec.problem import Problem, Problems

app = typer.Typer(
    name="factspec",
    help="Executable specifications of facts: an article's claims, checked against reference data that names its sources.",
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

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


def _version(asked: bool) -> None:
    if asked:
        print(f"factspec {__version__}")
        raise typer.Exit


@app.callback()
def _main(
    version: Annotated[
        bool, typer.Option("--version", "-V", help="Print the version.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    del version


@app.command()
def check(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(help="Claims files, feature files or folders; the project's own if none.", metavar="[PATH]..."),
    ] = None,
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
    quiet: Quiet = False,
) -> None:
    """Check claims against the reference data.

    Example: factspec check --html build/report.html
    """
    from factspec.desk import check_project

    others = {"junit": junit, "sarif": sarif, "ctrf": ctrf, "markdown": markdown, "claimreview": claimreview}
    files = {"html": html, "json": json, **others}
    raise typer.Exit(check_project(paths or [], references or [], as_of, known_by, files, history, github=github, quiet=quiet))


@app.command()
def say(
    sentence: Annotated[str, typer.Argument(help="A claim in plain words.", metavar="SENTENCE")],
    references: References = None,
    as_of: AsOf = None,
    known_by: KnownBy = None,
    json: Annotated[bool, typer.Option("--json", help="Print the result as JSON.")] = False,
) -> None:
    """Check one sentence; the exit code is 0 where it is supported and 1 where it is not.

    Example: factspec say "Vladimir Putin visited Tajikistan on 2022-06-28"
    """
    from factspec.desk import say_sentence

    raise typer.Exit(say_sentence(sentence, references or [], as_of, known_by, as_json=json))


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
    from factspec.desk import explain_claim

    raise typer.Exit(explain_claim(claim, references or [], as_of, known_by))


@app.command()
def kinds(
    names: Annotated[
        list[str] | None, typer.Argument(help="Kinds to tell all of; all of them in short if none.", metavar="[NAME]...")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print them as JSON, with the schema of the typed form.")] = False,
    verify: Annotated[
        bool, typer.Option("--verify", help="Hold the project's own kinds to the contract, and name what is missing.")
    ] = False,
) -> None:
    """List the kinds of claim, with their sentences and examples; those of the project's validators too.

    Example: factspec kinds count
    """
    from factspec.desk import tell_kinds

    raise typer.Exit(tell_kinds(names or [], as_json=json, verify=verify))


new = typer.Typer(help="Write a new file for a project, ready to run.", no_args_is_help=True)
app.add_typer(new, name="new")


@new.command("kind")
def new_kind(name: Annotated[str, typer.Argument(help="What the kind is called, such as by_election.", metavar="NAME")]) -> None:
    """Write validators/NAME.py, a claim kind of the project's own, and the test that holds it to the contract of kinds.

    Example: factspec new kind by_election
    """
    from factspec.desk import write_kind

    raise typer.Exit(write_kind(name))


def run_app(arguments: Sequence[str]) -> int:
    """The exit code of a command line; faults in the user's data are printed to stderr, a line each."""
    try:
        code = app(list(arguments), prog_name="factspec", standalone_mode=False)
        return code if isinstance(code, int) else PASSED
    except Problems as found:
        print_problems(found.problems)
        return BAD_INPUT
    except typer.Exit as stop:
        return stop.exit_code
    except TyperException as error:
        _usage(error)
        return BAD_INPUT
    except (KeyboardInterrupt, typer.Abort):
        print("stopped", file=sys.stderr)
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except Exception:
        print(f"factspec: an internal fault; please report it: {sys.exc_info()[1]!r}", file=sys.stderr)
        if os.environ.get("FACTSPEC_DEBUG"):
            traceback.print_exc()
        else:
            print("set FACTSPEC_DEBUG=1 to see where", file=sys.stderr)
        return FAULT


def print_problems(problems: Iterable[Problem]) -> None:
    """Prints faults to stderr, one a line."""
    for fault in problems:
        print(fault, file=sys.stderr)


def _usage(error: TyperException) -> None:
    """Prints what is wrong with a command line, and how to see more; nothing where the help was shown already."""
    words = getattr(error, "format_message", lambda: str(error))()
    if words:
        print(f"{words[0].lower()}{words[1:].rstrip('.')}; see factspec --help", file=sys.stderr)
