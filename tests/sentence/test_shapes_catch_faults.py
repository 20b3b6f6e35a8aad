"""Faults planted in the reading by shapes, each of which random sentences catch: what it would take to pass unseen."""

# ruff: noqa: E501  each fault is one line, to be read as a table

from __future__ import annotations

import dataclasses
import inspect
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

import pytest

from factspec.sentence.shapes import cut, joins, known_names, learn, recipes, shapes, template, tokens, vocabulary, wording

from .shaped_cases import SETS, differences

MODULES = (cut, joins, known_names, learn, recipes, shapes, template, tokens, vocabulary, wording)
SEEDS = 400


@dataclasses.dataclass(frozen=True)
class Fault:
    """One wrong piece: ``right`` replaced by ``wrong`` in the source of ``place``; sentences with some ``kinds`` show it."""

    says: str
    place: ModuleType
    right: str
    wrong: str
    kinds: str = ""


FAULTS = [
    Fault("a name that begins with a word of a form is taken out", vocabulary, "if any(run in self.words for run in runs(first)):", "if False:"),
    Fault("a name that goes on behind a shorter one is taken out", vocabulary, "return all(self._ends(rest) for start, rest in _cuts(name) if self.lexicon.names.meanings(start))", "return True"),
    Fault("what follows a shorter name may be another name", vocabulary, "return run not in self.words and run not in self._starts", "return run not in self.words"),
    Fault("a name of two entities is taken out", vocabulary, "if len(meanings) == 1 and name[:1]", "if name[:1]"),
    Fault("a name with figures before it is a name", vocabulary, "name[:1].isalpha() and", ""),
    Fault("a slot that promises nothing is trusted", vocabulary, "if \"__init__\" in own or any(not name.startswith(\"__\") and name not in _FREE for name in own):", "if False:", "unpromised"),
    Fault("a sentence is trusted in which a slot that promises nothing took part", learn, "all(self._vocabulary.promise(slot) is not None for slot in trace.slots)", "True", "unpromised"),
    Fault("rules of a kind are not asked", template, "if own.validators or own.field_validators or own.root_validators or own.model_validators:", "if False:", "ruled"),
    Fault("limits of a field are not asked", template, "return isinstance(part, (Slot, PlainSerializer, WithJsonSchema)) or part in _HARMLESS", "return True", "ruled"),
    Fault("the order of two dates does not matter", cut, 'return "q" if _is_quarter(one.days[0], other.days[1]) else "<"', 'return "~"'),
    Fault("a range that runs backwards is like one that does not", cut, 'return ">" if one.days[0] > other.days[1] else "~"', 'return "<"'),
    Fault("the order of two numbers does not matter", cut, 'return "<" if one.number < other.number else ">" if one.number > other.number else "="', 'return "<"'),
    Fault("a number next to a number in words may be any", cut, "order += MARK + str(value)", "pass"),
    Fault("a number before a number in words may be any", cut, "order += MARK + str(latest)", "pass"),
    Fault("the same name twice is like two names", cut, 'text += f"{MARK}{i}={same}" if same != i else ""', "pass"),
    Fault("a name that stayed is nobody", cut, 'text += f"{MARK}{i}!" if value in meant else ""', "pass"),
    Fault("words of a name that stays are cut", cut, "whole = max(whole, place + count)", "whole = 0"),
    Fault("a name ends where another word goes on", cut, "return None if tail[:1].isalnum() else tail", "return tail"),
    Fault("a shorter name is taken where a longer one stands", known_names, "for phrase in sorted(names, key=len, reverse=True):", "for phrase in sorted(names, key=len):"),
    Fault("a name of two words goes on in no longer one", known_names, "if len(names) == 1 and len(names[0].rest) == 1 and names[0].entity", "if names[-1].entity and len(names[-1].rest) == 1 and names[-1].entity"),
    Fault("a quoted name of two is a name", tokens, "elif len(names) == 1 and not titles:", "elif names and not titles:"),
    Fault("a title may be a name too", tokens, "elif len(titles) == 1 and not names and kind in self._many:", "elif titles and kind in self._many:"),
    Fault("titles of all kinds are alike", tokens, "sort, value = TITLE + kind, titles[0]", "sort, value = TITLE, titles[0]"),
    Fault("an ordinal may end in any way", tokens, "sound = ordinal_at(core, 0) if sort == NTH else number >= _FEW", "sound = number >= _FEW or sort == NTH"),
    Fault("one is written like more", tokens, "sound = ordinal_at(core, 0) if sort == NTH else number >= _FEW", "sound = ordinal_at(core, 0) if sort == NTH else True"),
    Fault("a day that does not exist is one", tokens, "        return None\n    return Extent((days.first", "        return Extent((1, 1), None)\n    return Extent((days.first"),
    Fault("numbers of a kind's words are taken out", tokens, "NOTHING if any(run in self._vocabulary.words for run in runs(low)) else", "NOTHING if False else"),
    Fault("the first recipe that fits one sentence is taken", recipes, "return all(type(one) is type(other) and one == other for one, other in zip(made, found, strict=True))", "return True"),
    Fault("names are listed as they come", recipes, "return tuple(sorted([*self.fixed, *[str(values[at]) for at in self.at]]))", "return tuple([*self.fixed, *[str(values[at]) for at in self.at]])"),
    Fault("names are written as they come", wording, "yield from (Writer(Element(one, one(values).index(str(said.value))), self._lexicon.spelling) for one in several)", "pass"),
    Fault("a name that stays is written where it was", wording, "if any(len(one(values[0])) > 1 and Element(one, at) not in elements for one in lists for at in range(len(one(values[0])))):", "if False:"),
    Fault("a template is not held against the last sentence", learn, "return template if all(_gives(template, one, said) for one, said in zip(examples, says, strict=True)) else None", "return template"),
    Fault("parts are told apart by any semicolon", joins, "if depth == 0 and word.endswith(\";\"):", "if word.endswith(\";\"):"),
    Fault("a connective needs no brackets", joins, "return (part.bracketed or kind not in CONNECTIVES) and (not kinds or kind in kinds)", "return not kinds or kind in kinds"),
    Fault("any claim may be a part", joins, "return (part.bracketed or kind not in CONNECTIVES) and (not kinds or kind in kinds)", "return part.bracketed or kind not in CONNECTIVES"),
    Fault("a sentence may begin with the words of a join in another way", joins, "return None not in promises and self._vocabulary.strange(runs(head)[0], [words for words in promises if words])", "return True"),
    Fault("names may hold the word between two parts", joins, "if words.count(word) == 1 and not _hold(words, names):", "if words.count(word) == 1:"),
    Fault("names may hold semicolons", joins, "if join and [alike(word) for word in words[: len(head)]] == head and not _hold(words, self._vocabulary.marked):", "if join and [alike(word) for word in words[: len(head)]] == head:"),
    Fault("other forms may go on with the word between two parts", joins, "return own == 1", "return True", "rival"),
    Fault("the full stop is a word of the sentence", shapes, "words[-1] = words[-1][:-1]", "pass"),
    Fault("quotation marks in names and forms are only marks", cut, "if self._odd and any(odd in alike(text) for odd in self._odd):", "if False:", "quoting"),
]  # fmt: skip


