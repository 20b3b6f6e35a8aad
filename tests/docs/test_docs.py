"""The docs are run: what they say can be typed can be typed, what can be typed is in them, and no link in them is dead."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import typer
from typer.core import TyperGroup
from typer.main import get_command

from factspec.commands import app

ROOT = Path(__file__).parents[2]

NOT_PAGES = {
    "build": "made by a run",
    "dist": "made by a release",
    "node_modules": "other people's pages",
    "claims": "articles, quoted as their publishers wrote them",
    "src": "what a new project starts from, with links that hold there",
    "tests": "material of tests",
}
PAGES = sorted(
    page
    for page in ROOT.rglob("*.md")
    if not any(part in NOT_PAGES or part.startswith(".") for part in page.relative_to(ROOT).parts)
)
COMMANDS_PAGE = ROOT / "docs" / "commands.md"

FENCE = re.compile(r"^( *)(`{3,}|~{3,})[ ]*(\S*)[^\n]*\n(.*?)^ *\2[`~]* *$", re.MULTILINE | re.DOTALL)
SPAN = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.DOTALL)
HEADING = re.compile(r"^#{1,6} +(.+?) *#* *$", re.MULTILINE)
LINK = re.compile(r"\]\(\s*<?([^\s)>]+)>?(?:\s+[\"'(][^\n]*?[\"')])?\s*\)|^ *\[[^\]\n]+\]: +<?(\S+?)>?(?: |$)", re.MULTILINE)
HTML_LINK = re.compile(r"<(?:a|img|source)\b[^>]*?\b(?:href|src)=[\"']([^\"']+)[\"']")

# A block of these shows a session: what follows `$ ` was typed, and the rest is what came out.
SESSIONS = {"console", "text", "shell-session", "plain"}
OPERATORS = {"&&", "||", ";", "|", "&", "(", ")"}


def words(line: str) -> list[list[str]]:
    """The commands of one line of shell, each as its words, without variables set in front of it."""
    lexer = shlex.shlex(line, posix=True, punctuation_chars=True)
    lexer.whitespace_split = True
    commands: list[list[str]] = [[]]
    for word in lexer:
        if word in OPERATORS:
            commands.append([])
        elif commands[-1] or not re.match(r"^[A-Za-z_]\w*=", word):
            commands[-1].append(word)
    return [command for command in commands if command]


def typed(text: str) -> Iterator[list[str]]:
    """Every command that a page shows, as its words: in fenced blocks, then in spans of code."""
    for _, _, language, body in FENCE.findall(text):
        lines = [line.strip() for line in body.replace("\\\n", " ").splitlines()]
        prompted = [line[2:] for line in lines if line.startswith("$ ")]
        if not prompted and language not in SESSIONS:
            prompted = [re.sub(r"^(- )?run: *", "", line) for line in lines]
        for line in prompted:
            if re.search(r"\b(factspec|pytest|make)\b", line):
                yield from words(line)
    for _, span in SPAN.findall(FENCE.sub("", text)):
        if re.match(r"(\S*/)?(factspec|pytest|make) |-", span.strip()):
            yield shlex.split(span.replace("\n", " "))


def placeholder(word: str) -> bool:
    """Whether a word stands for what the reader puts there: COMMAND, <file>, ..."""
    return word.isupper() or word in {"...", "…"} or word.startswith("<")


def options(word: str) -> list[str]:
    """The options that one word names: `--html/--json` and `[--html` too; none for a dash alone."""
    named = [part.split("=")[0] for part in re.split(r"[/|](?=-)", word.strip("[](),"))]
    return [option for option in named if re.match(r"--?[A-Za-z]", option)]


def flags(command: object) -> set[str]:
    """What a command's options are called, in every spelling."""
    named = {"--help"}
    for parameter in getattr(command, "params", ()):
        named |= {name for name in (*parameter.opts, *parameter.secondary_opts) if name.startswith("-")}
    return named


def every_command(command: object, *path: str) -> Iterator[tuple[tuple[str, ...], object]]:
    """All that can be typed, the program itself first: the words of a command, and the command."""
    if not getattr(command, "hidden", False):
        yield path, command
        if isinstance(command, TyperGroup):
            for name, inner in command.commands.items():
                yield from every_command(inner, *path, name)


