"""The server for writing assistants, asked by the protocol's own client, as a process of its own."""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from factspec.commands import run_app
from factspec.desk.assistant import Assistant
from factspec.problem import Problems
from mcp import Client, StdioServerParameters

ROOT = Path(__file__).parents[2]


def visit(what: Callable[[Client], Awaitable[None]], *arguments: str, folder: Path = ROOT) -> None:
    server = StdioServerParameters(
        command=sys.executable,
        args=["-m", "factspec", "mcp", *arguments],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        cwd=str(folder),
    )

    async def whole() -> None:
        async with Client(server) as client:
            await what(client)

    asyncio.run(whole())


async def call(client: Client, tool: str, **arguments: str) -> Any:
    """What a tool answers; the words of its error where it has one."""
    found = await client.call_tool(tool, arguments)
    if found.is_error:
        return str(getattr(found.content[0], "text", ""))
    assert found.structured_content is not None
    return found.structured_content.get("result", found.structured_content)


def test_an_assistant_lists_forms_checks_sentences_and_has_claims_explained() -> None:
    async def asking(client: Client) -> None:
        tools = {tool.name: tool for tool in (await client.list_tools()).tools}
        assert set(tools) == {"check_sentence", "list_forms", "explain_claim"}
        assert all(tool.annotations and tool.annotations.read_only_hint for tool in tools.values())
        assert "not enough evidence" in (client.instructions or "")

        forms = await call(client, "list_forms")
        assert {"count", "event", "itinerary"} <= {one["kind"] for one in forms}
        assert "quantity" not in {one["kind"] for one in forms}, "this project measures nothing"
        (counted,) = await call(client, "list_forms", kind="count")
        assert counted["sentences"] == ["WHO did WHAT COUNT times[ WHEN]"]
        assert counted["examples"]

        says = "Vladimir Putin met Emomali Rahmon in person on 2022-06-28 for the 3rd time in 2022"
        refuted = await call(client, "check_sentence", sentence=says, as_of="2022-06-28")
        assert refuted["verdict"] == "refuted"
        assert refuted["nearest_supported"] == says.replace("3rd", "2nd")
        assert {row["counts"] for row in refuted["rows"]} <= {"certain", "possible", "near miss"}
        assert all(source["url"] for row in refuted["rows"] for source in row["sources"])

        met = "Vladimir Putin met Emomali Rahmon in person on 2022-05-16"
        assert (await call(client, "check_sentence", sentence=met))["verdict"] == "supported"
        assert (await call(client, "check_sentence", sentence=met, known_by="2022-05-15"))["verdict"] == "not enough evidence"

        claim = await call(client, "explain_claim", claim="second-meeting-in-person")
        assert claim["verdict"] == claim["expected"] == "supported"
        assert claim["quote"]

    visit(asking)


def test_faults_are_told_in_words_with_what_is_near() -> None:
    async def asking(client: Client) -> None:
        unread = await call(client, "check_sentence", sentence="Vladimir Putin visted Tajikistan")
        assert unread["verdict"] is None
        assert unread["because"].endswith("did you mean visited?")
        assert "as_of: 'yesterday' is not a day" in await call(client, "check_sentence", sentence="x", as_of="yesterday")
        assert "did you mean count" in await call(client, "list_forms", kind="cuont")
        assert "did you mean tass-2022-06-28-dushanbe/second-meeting-in-person?" in await call(
            client, "explain_claim", claim="second-meeting"
        )

    visit(asking)


def test_what_a_validator_prints_does_not_disturb_the_protocol(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "references", tmp_path / "references")
    (tmp_path / "validators").mkdir()
    noisy = (ROOT / "validators/dateline.py").read_text("utf-8") + '\nprint("loaded")\n'
    (tmp_path / "validators/dateline.py").write_text(noisy, "utf-8")
    (tmp_path / "pyproject.toml").write_text("[tool.factspec]\n", "utf-8")

    async def asking(client: Client) -> None:
        found = await call(client, "check_sentence", sentence="2022-06-28 is a Tuesday")
        assert found["verdict"] == "supported"

    visit(asking, "--project", str(tmp_path))


def test_a_project_that_cannot_be_read_is_an_error_of_each_tool(tmp_path: Path) -> None:
    assistant = Assistant(tmp_path, [])
    with pytest.raises(Problems, match="references: no such folder"):
        assistant.check_sentence("2022-06-28 is a Tuesday")


def test_a_missing_library_is_told_with_the_way_to_get_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("factspec.extras.find_spec", lambda _: None)
    assert run_app(["mcp"]) == 2
    assert 'pip install "factspec[mcp]"' in capsys.readouterr().err
    assert run_app(["lsp"]) == 2
    assert 'pip install "factspec[editor]"' in capsys.readouterr().err