def planted(fault: Fault, monkeypatch: pytest.MonkeyPatch) -> None:
    """Puts the fault in place of the right code."""
    source = inspect.getsource(fault.place)
    assert source.count(fault.right) == 1, f"{fault.right!r} stands {source.count(fault.right)} times in {fault.place.__name__}"
    wrong: dict[str, Any] = {"__name__": fault.place.__name__}
    exec(compile(source.replace(fault.right, fault.wrong), f"<{fault.says}>", "exec"), wrong)
    for name, value in vars(fault.place).copy().items():
        if getattr(value, "__module__", None) == fault.place.__name__ and name in wrong:
            if inspect.isclass(value):
                _patch_class(value, wrong[name], monkeypatch)
            elif inspect.isfunction(value):
                monkeypatch.setattr(value, "__code__", wrong[name].__code__)


def _patch_class(right: type, wrong: type, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in vars(wrong).items():
        old, new = _code(vars(right).get(name)), _code(value)
        if old is not None and new is not None and old.__code__.co_freevars == new.__code__.co_freevars:
            monkeypatch.setattr(old, "__code__", new.__code__)


def _code(value: object) -> Callable[..., Any] | None:
    found = value.__func__ if isinstance(value, staticmethod) else value
    return found if inspect.isfunction(found) else None


def _noticed(fault: Fault) -> Iterator[str]:
    for seed in range(SEEDS):
        yield from differences(SETS[fault.kinds], seed)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.says)
def test_a_planted_fault_is_caught(fault: Fault, monkeypatch: pytest.MonkeyPatch) -> None:
    planted(fault, monkeypatch)
    assert next(_noticed(fault), None) is not None, f"nobody noticed that {fault.says}"
