"""Claims made of claims: where their parts begin and end, so that each part is read by a shape of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from factspec.sentence.claim_slots import CONNECTIVES, ClaimSlot, ClaimsSlot
from factspec.sentence.form import Blank, Form, Literal
from factspec.sentence.paths import Step
from factspec.sentence.shapes.learn import Once, Whole
from factspec.sentence.shapes.template import Template
from factspec.sentence.shapes.vocabulary import Vocabulary, runs, texts
from factspec.values.names import alike


@dataclass(frozen=True, slots=True, eq=False)
class Join:
    """A kind whose claims are nothing but claims and fixed words: words before the first, and words between each two.

    Its values are the parts, each with its own template; ``several`` parts go into one field.
    """

    kind: str
    fields: tuple[str, ...]
    kinds: tuple[tuple[str, ...], ...]
    head: str
    between: str
    several: bool
    whole: Whole

    def claim(self, parts: Sequence[Shaped]) -> Any:
        """The claim of some parts."""
        claims = [template.claim(values) for template, values in parts]
        return self.whole.joined(
            self.kind, {self.fields[0]: tuple(claims)} if self.several else dict(zip(self.fields, claims, strict=True))
        )

    def says(self, parts: Sequence[Shaped]) -> str:
        """The claim's sentence in its canonical form."""
        return self.head + self.between.join(
            f"({template.says(values)})" if template.kind in CONNECTIVES else template.says(values) for template, values in parts
        )

    def takes(self, place: int, shaped: Shaped, part: Part) -> bool:
        """Whether a claim may be a part; a connective stands in brackets."""
        kinds, kind = self.kinds[0 if self.several else place], shaped.template.kind
        return (part.bracketed or kind not in CONNECTIVES) and (not kinds or kind in kinds)


class Shaped(NamedTuple):
    """A sentence that was read by its shape: the template, and the values that go into it."""

    template: Template | Once | Join
    values: tuple[Any, ...]

    def claim(self) -> Any:
        """The sentence's claim."""
        return self.template.claim(self.values)

    def says(self) -> str:
        """The canonical sentence of its claim."""
        return self.template.says(self.values)


class Part(NamedTuple):
    """The words of a part, without the brackets around it."""

    words: Sequence[str]
    bracketed: bool


class Joins:
    """The joins of a grammar that can be told by their words: nothing else begins with the head, or goes on between the parts."""

    def __init__(self, forms: Mapping[str, Sequence[Form]], root: Step, vocabulary: Vocabulary, whole: Whole) -> None:
        self._vocabulary = vocabulary
        names = list(vocabulary.lexicon.names)
        self._headed: dict[str, tuple[list[str], Join]] = {}
        self._paired: dict[str, tuple[list[str], Join]] = {}
        for kind, known in forms.items():
            join = _join(kind, known[0], whole) if len(known) == 1 and whole.joins(kind) else None
            if join is None:
                continue
            words = alike(join.head or join.between).split()
            if join.head and self._begins_alone(root, alike(join.head)) and words[0] not in self._headed:
                self._headed[words[0]] = words, join
            elif (
                not join.head and len(words) == 1 and self._stands_alone(join, [form for each in forms.values() for form in each])
            ):
                self._paired[words[0]] = [name for name in names if words[0] in runs(name)], join

    def parted(self, words: Sequence[str]) -> tuple[Join, list[Part]] | None:
        """The join that some words are, with its parts; None where that cannot be told from the words alone."""
        head, join = self._headed.get(words[0].casefold(), ((), None))
        if join and [alike(word) for word in words[: len(head)]] == head and not _hold(words, self._vocabulary.marked):
            parts = _several(words[len(head) :]) if join.several else [_part(words[len(head) :])]
            whole = [part for part in parts if part is not None]
            return (join, whole) if len(whole) == len(parts) > join.several else None
        for word, (names, pair) in self._paired.items():
            if words.count(word) == 1 and not _hold(words, names):
                place = words.index(word)
                both = [_part(words[:place]), _part(words[place + 1 :])]
                whole = [part for part in both if part is not None and not part.bracketed]
                return (pair, whole) if len(whole) == 2 else None
        return None

    def apart(self, join: Join, parts: Sequence[Shaped]) -> bool:
        """Whether the parts can be read each by itself: every slot keeps to its part, and what is between them ends the first."""
        first = parts[0].template
        if any(isinstance(template, Once) for template, _ in parts):
            return False
        return bool(join.head) or (isinstance(first, Template) and self._goes_on(first, join))

    def _goes_on(self, template: Template, join: Join) -> bool:
        """Whether behind a sentence of a shape the words between two parts can be nothing else."""
        known = template.joins.get(join.between)
        if known is None:
            known = template.joins[join.between] = all(self._only(step, join.between) for step in template.ends)
        return known

    def _only(self, step: Step, between: str) -> bool:
        """Whether nothing at a place of the tree goes on with the words between two parts, but the join itself."""
        if step.blanks:
            return False
        for low, _, _, after in step.words:
            if low == between:
                continue
            if low.startswith(between) or (between.startswith(low) and not self._ends(after, between[len(low) :])):
                return False
        return True

    def _ends(self, step: Step, rest: str) -> bool:
        """Whether a reading ends at a place where some words follow."""
        if any(low.startswith(rest) or rest.startswith(low) for low, *_ in step.words):
            return False
        return all(self._vocabulary.promise(slot) is not None for slot, *_ in step.blanks)

    def _begins_alone(self, root: Step, head: str) -> bool:
        """Whether a sentence that begins with a head is read by its form alone."""
        own = [after for low, _, _, after in root.words if low == head]
        if len(own) != 1 or own[0].words or own[0].ends or len(own[0].blanks) != 1:
            return False
        if any(low != head and (low.startswith(head) or head.startswith(low)) for low, *_ in root.words):
            return False
        promises = [self._vocabulary.promise(slot) for slot, *_ in root.blanks]
        known = [promise.begins for promise in promises if promise is not None]
        return len(known) == len(promises) and self._vocabulary.strange(runs(head)[0], known)

    def _stands_alone(self, join: Join, forms: Sequence[Form]) -> bool:
        """Whether the word between two parts is said by its form alone, or at the beginning of others."""
        word = join.between.strip()
        promises = [self._vocabulary.promise(slot) for form in forms for slot in form.slots.values()]
        if not word.isalpha() or any(word in runs(phrase) for promise in promises if promise for phrase in promise.words):
            return False
        own = 0
        for form in forms:
            for i, text in enumerate(texts(form.parts)):
                said = runs(alike(text))
                own += text == join.between
                first = i == 0 and isinstance(form.parts[0], Literal) and said[:1] == [word] and said.count(word) == 1
                if word in said and text != join.between and not first:
                    return False
        return own == 1


