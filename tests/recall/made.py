"""A small project, edits of each of its inputs, and what checks of it say."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from factspec.check import Checker
from factspec.kept import Kept
from factspec.project import read_project
from factspec.recall import Recall, kept_results
from factspec.report.model import Report, Result
from factspec.run import article_records, run, run_settings, structured_claims
from factspec.stated import Stated

TABLES = ("sources", "entities", "kinds", "events", "measures", "observations", "completeness", "disagreements")
FILES = {
    "pyproject.toml": "[tool.factspec]\n",
    "references/calls/datapackage.json": json.dumps(
        {
            "name": "calls",
            "resources": [
                {"name": name, "path": f"{name}.csv"}
                for name in TABLES
            ],
        }
    ),
    "references/calls/sources.csv": (
        "id,publisher,title,url,published,origin\n"
        "post,The Post,Calls,https://post.example/1,2022-03-01,palace\n"
        "herald,The Herald,More,https://herald.example/2,2022-04-01,\n"
    ),
    "references/calls/entities.csv": "id,type,name,aliases\nada,person,Ada Berg,\nbo,person,Bo Lind,\nnorway,country,Norway,\n",
    "references/calls/kinds.csv": "kind,broader,noun,verbs,object\ncall,,call,called,participant\n",
    "references/calls/events.csv": (
        "id,kind,mode,date,participants,sources\n"
        "c1,call,,2022-01-05,ada|bo,post\nc2,call,,2022-02-05,ada|bo,post\nc3,call,,2022-03-05,ada|bo,herald\n"
    ),
    "references/calls/measures.csv": "measure,phrase,unit\npeople,population,people\n",
    "references/calls/observations.csv": "subject,measure,period,value,unit,sources\nnorway,people,2022,104,people,post\n",
    "references/calls/completeness.csv": (
        "table,kind,participants,period,sources,note\nevents,call,ada|bo,2022,post,the palace's own list\n"
    ),
    "references/calls/disagreements.csv": (
        "table,row,field,value,source,accepted,note\nevents,c3,date,2022-03-06,herald,false,a slip\n"
    ),
    "claims/news/article.md": (
        "---\ntitle: Calls\npublisher: The Gazette\npublished: 2022-06-01\norigin: palace\n---\n"
        "Ada Berg called Bo Lind on 5 January 2022. They have had 3 calls this year.\n\n"
        "Norway has about 100 people. It rained.\n\nNobody has said anything else on that day.\n"
    ),
    "claims/news/claims.yaml": (
        "article: news\nclaims:\n"
        "  - id: first\n    quote: Ada Berg called Bo Lind on 5 January 2022\n    says: Ada Berg called Bo Lind on 2022-01-05\n"
        "  - id: three\n    quote: They have had 3 calls this year\n    says: Ada Berg called Bo Lind exactly 3 times this year\n"
        "  - id: people\n    quote: Norway has about 100 people\n"
        "    claim:\n      kind: quantity\n      what: {measure: people, subject: norway}\n      when: 2022\n"
        "      amount: {number: about 100, unit: people}\n"
        "  - id: rain\n    quote: It rained.\n    not_checkable: vague\n    reason: Nobody says where.\n"
    ),
    "features/calls.feature": (
        "Feature: Calls\n  Scenario: In March\n    Given the article \"news\"\n    Then Ada Berg called Bo Lind on 2022-03-05\n"
    ),
    "validators/even.py": (
        "from typing import Annotated, Literal\n\nfrom factspec.claim import Claim, Example, Speaking\n"
        "from factspec.engine.question import Fixed, Question\nfrom factspec.sentence.date_slots import Days, DaySlot\n"
        "from factspec.verdict import Verdict\n\n\n"
        "class Even(Claim):\n    \"\"\"The day is even.\"\"\"\n\n    kind: Literal[\"even\"] = \"even\"\n"
        "    on: Annotated[Days, DaySlot(tag=\"\")]\n    form = \"{on} is an even day\"\n"
        "    examples = (Example(\"2022-01-02 is an even day\", Verdict.SUPPORTED),)\n\n"
        "    def question(self, speaking: Speaking) -> Question:\n"
        "        even = self.on.days(speaking.as_of).first % 2 == 0\n"
        "        return Fixed(Verdict.SUPPORTED if even else Verdict.REFUTED, \"as the calendar has it\")\n"
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Edit:
    """A change of one file of the project that changes what a check of it says."""

    file: str
    right: str
    wrong: str


EDITS = [
    Edit("claims/news/claims.yaml", "exactly 3 times", "exactly 2 times"),
    Edit("claims/news/claims.yaml", "number: about 100", "number: about 120"),
    Edit("claims/news/claims.yaml", "  - id: three\n", "  - id: three\n    expect: refuted\n"),
    Edit("claims/news/claims.yaml", "  - id: three\n", "  - id: three\n    as_of: 2022-02-01\n"),
    Edit("claims/news/claims.yaml", "  - id: three\n", "  - id: three\n    draft: true\n"),
    Edit("claims/news/claims.yaml", "  - id: three\n", "  - id: three\n    note: counted\n    tags: [count]\n"),
    Edit("claims/news/claims.yaml", "id: three", "id: thrice"),
    Edit("claims/news/claims.yaml", "    not_checkable: vague", "    not_checkable: opinion"),
    Edit("claims/news/claims.yaml", "quote: They have had 3 calls", "quote: had 3 calls"),
    Edit("claims/news/article.md", "published: 2022-06-01", "published: 2021-06-01"),
    Edit("claims/news/article.md", "origin: palace", "origin: post"),
    Edit("claims/news/article.md", "They have", "\nAda said so. They have"),
    Edit("claims/news/article.md", "on that day.", "on that day. Ada won 2 prizes."),
    Edit("pyproject.toml", "factspec]\n", "factspec]\nknown_by = '2022-03-15'\n"),
    Edit("pyproject.toml", "factspec]\n", "factspec]\nindependent_origins = 1\n"),
    Edit("references/calls/datapackage.json", '"calls"', '"calls", "version": "2"'),
    Edit("references/calls/sources.csv", "2022-04-01", "2022-04-02"),
    Edit("references/calls/entities.csv", "Bo Lind,", "Bo Lindh,Bo Lind"),
    Edit("references/calls/kinds.csv", ",call,called", ",ring,called"),
    Edit("references/calls/events.csv", "2022-02-05", "2021-02-05"),
    Edit("references/calls/measures.csv", ",people\n", ",million people\n"),
    Edit("references/calls/observations.csv", ",104,", ",99,"),
    Edit("references/calls/completeness.csv", ",2022,post", ",2021,post"),
    Edit("references/calls/disagreements.csv", ",false,", ",,"),
    Edit("features/calls.feature", "2022-03-05", "2022-03-06"),
    Edit("features/calls.feature", "2022-03-05", "2022-03-05 is an even day"),
]


def told(root: Path, *, recalled: bool = True) -> str:
    """What a check of the project says, but for its times; what is kept of it is in place afterwards."""
    project = read_project(root)
    settings = run_settings(project.settings)
    kept = kept_results(project, settings) if recalled else Kept()
    found: Report = run(project, settings, kept=kept)
    kept.save()
    return found.model_copy(update={"run": found.run.model_copy(update={"started": "", "seconds": 0})}).model_dump_json(indent=2)


class Counting(Checker):
    """A checker that notes what it is asked."""

    asked: list[str]

    def results(self, stated: Sequence[Stated], *, mend: bool = True) -> list[Result]:
        self.asked = [one.id for one in stated]
        return super().results(stated, mend=mend)


def asked(root: Path) -> list[str]:
    """The claims that a check of the project's structured claims does not recall."""
    project = read_project(root)
    settings = run_settings(project.settings)
    checker, kept = Counting(project.reference, project.kinds, settings), kept_results(project, settings)
    checker.asked = []
    recall = Recall(checker, kept)
    article_records(project, recall.results(structured_claims(project)), recall)
    kept.save()
    return checker.asked


def edited(root: Path, edit: Edit) -> None:
    text = FILES[edit.file]
    assert text.count(edit.right) == 1, edit
    (root / edit.file).write_text(text.replace(edit.right, edit.wrong), "utf-8")
