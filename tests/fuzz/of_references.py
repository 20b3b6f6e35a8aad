"""Reference data, the files around it, and what a server answers."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

from factspec.reference.journal import JOURNAL, settle
from factspec.reference.package import package_folders, read_reference
from factspec.sources.cells import Setting, cell
from factspec.sources.declared import declared_sources
from factspec.sources.forms.objects import json_rows
from factspec.sources.forms.pages import html_rows
from factspec.sources.forms.separated import csv_rows
from factspec.sources.forms.sparql import sparql_rows
from factspec.sources.forms.statistics import sdmx_rows
from factspec.sources.lock import LOCK, read_lock
from factspec.sources.paths import json_path
from factspec.sources.snapshots import kept_sidecar
from factspec.sources.text import body_text
from factspec.sources.verify import proof
from factspec.sources.warc import write_warc

from .commands import command
from .target import Finding, Target, refused, words
from .world import TABLES, package, put

CSV = words('" "" , ¶ | ; =1+1 id sources s ann|ben 2022 true .. false in_person https://example.org meeting person')
JSON = words(
    '{ } [ ] : , " null true 1 1.5 "name" "path" "resources" "schema" "fields" "type" "dialect" "encoding" "utf-16" "delimiter" "x" ¶'
)


def _table(name: str, data: bytes, folder: Path) -> None:
    put(folder / "r", package() | {f"{name}.csv": data})
    faults = [_read(folder / "r", bulk=False)]
    if name == "events":
        faults.append(_read(folder / "r", bulk=True))
        if faults[0] is not faults[1]:
            raise Finding(f"read in memory: {'refused' if faults[0] else 'taken'}, in bulk the other way")


def _read(folder: Path, *, bulk: bool) -> bool:
    def read() -> None:
        found = read_reference(package_folders(folder), bulk=bulk, cache=folder.parent / "cache" if bulk else None)
        if found.bulk:
            found.bulk.close()

    return refused(read)


def _tables(data: bytes, folder: Path) -> None:
    names = [*TABLES]
    name = names[data[0] % len(names)] if data else "events"
    _table(name, data[1:], folder)


def _events(data: bytes, folder: Path) -> None:
    _table("events", data, folder)


def _plain(data: bytes, folder: Path) -> None:
    schema = {
        "fields": [{"name": "id"}, {"name": "n", "type": "number"}, {"name": "day", "type": "date"}, {"name": "sources"}],
        "primaryKey": "id",
    }
    files = package()
    said = json.loads(files["datapackage.json"])
    said["resources"].append({"name": "own", "path": "own.csv", "schema": schema})
    put(folder / "r", files | {"own.csv": data, "datapackage.json": json.dumps(said).encode()})
    _read(folder / "r", bulk=False)


def _descriptor(data: bytes, folder: Path) -> None:
    put(folder / "r", package() | {"datapackage.json": data})
    _read(folder / "r", bulk=False)


def _lines(data: bytes, folder: Path) -> None:
    _other("events.jsonl", data, folder)


def _parquet(data: bytes, folder: Path) -> None:
    _other("events.parquet", data, folder)


def _other(file: str, data: bytes, folder: Path) -> None:
    files = package()
    said = json.loads(files["datapackage.json"])
    for resource in said["resources"]:
        if resource["name"] == "events":
            resource["path"] = file
    put(folder / "r", files | {file: data, "datapackage.json": json.dumps(said).encode()})
    _read(folder / "r", bulk=False)
    _read(folder / "r", bulk=True)


def _declaration(data: bytes, folder: Path) -> None:
    put(folder, {"sources/a.yaml": data})
    refused(lambda: declared_sources(folder))


def _rows(what: str, data: bytes, folder: Path) -> None:
    def read() -> None:
        said = body_text(data, html=what == "html")
        found: Iterable[object]
        match what:
            case "csv":
                found = csv_rows(said, skip=len(data) % 3)
            case "html":
                found = (row for which in ("1", "2", "Date") for row in _quiet(html_rows(said, which)))
            case "sparql":
                found = sparql_rows(said)
            case "sdmx":
                found = sdmx_rows(said)
            case _:
                found = json_rows(said, json_path("$.items[*]"), {"a": json_path("a[0].b"), "c": json_path("c")})
        for row in found:
            if not isinstance(row, dict) or not all(isinstance(key, str) and isinstance(part, str) for key, part in row.items()):
                raise Finding(f"a row that is none: {row!r}")

    refused(read)


def _quiet(rows: Iterator[dict[str, str]]) -> list[dict[str, str]]:
    found: list[dict[str, str]] = []
    refused(lambda: found.extend(rows))
    return found


def _cell(data: bytes, folder: Path) -> None:
    said, _, value = data.decode("utf-8", "replace").partition("\n")

    def filled() -> None:
        made = cell(said)
        made.filled(dict.fromkeys(made.columns(), value), Setting({name: {} for name in made.maps()}))

    refused(filled)


BODY = b"a,b\n1,2\n"
SHA = hashlib.sha256(BODY).hexdigest()
SIDECAR = {
    "sha256": SHA, "bytes": len(BODY), "asked": "https://example.org/a.csv", "url": "https://example.org/a.csv", "time": "2022-06-28T00:00:00Z",
    "status": 200, "headers": {"content-type": "text/csv", "etag": "x"},
}  # fmt: skip
LOCKED = {
    "version": 1,
    "added": {"url": "x", "time": "2022-06-28T00:00:00Z", "files": {"events.csv": SHA}},
    "sources": {"a": {"declaration": SHA, "url": "u", "time": "2022-06-28T00:00:00Z", "snapshot": SHA, "earlier": [SHA], "files": {"fetched/a.events.csv": SHA}}},
}  # fmt: skip


def _lock(data: bytes, folder: Path) -> None:
    put(
        folder / "references/r",
        package() | {LOCK: data, f"sources/snapshots/{SHA}": BODY, f"sources/snapshots/{SHA}.json": json.dumps(SIDECAR).encode()},
    )
    refused(lambda: read_lock(folder / "references/r"))
    refused(lambda: proof(folder / "references"))
    refused(lambda: write_warc(folder / "out.warc", [(folder / "references/r", read_lock(folder / "references/r"))]))


def _sidecar(data: bytes, folder: Path) -> None:
    put(
        folder / "references/r",
        package() | {LOCK: json.dumps(LOCKED).encode(), f"sources/snapshots/{SHA}": BODY, f"sources/snapshots/{SHA}.json": data},
    )
    refused(lambda: kept_sidecar(folder / "references/r", SHA))
    refused(lambda: proof(folder / "references"))
    refused(lambda: write_warc(folder / "out.warc.gz", [(folder / "references/r", read_lock(folder / "references/r"))]))


def _journal(data: bytes, folder: Path) -> None:
    put(
        folder / "r",
        {
            JOURNAL: data,
            "here.csv": b"x",
            ".references-aside-0123456789ab/0": b"new",
            ".references-aside-0123456789ab/1": b"more",
        },
    )
    put(folder / "outside", {"kept.csv": b"kept", "0": b"kept"})
    refused(lambda: settle(folder / "r"))
    if sorted(path.name for path in folder.iterdir()) != ["outside", "r"] or any(
        p.read_bytes() != b"kept" for p in (folder / "outside").iterdir()
    ):
        raise Finding("a journal reached out of its folder")


def _added(data: bytes, folder: Path) -> None:
    put(folder, {"pyproject.toml": b"[tool.factspec]\n", "secret.csv": b"secret"})
    put(folder / "new", package() | {"datapackage.json": data})
    command(folder, "references", "add", "new", "--name", "here")
    command(folder, "references", "add", "new")
    command(folder, "references", "list")
    for path in folder.iterdir():
        if path.name not in ("pyproject.toml", "secret.csv", "new", "references"):
            raise Finding(f"a package was written to {path.name!r}")
    if any(file.is_file() and file.read_bytes() == b"secret" for file in (folder / "references").rglob("*")):
        raise Finding("a package took along what is not its own")


def _parquet_files() -> tuple[bytes, ...]:
    import tempfile

    import duckdb

    found = []
    with tempfile.TemporaryDirectory() as place, duckdb.connect() as base:
        (Path(place) / "e.csv").write_text(TABLES["events"])
        for codec in ("uncompressed", "snappy", "zstd", "gzip"):
            file = Path(place) / f"{codec}.parquet"
            base.execute(
                f"COPY (SELECT * FROM read_csv('{place}/e.csv', all_varchar=true)) TO '{file}' (FORMAT parquet, COMPRESSION {codec})"
            )
            found.append(file.read_bytes())
        base.execute(
            f"COPY (SELECT 1 AS id, DATE '2022-01-01' AS date, ['ann', 'ben'] AS participants, 'meeting' AS kind, 's' AS sources) TO '{place}/t.parquet'"
        )
        found.append((Path(place) / "t.parquet").read_bytes())
    return tuple(found)


def _json_lines() -> bytes:
    import csv
    from io import StringIO

    return b"".join(json.dumps(row).encode() + b"\n" for row in csv.DictReader(StringIO(TABLES["events"])))


DECLARED = b"""kind: csv
url: https://example.org/a.csv
source: {id: s, publisher: P, title: T, published: last-modified, licence: CC0-1.0}
limits: {pause: 1, bytes: 1000000}
maps: {countries: {NO: norway}}
rows:
  - resource: entities
    where: {a: [x, y]}
    need: [b]
    columns: {id: "{a|slug}", type: country, name: "{b}", aliases: "{c|list ;}"}
