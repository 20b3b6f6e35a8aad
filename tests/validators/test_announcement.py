"""Announcements: who named a topic before a day, by the plain table of statements."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from factspec.check import Checker, Settings
from factspec.kinds import built_in
from factspec.problem import Problems
from factspec.project import project_kinds
from factspec.reference.package import read_reference
from factspec.report.model import Location, Result
from factspec.stated import Stated
from factspec.verdict import Verdict

ROOT = Path(__file__).parents[2]
KINDS = {**built_in(), **project_kinds(ROOT / "validators", ROOT)}
FILES = {
    "sources": "id,publisher,title,url,published\nS1,A paper,Briefing,https://paper.example,2020-03-02\n",
    "entities": "id,type,name,aliases\nanna,person,Anna,Ann\nboris,person,Boris,\n",
    "statements": """\
id,speaker,date,topic,sources
1,anna,2020-03-02,the price of gas,S1
2,boris,2020-03,fish,S1
3,anna,2020-03-05,gas,S1
""",
    "completeness": """\
table,kind,mode,participants,place,period,sources,note
events,meeting,,,,,S1,
""",
    "kinds": "kind,broader,noun,verbs,object\nmeeting,,meeting,met,participant\n",
}
FIELDS = [
    {"name": name, "type": kind}
    for name, kind in (("id", "string"), ("speaker", "string"), ("date", "date"), ("topic", "string"))
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    resources = [{"name": name, "path": f"{name}.csv"} for name in FILES]
    resources[2] |= {"schema": {"primaryKey": ["id"], "fields": [*FIELDS, {"name": "sources", "type": "string"}]}}  # type: ignore[dict-item]
    (tmp_path / "datapackage.json").write_text(json.dumps({"name": "talks", "resources": resources}), encoding="utf-8")
    for name, text in FILES.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    return tmp_path


def checker(folder: Path) -> Checker:
    return Checker(read_reference([folder]), KINDS, Settings(as_of="2020-03-03"))


def result(folder: Path, says: str) -> Result:
    return checker(folder).results([Stated("x", says, None, Location(path="", line=1))])[0]


def test_a_topic_named_before_the_day_was_announced(folder: Path) -> None:
    found = result(folder, 'Ann announced "The price of gas" ahead of 2020-03-03')
    assert found.verdict is Verdict.SUPPORTED
    assert [(row.table, row.row, row.match) for row in found.evidence if row.match == "certain"] == [
        ("statements", "1", "certain")
    ]


@pytest.mark.parametrize(
    "says",
    [
        'Boris announced "the price of gas" ahead of 2020-03-03',
        'Anna announced "the price of fish" ahead of 2020-03-03',
        'Anna announced "the price of gas" ahead of 2020-03-02',
        'Anna announced "gas" ahead of 2020-03-03',
    ],
    ids=["another speaker", "another topic", "on the day itself", "only afterwards"],
)
def test_what_no_row_says_is_undecided_until_the_table_is_complete(folder: Path, says: str) -> None:
    assert result(folder, says).verdict is Verdict.NOT_ENOUGH
    assert result(folder, says).missing
    with (folder / "completeness.csv").open("a", encoding="utf-8") as file:
        file.write("statements,,,,,,S1,\n")
    assert result(folder, says).verdict is Verdict.REFUTED


def test_a_day_that_is_not_sure_to_lie_before_leaves_it_undecided(folder: Path) -> None:
    assert result(folder, 'Boris announced "fish" ahead of 2020-03-15').verdict is Verdict.NOT_ENOUGH
    assert result(folder, 'Boris announced "fish" ahead of 2020-04-01').verdict is Verdict.SUPPORTED


def test_sentence_and_structure_are_one(folder: Path) -> None:
    grammar = checker(folder).grammar
    says = 'Anna announced "the \\"price\\" of gas" ahead of 2020-03-03'
    claim = grammar.read(says)
    typed = {"speaker": "anna", "topic": 'the "price" of gas', "before": "2020-03-03"}
    assert claim.model_dump(mode="json") == {"kind": "announcement", **typed}
    assert grammar.write(claim) == says
    assert grammar.claim(claim.model_dump(mode="json")) == claim


@pytest.mark.parametrize(
    ("says", "wrong"),
    [
        ("Anna announced gas ahead of 2020-03-03", "expected a text in double quotes"),
        ('Anna announced "gas" ahead of March', "expected a date"),
        ('Anna announced "gas" ahead of 2020', "expected a day such as"),
        ('Clara announced "gas" ahead of 2020-03-03', "no entity is called 'Clara"),
    ],
    ids=["no quotes", "no date", "no day", "nobody"],
)
def test_what_is_wrong_with_an_announcement_is_said(folder: Path, says: str, wrong: str) -> None:
    with pytest.raises(Problems) as found:
        checker(folder).grammar.read(says)
    assert wrong in str(found.value)
