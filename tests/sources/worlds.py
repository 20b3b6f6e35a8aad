"""Projects as text for the tests of sources: a package, what it declares, an article with claims; and a graph like Wikidata's."""

from __future__ import annotations

import json
from pathlib import Path

from .servers import Server

PREFIXES = """\
@prefix wd: <http://www.wikidata.org/entity/> .
@prefix p: <http://www.wikidata.org/prop/> .
@prefix ps: <http://www.wikidata.org/prop/statement/> .
@prefix pq: <http://www.wikidata.org/prop/qualifier/> .
@prefix pqv: <http://www.wikidata.org/prop/qualifier/value/> .
@prefix wikibase: <http://wikiba.se/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix s: <http://www.wikidata.org/entity/statement/> .
"""


def time(prefix: str, day: str, precision: int = 11) -> str:
    """A qualifier with a time, as Wikidata has it."""
    return (
        f'pqv:{prefix} [ wikibase:timeValue "{day}T00:00:00Z"^^xsd:dateTime ; wikibase:timePrecision "{precision}"^^xsd:integer ]'
    )


PRESIDENTS = (
    PREFIXES
    + f"""
wd:Q874 rdfs:label "Turkmenistan"@en ; p:P35 s:t1, s:t2, s:t3 .
s:t1 ps:P35 wd:Q1 ; wikibase:rank wikibase:NormalRank ; {time("P580", "2007-02-14")} ; {time("P582", "2022-03-19")} .
s:t2 ps:P35 wd:Q2 ; wikibase:rank wikibase:PreferredRank ; {time("P580", "2022-03-01", 10)} .
s:t3 ps:P35 wd:Q3 ; wikibase:rank wikibase:DeprecatedRank ; {time("P580", "2022-01-01")} .
wd:Q1 rdfs:label "Gurbanguly Berdimuhamedow"@en . wd:Q2 rdfs:label "Serdar Berdimuhamedow"@en . wd:Q3 rdfs:label "Nobody"@en .
"""
)

PRESIDENTS_DECLARED = """\
kind: sparql
url: {url}/sparql
private: true
template: wikidata/heads-of-state
with: {{place: Q874}}
limits: {{pause: 0, seconds: 20, attempts: 1}}
source: {{id: wikidata-heads, publisher: Wikidata, title: Heads of state, licence: CC0-1.0}}
rows:
  - resource: entities
    columns: {{id: "{{personLabel|slug}}", type: person, name: "{{personLabel}}", same_as: "{{person}}"}}
  - resource: relations
    columns:
      subject: "{{person|entity}}"
      relation: president of
      object: "{{place|entity}}"
      began: "{{start|date startPrecision}}"
      ended: "{{end|date endPrecision}}"
"""

POPULATION_DECLARED = """\
kind: csv
url: {url}/population.csv
private: true
limits: {{pause: 0, seconds: 20, attempts: 1}}
maps:
  countries: {{TJ: tajikistan, KZ: kazakhstan}}
source: {{id: office, publisher: Office of Statistics, title: Population, published: 2023-01-10, licence: CC-BY-4.0}}
rows:
  - resource: observations
    where: {{area: [TJ, KZ]}}
    columns:
      subject: "{{area|map countries}}"
      measure: population
      period: "{{year}}"
      value: "{{people|number}}"
      unit: people
"""

POPULATION = 'area,year,people\nTJ,2022,"9,952,787"\nKZ,2022,"19,621,972"\nXX,2022,1\n'

PACKAGE = {
    "sources.csv": "id,publisher,title,url,published\nhand,The Desk,By hand,https://example.org/hand,2022-06-01\n",
    "entities.csv": "id,type,name,same_as\nturkmenistan,country,Turkmenistan,https://www.wikidata.org/wiki/Q874\n"
    "tajikistan,country,Tajikistan,\nkazakhstan,country,Kazakhstan,\n",
    "relation_kinds.csv": "relation,phrase,functional\npresident of,was president of,object\n",
    "measures.csv": "measure,phrase,unit\npopulation,population,people\n",
}

ARTICLE = """\
---
title: Two figures and a president
publisher: The Desk
published: 2023-02-01
---

Serdar Berdimuhamedow has been president since March 2022. Tajikistan has about 10 million people. Kazakhstan has 19.6 million.
"""

CLAIMS = """\
claims:
  - id: president
    quote: Serdar Berdimuhamedow has been president since March 2022
    says: Serdar Berdimuhamedow became president of Turkmenistan in March 2022
  - id: tajikistan
    quote: Tajikistan has about 10 million people
    says: the population of Tajikistan in 2022 was about 10 million people
  - id: kazakhstan
    quote: Kazakhstan has 19.6 million
    says: the population of Kazakhstan in 2022 was 19.6 million people
"""


def package(folder: Path, files: dict[str, str] = PACKAGE) -> Path:
    """A package of these tables."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text)
    resources = [{"name": name.removesuffix(".csv"), "path": name} for name in files]
    said = {"name": folder.name, "version": "1.0.0", "licenses": [{"name": "CC0-1.0"}], "resources": resources}
    (folder / "datapackage.json").write_text(json.dumps(said))
    return folder


def declare(folder: Path, name: str, text: str, server: Server) -> Path:
    """Declares a source in a package."""
    file = folder / "sources" / f"{name}.yaml"
    file.parent.mkdir(exist_ok=True)
    file.write_text(text.format(url=server.url))
    return file


def project(root: Path, *, claims: str = CLAIMS) -> Path:
    """A project with one package and one article."""
    (root / "pyproject.toml").write_text("[tool.factspec]\n")
    package(root / "references/facts")
    (root / "claims/figures").mkdir(parents=True)
    (root / "claims/figures/article.md").write_text(ARTICLE)
    (root / "claims/figures/claims.yaml").write_text(claims)
    return root
