"""A prompt for sentences: completed as they are typed, remembered for the next time, and answered at once."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import CompleteEvent, Completer, Completion, ThreadedCompleter
from prompt_toolkit.document import Document
from prompt_toolkit.history import FileHistory, History, InMemoryHistory

from factspec.check import Checker
from factspec.desk.shown import coloured
from factspec.editor.sentences import continuations
from factspec.exit_codes import PASSED
from factspec.grammar import Grammar
from factspec.report.model import Location
from factspec.stated import Stated

_GREETING = "A sentence, then Enter. Tab completes, the arrows bring back what was said, Ctrl-D ends."
_PROMPT = "> "


class SentenceCompleter(Completer):
    """What a sentence may go on with, in the words of the reference."""

    def __init__(self, grammar: Grammar, day: str | None) -> None:
        self._grammar, self._day = grammar, day

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[Completion]:
        """The completions at the end of what is typed."""
        del complete_event
        for offer in continuations(document.text_before_cursor, self._grammar, self._day):
            text = offer.label if offer.snippet else offer.text
            yield Completion(text, start_position=-offer.typed, display=offer.label, display_meta=offer.detail)


def ask(checker: Checker) -> int:
    """Asks for sentences and answers each, until the input ends."""
    completer = ThreadedCompleter(SentenceCompleter(checker.grammar, checker.settings.as_of or checker.settings.default_as_of))
    session: PromptSession[str] = PromptSession(_PROMPT, completer=completer, complete_while_typing=False, history=history())
    print(_GREETING)
    number = 0
    while True:
        try:
            sentence = session.prompt()
        except KeyboardInterrupt:
            continue
        except EOFError:
            return PASSED
        if sentence.strip():
            number += 1
            _answer(sentence, number, checker)


def history() -> History:
    """What was said before, kept in the user's own folder for such things; only for now where that cannot be written."""
    folder = Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state") / "factspec"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "say-history").touch()
    except OSError:
        return InMemoryHistory()
    return FileHistory(folder / "say-history")


def _answer(sentence: str, number: int, checker: Checker) -> None:
    stated = Stated(f"say-{number}", sentence, None, Location(path="", line=1))
    result = checker.results([stated])[0]
    if result.verdict is None:
        for fault in checker.faults(stated):
            print(fault, file=sys.stderr)
    else:
        shown = result.model_copy(update={"outcome": "passed"})
        print("\n".join(coloured(shown)).removeprefix(f"{stated.id}: "))