def misuse(program: object, arguments: list[str]) -> Iterator[str]:
    """What is wrong with a command as the docs have it."""
    command, known = program, flags(program)
    for word in arguments:
        if word.startswith(("-", "[-")):
            yield from (f"no option {option}" for option in options(word) if option not in known)
        elif isinstance(command, TyperGroup):
            names = word.strip("[]").split("|")
            if placeholder(names[0]):
                return
            missing = [name for name in names if name not in command.commands]
            if missing:
                yield from (f"no command {name}" for name in missing)
                return
            command = command.commands[names[0]]
            known |= flags(command)


@cache
def of_pytest() -> frozenset[str]:
    """The options of pytest as it runs here, the plugins' among them."""
    printed = subprocess.run([sys.executable, "-m", "pytest", "--help"], cwd=ROOT, capture_output=True, text=True, check=True)
    return frozenset(re.findall(r"(?<![\w-])--?[A-Za-z][\w-]*", printed.stdout))


def faults(program: object, command: list[str]) -> Iterator[str]:
    """What is wrong with one command of a page, whichever of the three programs it is for."""
    name = command[0].rpartition("/")[2]
    if re.match(r"python[\d.]*$", name) and command[1:2] == ["-m"]:
        command = command[2:]
        name = command[0]
    if name == "factspec":
        yield from misuse(program, command[1:])
    elif name == "pytest":
        named = [option for word in command[1:] for option in options(word)]
        yield from (f"no option {option}" for option in named if option not in of_pytest() and option[:2] not in of_pytest())
    elif name == "make":
        goals = [word for word in command[1:] if not word.startswith("-") and "=" not in word and not placeholder(word)]
        targets = re.findall(r"^([a-z][\w-]*):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
        yield from (f"no goal {goal}" for goal in goals if goal not in targets)
    elif name.startswith("-"):  # an option by itself: of any command
        known = {flag for _, inner in every_command(program) for flag in flags(inner)} | of_pytest()
        yield from (f"no option {option}" for word in command for option in options(word) if option not in known)


def anchors(text: str) -> set[str]:
    """What a page's headings are called in a link, as GitHub makes it from their words."""
    found: set[str] = set(re.findall(r"<a (?:id|name)=[\"']([^\"']+)", text))
    for heading in HEADING.findall(FENCE.sub("", text)):
        plain = re.sub(r"\[([^\]]*)\]\([^)]*\)|[`*]", r"\1", heading)
        slug = re.sub(r"[^\w\- ]", "", plain.lower()).replace(" ", "-")
        spellings = (slug, *(f"{slug}-{n}" for n in range(1, 100)))
        found.add(next(spelling for spelling in spellings if spelling not in found))
    return found


def dead_links(page: Path, text: str) -> Iterator[str]:
    """The links of a page that lead to nothing in the repository; addresses on the web are not asked."""
    prose = SPAN.sub("", FENCE.sub("", text))
    for target in [a or b for a, b in LINK.findall(prose)] + HTML_LINK.findall(prose):
        if re.match(r"[a-z][a-z0-9+.-]*:", target):
            continue
        path, _, anchor = target.partition("#")
        there = (page.parent / path).resolve() if path else page
        if path and not (there.is_relative_to(ROOT) and there.exists()):
            yield f"{target}: there is no such file"
        elif anchor and there.suffix == ".md" and anchor not in anchors(text if there == page else there.read_text("utf-8")):
            yield f"{target}: there is no such heading"


def sections(text: str) -> list[tuple[str, str]]:
    """A page's headings, each with what stands under it, up to the next one of any depth."""
    blanked = FENCE.sub(lambda fence: re.sub(r"^#", " ", fence[0], flags=re.MULTILINE), text)
    top, *parts = HEADING.split(blanked)
    return [("", top), *zip(parts[::2], parts[1::2], strict=True)]


def undocumented(program: object, text: str) -> Iterator[str]:
    """The commands without a heading of their own, and the options named neither under it nor under a heading of no command."""
    commands = {" ".join(("factspec", *path)): command for path, command in every_command(program)}
    told = dict.fromkeys(commands, "")
    for heading, body in sections(text):
        told[max((name for name in commands if heads(heading, name)), key=len, default="factspec")] += body + "\n"
    for name, command in commands.items():
        if not told[name]:
            yield f"{name}: has no heading"
            continue
        for parameter in getattr(command, "params", ()):
            spellings = [spelling for spelling in parameter.opts if spelling.startswith("--")]
            if not spellings or parameter.name == "help" or getattr(parameter, "hidden", False):
                continue
            if not any(spelling in options_in(told[name] + told["factspec"]) for spelling in spellings):
                yield f"{name}: {spellings[0]} is not told of"


def options_in(text: str) -> set[str]:
    """Every long option that a text names."""
    return set(re.findall(r"(?<![\w-])--[a-z][\w-]*", text))


def heads(heading: str, command: str) -> bool:
    """Whether a heading is that of a command: `factspec check`, with or without the program's name and backticks."""
    plain = re.sub(r"[`*]", "", heading)
    return re.match(rf"(factspec )?{re.escape(command.removeprefix('factspec').strip())}(?![\w-])", plain) is not None


def place(page: Path) -> str:
    """A page's place in the repository, as a test's name."""
    return page.relative_to(ROOT).as_posix()


def test_the_pages_a_reader_looks_for_are_there() -> None:
    assert {"README.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs/commands.md"} <= {place(page) for page in PAGES}


@pytest.mark.parametrize("page", PAGES, ids=place)
def test_every_command_in_the_docs_can_be_typed(page: Path) -> None:
    program = get_command(app)
    shown = typed(page.read_text("utf-8"))
    assert [f"{shlex.join(command)}: {fault}" for command in shown for fault in faults(program, command)] == []


@pytest.mark.parametrize("page", PAGES, ids=place)
def test_no_link_in_the_docs_is_dead(page: Path) -> None:
    assert list(dead_links(page, page.read_text("utf-8"))) == []


def test_every_command_and_option_is_in_the_docs() -> None:
    assert list(undocumented(get_command(app), COMMANDS_PAGE.read_text("utf-8"))) == []


def test_the_readme_shows_how_to_begin() -> None:
    shown = [" ".join(command[:2]) for command in typed((ROOT / "README.md").read_text("utf-8"))]
    assert {"make report", "make test", "factspec check"} <= set(shown)


# The reading of docs, on pages with known faults: a check that finds nothing anywhere would pass as well.


@pytest.fixture
def toy() -> object:
    toy = typer.Typer(add_completion=False)
    references = typer.Typer()
    toy.add_typer(references, name="references")

    @toy.command()
    def check(html: str = "", quiet: bool = False) -> None: ...

    @references.command("list")
    def listed(long: bool = False) -> None: ...

    return get_command(toy)


@pytest.mark.parametrize(
    ("page", "found"),
    [
        ("```sh\nfactspec check --html a.html  # --nothing\n```", []),
        ("```sh\nfactspec check --htm a.html\n```", ["no option --htm"]),
        ("```sh\nNO_COLOR=1 .venv/bin/factspec chek && make nothing\n```", ["no command chek", "no goal nothing"]),
        ("```sh\nfactspec check \\\n    --colour\n```", ["no option --colour"]),
        ("```console\n$ factspec check --quit\nfactspec found nothing\n```", ["no option --quit"]),
        ("```yaml\n- run: factspec references lst\n```", ["no command lst"]),
        ("say `factspec references list|show --long` or `factspec COMMAND --help`", ["no command show"]),
        ("say `factspec check [--html FILE] [--jsn FILE]`", ["no option --jsn"]),
        ("`--html/--long/--jsn FILE`, `-k dates`, `--collect-only`", ["no option --jsn"]),
        ("`python -m pytest --collect-only --colect`", []),
        ("`pytest -n auto --colect`", ["no option --colect"]),
    ],
)
def test_a_fault_in_a_page_is_found(toy: object, page: str, found: list[str]) -> None:
    assert [fault for command in typed(page) for fault in faults(toy, command)] == found


def test_what_a_page_leaves_out_is_found(toy: object) -> None:
    page = "# Commands\n\n## `factspec check`\n\n`--html`\n\n```sh\n# references list\n```\n\n## references\n\n`--quiet`\n"
    assert list(undocumented(toy, page)) == ["factspec check: --quiet is not told of", "factspec references list: has no heading"]


def test_a_dead_link_is_found() -> None:
    page = "# One `two`\n\n[a](#one-two) [b](#three) [c](LICENSE) [d](nowhere.md) [e](https://example.org) `[f](not-a-link)`\n"
    assert list(dead_links(ROOT / "page.md", page)) == ["#three: there is no such heading", "nowhere.md: there is no such file"]
