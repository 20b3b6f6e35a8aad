"""How well claims are drafted, over short news items with a key made by hand.

``python benchmarks/drafting/measure.py`` prints the table of docs/drafting.md; ``--drafts`` prints every draft with its mark.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from factspec.article import Article, anchored
from factspec.check import Checker
from factspec.claim import Claim
from factspec.draft.drafting import Draft, Drafted, drafted
from factspec.draft.left import Stub
from factspec.kinds import built_in
from factspec.problem import Problems
from factspec.project import project_kinds, read_article
from factspec.reference.package import read_reference
from factspec.report.model import Location
from factspec.stated import Stated

ITEMS = Path(__file__).parent / "items"
ROOT = Path(__file__).parents[2]
HEAD = "| item | atoms | found | whole | one slot wrong | drafts | right | one slot wrong | wrong | right verdict |"


@dataclass(frozen=True, slots=True)
class Atom:
    """Something in an item to be checked: its place, and the claims that a person would make of it."""

    start: int
    end: int
    claims: tuple[Claim, ...]
    verdict: str


@dataclass(frozen=True, slots=True)
class Score:
    """The counts of one item, or of several together. The first four are of atoms, the others of drafts."""

    atoms: int = 0
    found: int = 0
    whole: int = 0
    slipped: int = 0
    drafts: int = 0
    right: int = 0
    one_slot: int = 0
    wrong: int = 0
    verdicts: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(*(getattr(self, name) + getattr(other, name) for name in self.__slots__))


@dataclass(frozen=True, slots=True)
class Item:
    """An item with its key and what was drafted for it."""

    name: str
    held_out: bool
    article: Article
    checker: Checker
    atoms: tuple[Atom, ...]
    drafted: Drafted


def read(folder: Path) -> Item:
    """An item from its folder."""
    key = yaml.safe_load((folder / "key.yaml").read_text("utf-8"))
    article = read_article((folder / key.get("article", "article.md")).resolve())
    kinds = {**built_in(), **project_kinds(ROOT / "validators", ROOT)} if key["reference"].endswith("diplomacy") else built_in()
    checker = Checker(read_reference([(folder.parent / key["reference"]).resolve()]), kinds)
    atoms = tuple(_atom(article, checker, one) for one in key["atoms"])
    return Item(folder.name, key["held_out"], article, checker, atoms, drafted(article, checker.grammar))


def _atom(article: Article, checker: Checker, one: Mapping[str, Any]) -> Atom:
    place = anchored(article, str(one["quote"]))
    claims = tuple(checker.grammar.read(str(says)) for says in one.get("says", ()))
    return Atom(place.start, place.end, claims, one.get("verdict", "supported"))


def leaves(claim: Claim) -> dict[str, str]:
    """The fields of a claim, those inside of others too; who takes part in an event has no order."""
    found = dict(_flat(claim.model_dump(mode="json", exclude_none=True)))
    who = sorted(value for name, value in found.items() if name.endswith((".subject", ".others.0")))
    if any(name.endswith(".others.0") for name in found):
        found = {name: value for name, value in found.items() if not name.endswith((".subject", ".others.0"))}
        found |= {f"who.{i}": one for i, one in enumerate(who)}
    return found


def _flat(value: Any, name: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _flat(inner, f"{name}.{key}")
    elif isinstance(value, (list, tuple)):
        for i, inner in enumerate(value):
            yield from _flat(inner, f"{name}.{i}")
    else:
        yield name, str(value)


def apart(one: Claim, other: Claim) -> int:
    """In how many fields two claims differ."""
    a, b = leaves(one), leaves(other)
    return sum(a.get(name) != b.get(name) for name in a.keys() | b.keys())


def mark(item: Item, draft: Draft) -> str:
    """Whether a draft is ``right``, has ``one slot`` wrong, or is ``wrong``."""
    known = [apart(draft.claim, claim) for atom in item.atoms for claim in atom.claims]
    if 0 in known:
        return "right"
    near = [c for a in item.atoms if a.start < draft.end and a.end > draft.start for c in a.claims if c.kind == draft.claim.kind]
    return "one slot" if any(apart(draft.claim, claim) == 1 for claim in near) else "wrong"


def score(item: Item) -> Score:
    """The counts of an item."""
    marks = [mark(item, draft) for draft in item.drafted.drafts]
    noticed = [(d.start, d.end) for d in item.drafted.drafts]
    noticed += [point for one in item.drafted.left if isinstance(one, Stub) for point in one.points]
    whole = [any(apart(d.claim, c) == 0 for d in item.drafted.drafts for c in atom.claims) for atom in item.atoms]
    slips = [d for d, m in zip(item.drafted.drafts, marks, strict=True) if m == "one slot"]
    return Score(
        atoms=len(item.atoms),
        found=sum(any(start < atom.end and end > atom.start for start, end in noticed) for atom in item.atoms),
        whole=sum(whole),
        slipped=sum(not done and _touched(atom, slips) for atom, done in zip(item.atoms, whole, strict=True)),
        drafts=len(marks),
        right=marks.count("right"),
        one_slot=marks.count("one slot"),
        wrong=marks.count("wrong"),
        verdicts=sum(verdict_is_right(item, draft) for draft in item.drafted.drafts),
    )  # fmt: skip


def _touched(atom: Atom, drafts: Sequence[Draft]) -> bool:
    return any(draft.start < atom.end and draft.end > atom.start for draft in drafts)


def verdict_of(item: Item, draft: Draft) -> str:
    """The verdict of a draft on the day of its article."""
    stated = Stated(
        "draft", draft.says, None, Location(path="", line=1), article=item.article, as_of=item.article.front.published
    )
    return str(item.checker.results([stated])[0].verdict)


def verdict_is_right(item: Item, draft: Draft) -> bool:
    """Whether a draft says what the key says, and comes out as the key has it."""
    wanted = {atom.verdict for atom in item.atoms for claim in atom.claims if apart(draft.claim, claim) == 0}
    return verdict_of(item, draft) in wanted


def line(name: str, found: Score) -> str:
    """A row of the table."""
    atoms, drafts = found.atoms or 1, found.drafts or 1
    cells = [name, found.atoms, _share(found.found, atoms), _share(found.whole, atoms), _share(found.slipped, atoms)]
    cells += [found.drafts, *(_share(n, drafts) for n in (found.right, found.one_slot, found.wrong, found.verdicts))]
    return "| " + " | ".join(map(str, cells)) + " |"


def _share(part: int, whole: int) -> str:
    return f"{part} ({100 * part / whole:.0f}%)"


def main() -> int:
    """Prints the table, and the drafts where asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--drafts", action="store_true", help="print every draft with its mark and verdict")
    parser.add_argument("--tuned", action="store_true", help="leave out the items that are held out")
    asked = parser.parse_args()
    try:
        items = [read(folder) for folder in sorted(ITEMS.iterdir())]
    except Problems as found:
        print(found, file=sys.stderr)
        return 2
    items = [item for item in items if not (asked.tuned and item.held_out)]
    if asked.drafts:
        for item in items:
            _tell(item)
    print(HEAD + "\n|" + " --- |" * (HEAD.count("|") - 1))
    scores = {item.name: score(item) for item in items}
    for item in items:
        print(line(item.name + (" (held out)" if item.held_out else ""), scores[item.name]))
    for label, held in (("tuned on", False), ("held out", True)):
        print(line(f"**{label}**", sum((scores[i.name] for i in items if i.held_out is held), Score())))
    print(line("**all**", sum(scores.values(), Score())))
    return 0


def _tell(item: Item) -> None:
    for draft in item.drafted.drafts:
        told = f"{item.name}: {mark(item, draft)}: {draft.says} [{verdict_of(item, draft)}]"
        print(f"{told}\n    “{item.article.text[draft.start : draft.end]}”")
    for atom in item.atoms:
        if atom.claims and not any(apart(d.claim, c) == 0 for d in item.drafted.drafts for c in atom.claims):
            print(f"{item.name}: not drafted: “{item.article.text[atom.start : atom.end]}”")


if __name__ == "__main__":
    sys.exit(main())