def _join(kind: str, form: Form, whole: Whole) -> Join | None:
    """The join that a form is; None for a form that says anything else."""
    match form.parts:
        case (Literal(head), Blank(field)) if isinstance(slot := form.slots[field], ClaimSlot) and head.endswith(" "):
            return Join(kind, (field,), (slot.kinds,), head, "; ", isinstance(slot, ClaimsSlot), whole)
        case (Blank(one), Literal(between), Blank(other)):
            slots = form.slots[one], form.slots[other]
            if all(type(slot) is ClaimSlot for slot in slots) and between == f" {between.strip()} ":
                return Join(kind, (one, other), tuple(slot.kinds for slot in slots), "", between, False, whole)  # type: ignore[attr-defined]
    return None


def _hold(words: Sequence[str], names: Sequence[str]) -> bool:
    if not names:
        return False
    text = alike(" ".join(words))
    return any(name in text for name in names)


def _ended(words: Sequence[str]) -> bool:
    """Whether the last word is read alike with a mark behind it: a name may end in a mark of its own."""
    last = words[-1].removesuffix('"')
    return last[-1:].isalnum() and not last.endswith("'s")


def _several(words: Sequence[str]) -> list[Part | None]:
    """The parts with semicolons between them, outside brackets."""
    parts: list[Part | None] = []
    depth, start = 0, 0
    brackets = _bracketed(words)
    for i, word in enumerate(words):
        depth += _depth(word) if brackets else 0
        if depth == 0 and word.endswith(";"):
            parts.append(_part([*words[start:i], word[:-1]]))
            start = i + 1
    return [*parts, _part(words[start:])]


def _part(words: Sequence[str]) -> Part | None:
    """A part without the brackets around it; None for what is no part."""
    if not words or not all(words):
        return None
    if not _bracketed(words):
        return Part(words, False) if _ended(words) else None
    depths = [_depth(word) for word in words]
    if not words[0].startswith("("):
        return Part(words, False) if sum(depths) == 0 and _ended(words) else None
    open_until = [sum(depths[: i + 1]) for i in range(len(depths))]
    if sum(depths) != 0 or 0 in open_until[:-1] or not words[-1].endswith(")"):
        return None
    inner = list(words)
    inner[0], inner[-1] = inner[0][1:], inner[-1][:-1]
    return Part(inner, True) if all(inner) and _ended(inner) else None


def _bracketed(words: Sequence[str]) -> bool:
    text = "".join(words)
    return "(" in text or ")" in text


def _depth(word: str) -> int:
    """How many brackets more a word opens than it closes, outside quotation marks."""
    bare = word if '"' not in word else word[: word.index('"')] + word[word.rindex('"') + 1 :]
    return bare.count("(") - bare.count(")")
