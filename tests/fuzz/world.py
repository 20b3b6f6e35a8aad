"""A small project with every resource of a reference in it, and what the readers need of it."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from factspec.article import Article, article
from factspec.check import Checker, Settings
from factspec.kinds import built_in
from factspec.reference.facts import Reference
from factspec.reference.package import package_folders, read_reference

ROOT = Path(__file__).parents[2]
EXAMPLES = [ROOT, *(path for path in sorted((ROOT / "examples").iterdir()) if path.is_dir())]

TABLES = {
    "sources": "id,publisher,title,url,published\ns,P,T,https://example.org,2022\nu,Q,U,https://example.net,2021-03\n",
    "entities": "id,type,name,aliases,within\nann,person,Ann,Annie,\nben,person,Ben,,\nland,country,Land,,\nton,city,Ton,,land\n",
    "kinds": "kind,noun,verbs,object\nmeeting,meeting,met,participant\nvisit,visit,visited,place\n",
    "events": "id,kind,date,title,mode,place,participants,sources\nm,meeting,2022-01-01,Talks,in person,ton,ann|ben,s\n"
    "v,visit,2022-03,,,land,ann,s|u\nn,meeting,[2022-05-04..2022-05-06],,phone,,ann|ben,u\n",
    "relation_kinds": "relation,phrase,functional\nhead,was head of,object\n",
    "relations": "subject,relation,object,began,ended,seen,sources\nann,head,land,2020-01-01,..,2021-05-05,s\n",
    "measures": "measure,phrase,unit\npop,population,people\n",
    "observations": "subject,measure,period,value,unit,sources\nland,pop,2021,1200000,,s\nland,pop,2022,1300000.5,people,s|u\n",
    "quotes": "id,speaker,date,text,sources\nq,ann,2022-02-03,We will meet again.,s\n",
    "completeness": "table,kind,participants,period,sources\nevents,meeting,ann|ben,2022,s\n",
    "disagreements": "table,row,field,value,source,accepted\nevents,m,date,2022-01-02,u,\nevents,v,exists,false,u,true\n",
}  # fmt: skip


def package(tables: dict[str, str] | None = None) -> dict[str, bytes]:
    """The files of a data package, by their names."""
    files = {f"{name}.csv": text.encode() for name, text in (tables or TABLES).items()}
    resources = [{"name": name, "path": f"{name}.csv"} for name in (tables or TABLES)]
    return {"datapackage.json": json.dumps({"name": "r", "resources": resources}).encode()} | files


def put(folder: Path, files: dict[str, bytes]) -> None:
    """Writes files by their names into a folder."""
    for name, body in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(body)


@cache
def reference() -> Reference:
    """The reference data of the repository and of its examples, but for what they share."""
    return read_reference(package_folders(ROOT / "references"))


@cache
def checkers() -> tuple[Checker, ...]:
    """Who checks claims over each project of the repository."""
    found = []
    for root in EXAMPLES:
        told = read_reference(package_folders(root / "references"))
        found.append(Checker(told, built_in(), Settings(default_as_of="2022-06-29")))
    return tuple(found)


@cache
def an_article() -> Article:
    """The article of the repository."""
    file = next(iter(sorted((ROOT / "claims").glob("*/article.md"))))
    return article(file.read_text("utf-8"), file)


@cache
def checker() -> Checker:
    """Who checks claims over the diplomacy package."""
    return checkers()[0]
