"""The descriptor of a package, with the files of fetched rows in it."""

from __future__ import annotations

import json
from collections.abc import Container, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from factspec.problem import Problem, Problems
from factspec.reference.descriptor import DESCRIPTOR
from factspec.reference.descriptor import licences as named_licences
from factspec.reference.schema import RESOURCES
from factspec.reference.tables import TableSchema
from factspec.sources.declared import shown
from factspec.sources.table import FETCHED
from factspec.values.characters import HALF, all_whole
from factspec.values.plain_file import plain_file


def descriptor_with(
    package: Path,
    files: Mapping[str, str],
    schemas: Mapping[str, TableSchema],
    *,
    gone: Container[str] = (),
    licences: Sequence[str] = (),
) -> bytes | None:
    """The descriptor of a package with these ``files`` of made rows and no others, each with its resource; None: as it is.

    ``schemas`` are those of plain tables that the package may not know yet, ``gone`` files that sources have made and make no
    more, ``licences`` those that a new descriptor names. Raises Problems where the descriptor is none, or
    has a resource in another form than CSV in UTF-8.
    """
    found = descriptor_of(package, licences)
    before = json.dumps(found)
    resources: list[Any] = found.setdefault("resources", [])
    for resource in resources:
        own = [path for path in _own(resource) if path not in files and path not in gone]
        made = sorted(path for path, name in files.items() if name == resource.get("name"))
        if made:
            _plain_csv(resource, package)
        if {*_paths(resource)} != {*own, *made}:
            _put(resource, [*own, *made])
    for name in dict.fromkeys(files.values()):
        if all(resource.get("name") != name for resource in resources):
            resources.append(_resource(name, sorted(path for path, of in files.items() if of == name), schemas, package))
    found["resources"] = [resource for resource in resources if _paths(resource)]
    if json.dumps(found) == before and (package / DESCRIPTOR).is_file():
        return None
    return (json.dumps(found, indent=2, ensure_ascii=False) + "\n").encode()


def descriptor_of(package: Path, licences: Sequence[str] = ()) -> dict[str, Any]:
    """The descriptor as it stands; a first one, with these licences, where there is none. Raises Problems if unreadable."""
    file = package / DESCRIPTOR
    if not file.exists():
        named = {"licenses": [{"name": name} for name in licences]} if licences else {}
        schema = "https://datapackage.org/profiles/2.0/datapackage.json"
        return {"$schema": schema, "name": package.name, **named, "resources": []}
    try:
        found = json.loads(plain_file(file).read_text("utf-8-sig"))
    except (ValueError, OSError, RecursionError) as error:
        raise Problems([Problem(f"not JSON: {error}", shown(file))]) from None
    if not all_whole(found):
        raise Problems([Problem(HALF, shown(file), expected="text")])
    resources = found.get("resources") if isinstance(found, dict) else None
    if not isinstance(resources, list) or not all(isinstance(one, dict) for one in resources):
        raise Problems([Problem("no list of resources", shown(file), expected="a Data Package")])
    return dict(found)


def licences(descriptor: Mapping[str, Any]) -> list[str]:
    """The licences that a descriptor names: their names, titles or addresses."""
    return list(named_licences(descriptor.get("licenses")))


def _resource(name: str, paths: list[str], schemas: Mapping[str, TableSchema], package: Path) -> dict[str, Any]:
    made: dict[str, Any] = {"name": name, "path": paths[0] if len(paths) == 1 else paths, "format": "csv", "encoding": "utf-8"}
    if name in schemas:
        made["schema"] = schemas[name].model_dump(mode="json", exclude_defaults=True)
    elif name not in RESOURCES:
        wanted = "a 'schema' beside its columns: a resource by no name of factspec's own is a plain table"
        raise Problems([Problem(f"resource {name!r} has no schema", shown(package / DESCRIPTOR), expected=wanted)])
    return made


def _plain_csv(resource: Mapping[str, Any], package: Path) -> None:
    form, encoding = str(resource.get("format") or "csv").lower(), str(resource.get("encoding") or "utf-8").lower()
    own = _own(resource)
    if form != "csv" or encoding not in ("utf-8", "utf8") or (resource.get("dialect") and own):
        wrong = f"resource {resource.get('name')!r} is not plain CSV in utf-8"
        raise Problems([Problem(wrong, shown(package / DESCRIPTOR), expected="the form that fetched rows are written in")])


def _own(resource: Mapping[str, Any]) -> list[str]:
    return [path for path in _paths(resource) if not path.startswith(f"{FETCHED}/")]


def _put(resource: dict[str, Any], paths: Iterable[str]) -> None:
    found = list(paths)
    if found != _paths(resource):
        resource["path"] = found[0] if len(found) == 1 else found


def _paths(resource: Mapping[str, Any]) -> list[str]:
    path = resource.get("path", [])
    return [path] if isinstance(path, str) else [str(part) for part in path] if isinstance(path, list) else []
