"""The page of kinds equals what the kinds state of themselves, and every blank in it is explained."""

from __future__ import annotations

from pathlib import Path

import pytest

from factspec.catalogue import catalogue
from factspec.claim import Claim, kind_name, slots
from factspec.kinds import built_in

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
KINDS = built_in()


def test_the_page_of_kinds_is_up_to_date() -> None:
    page = (DOCS / "kinds.md").read_text("utf-8")
    assert page == catalogue(KINDS), "docs/kinds.md differs from the kinds: make kinds writes it anew"


@pytest.mark.parametrize("kind", KINDS.values(), ids=kind_name)
def test_the_catalogue_tells_all_of_a_kind(kind: type[Claim]) -> None:
    page = catalogue({kind_name(kind): kind})
    told = [f"| `{field}`" for field in slots(kind)] + [example.says for example in kind.examples]
    assert [part for part in told if part not in page] == []


def test_every_blank_of_a_form_is_explained() -> None:
    text = (DOCS / "claims.md").read_text("utf-8")
    hints = {slot.hint for kind in KINDS.values() for slot in slots(kind).values()}
    assert sorted(hint for hint in hints if f"`{hint}`" not in text.replace("\\|", "|")) == []