"""
OTHERS = (
    b"kind: json\nurl: https://example.org/a\nsource: {id: s, publisher: P, title: T}\nitems: $.a[*]\nfields: {x: a.b, y: c}\nrows:\n"
    b"  - {resource: observations, columns: {subject: '{x|entity}', measure: pop, period: '{y|date y}', value: '{x|number}'}}\n",
    b"kind: html\nurl: https://example.org/a\ntable: 2\nsource: {id: s, publisher: P, title: T}\nrows:\n  - {resource: own, schema: {fields: [{name: id}]}, columns: {id: '{a}'}}\n",
    b"kind: sparql\nurl: https://example.org/sparql\nquery: SELECT * WHERE {?s ?p ?o}\nsource: {id: s, publisher: P, title: T}\nrows:\n  - {resource: kinds, columns: {kind: '{s|id}'}}\n",
    b"kind: sdmx\nurl: https://example.org/d\nformat: json\nvintages: true\nsource: {id: s, publisher: P, title: T}\nrows:\n"
    b"  - {resource: observations, columns: {subject: '{GEO|map countries}', measure: pop, period: '{TIME}', value: '{OBS_VALUE}'}}\n",
    b"kind: database\nurl: sqlite:a.db\nquery: SELECT 1\nsource: {id: s, publisher: P, title: T}\nrows:\n  - {resource: entities, columns: {id: '{a}', type: x, name: '{b|lower|or y}'}}\n",
)  # fmt: skip
SPARQL = b'{"head":{"vars":["a","b"]},"results":{"bindings":[{"a":{"type":"uri","value":"http://x/Q1"},"b":{"type":"literal","value":"1"}},{"a":{"type":"bnode","value":"x"}}]}}'
SDMX = (
    b'{"data":{"structures":[{"dimensions":{"series":[{"id":"GEO","values":[{"id":"NO","name":"Norway"}]}],"observation":[{"id":"TIME","values":[{"id":"2021"},{"id":"2022"}]}]},'
    b'"attributes":{"observation":[{"id":"F","values":[{"id":"e","name":{"en":"est"}}]}]}}],"dataSets":[{"structure":0,"series":{"0":{"attributes":[],"observations":{"0":[1.5,0],"1":[2,null]}}}}]}}'
)
HTML = (
    b"<html><body><table><caption>Date</caption><tr><th>A</th><th>B</th></tr><tr><td rowspan=2>1 [2]</td><td colspan=3>x</td></tr><tr><td>y</td></tr></table>"
    b"<table><tr><td>a<table><tr><td>in</td></tr></table></td></tr><tr><td>b</td></tr></table></body></html>"
)


def targets() -> tuple[Target, ...]:
    """The targets of this module."""
    tables = tuple(bytes([i]) + table.encode() for i, table in enumerate(TABLES.values()))
    own = b"id,n,day,sources\na,1,2022-01-01,s\nb,2.5,2022,s|u\n"
    events = TABLES["events"].encode()
    said = package()["datapackage.json"]
    more = b'{"name":"r","title":"T","version":"1.0","licenses":[{"name":"CC0-1.0","path":"https://x"}],"resources":[{"name":"sources","path":["sources.csv"],"encoding":"latin-1","dialect":{"delimiter":",","quoteChar":"\\""}},{"name":"own","path":"kinds.csv","schema":{"fields":[{"name":"kind","type":"string","constraints":{"required":true}}],"primaryKey":["kind"],"foreignKeys":[]}}]}'  # fmt: skip
    journal = json.dumps(
        {
            "aside": ".references-aside-0123456789ab",
            "moves": [["here.csv", "0", hashlib.sha256(b"new").hexdigest()], ["a/b.csv", "1", None]],
        }
    )
    tags = words(
        "<table> </table> <tr> <td_rowspan=3> <th_colspan=9> <td> </td> <caption> x 1 <!-- &nbsp; <script> <td_colspan=1000> <td_rowspan=99999>"
    )
    return (
        Target("tables of a reference", _tables, tables, CSV),
        Target("events in memory and in bulk", _events, (events, events.replace(b"\n", b"\r\n"), b"\xef\xbb\xbf" + events), CSV),
        Target("plain tables", _plain, (own,), CSV),
        Target("datapackage.json", _descriptor, (said, more), JSON),
        Target("JSON Lines of events", _lines, (_json_lines(),), JSON),
        Target("Parquet", _parquet, _parquet_files()),
        Target("declarations of sources", _declaration, (DECLARED, *OTHERS), words("kind: rows: columns: { } [ ] : , - ¶__ '{a|slug}' null where: need: [[]] vintages: limits:")),
        *(
            Target(f"bodies of {name.upper()}", partial(_rows, name), seeds, tokens)
            for name, seeds, tokens in (
                ("csv", (own, b"x;y\n", own.decode().encode("utf-16"), own.decode().encode("latin-1")), CSV),
                ("json", (b'{"items":[{"a":[{"b":1}],"c":"x"},{"c":[1,2]}]}',), JSON), ("html", (HTML,), tags),
                ("sparql", (SPARQL,), JSON), ("sdmx", (SDMX,), (*JSON, *words("-1 0:0 \"0:1\" \"-1\" \"values\" \"series\""))),
            )
        ),
        Target("cells of sources", _cell, ("{a|slug}\nÉva".encode(), b"{a|date b}{c}\n2022", b"x {a|number ,}\n1,200", b"{a|map m}\nx", b"{a|list ;|or y}\n1;2"), words("{ } | slug id day date number list lower or map entity")),
        Target("locks", _lock, (json.dumps(LOCKED).encode(), b'{"version":1}'), JSON),
        Target("sidecars and WARC", _sidecar, (json.dumps(SIDECAR).encode(),), (*JSON, *words("\\r\\n 999 100 \"status\" \"x:y\" \\u0000"))),
        Target("journals", _journal, (journal.encode(),), (*JSON, *words("../outside/kept.csv .. / here.csv \"0\" \"../../outside/0\""))),
        Target("packages that are added", _added, (said, more), (*JSON, *words("../secret.csv sources /etc/passwd \"licenses\" \"version\" references.lock datapackage.json fetched/x.csv"))),
    )  # fmt: skip
