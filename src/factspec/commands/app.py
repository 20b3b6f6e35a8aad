"""The application, and faults told in one line each."""

from __future__ import annotations

import errno
import os
import re
import sys
import traceback
from collections.abc import Iterable, Sequence
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
        _usage(error, arguments)
        return BAD_INPUT
    except (KeyboardInterrupt, typer.Abort):
        print("stopped", file=sys.stderr)
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except OSError as error:
        if error.filename is None and error.errno != errno.ENOSPC:
            return _fault()
        print(f"{error.filename or 'the output'}: cannot be read or written: {error.strerror}", file=sys.stderr)
        return BAD_INPUT
    except Exception:
        return _fault()


def _fault() -> int:
    """Tells of an internal fault, and where it is only if that is asked for."""
    print(f"factspec: an internal fault; please report it: {_cut(repr(sys.exc_info()[1]))}", file=sys.stderr)
    if os.environ.get("FACTSPEC_DEBUG"):
        traceback.print_exc()
    else:
        print("set FACTSPEC_DEBUG=1 to see where", file=sys.stderr)
    return FAULT


def _cut(text: str) -> str:
    """A text that may hold a whole file, cut to what a reader can use."""
    return text if len(text) <= 500 else f"{text[:300]} … {text[-150:]}"


def print_problems(problems: Iterable[Problem]) -> None:
    """Prints faults to stderr: one a line, and on a terminal each in its place below; what steers a terminal is made visible."""
    from factspec.desk.shown import in_place

    for fault in problems:
        print(in_place(" ".join(str(fault).splitlines()), sys.stderr), file=sys.stderr)


def _usage(error: TyperException, arguments: Sequence[str]) -> None:
    """Prints what is wrong with a command line, and how to see more; nothing where the help was shown already."""
    words = getattr(error, "format_message", lambda: str(error))()
    near = _NEAR.search(words)
    if near:
        options = (near[1] or near[2]).replace("'", "").rstrip("?").split(", ")
        words = f"{words[: near.start()]}; did you mean {' or '.join(options)}?"
    words = words.replace("got unexpected extra argument(s) (", "unexpected words (")
    if words.startswith("unexpected words") and arguments[:1] == ["say"]:
        words += ", expected the sentence as a whole in quotation marks"
    if words:
        print(f"{words[0].lower()}{words[1:].rstrip('.')}; see {_command(error, arguments)} --help", file=sys.stderr)


_NEAR = re.compile(r"(?:\. Did you mean (.+)\?| \((?:Did you mean|Possible options:) (.+)\))$")


def _command(error: TyperException, arguments: Sequence[str]) -> str:
    """The command that a command line is about, as far as it is told."""
    path = getattr(getattr(error, "ctx", None), "command_path", None)
    known = {command.name or getattr(command.callback, "__name__", "") for command in app.registered_commands}
    return path or ("factspec " + arguments[0] if arguments and arguments[0] in known else "factspec")
