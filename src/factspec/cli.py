"""The command line: arguments in, one function called, text and an exit code out.

Exit codes: 0 all passed; 1 something failed; 2 bad input or usage; 3 an internal fault.
"""

from __future__ import annotations

import sys
from io import TextIOWrapper

from factspec import __version__


def main() -> None:
    """Runs the command line. ``--version`` answers before anything heavy is loaded."""
    if sys.argv[1:] in (["--version"], ["-V"]):
        print(f"factspec {__version__}")
        return
    from factspec.commands import run_app

    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")  # a name that the terminal's encoding lacks is no fault

    sys.exit(run_app(sys.argv[1:]))
