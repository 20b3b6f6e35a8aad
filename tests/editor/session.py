"""A real editor's session: a client of the protocol, and the server as a process of its own."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from lsprotocol import types
from pygls.lsp.client import LanguageClient

PATIENCE = 30


class Session:
    """An editor that has a project open. Diagnostics are kept as they come."""

    def __init__(self, client: LanguageClient, root: Path) -> None:
        self.client, self.root = client, root
        self.told: dict[str, list[types.PublishDiagnosticsParams]] = {}
        self._news = asyncio.Condition()
        self.versions: dict[str, int] = {}
        self._logged: asyncio.Queue[str] = asyncio.Queue()

        @client.feature(types.WINDOW_LOG_MESSAGE)  # type: ignore[untyped-decorator]
        def logged(params: types.LogMessageParams) -> None:
            self._logged.put_nowait(params.message)

        @client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)  # type: ignore[untyped-decorator]
        async def published(params: types.PublishDiagnosticsParams) -> None:
            async with self._news:
                self.told.setdefault(params.uri, []).append(params)
                self._news.notify_all()

    def uri(self, name: str) -> str:
        return (self.root / name).as_uri()

    def open(self, name: str, text: str | None = None) -> None:
        """Opens a file, with other text than it has on disk where that is given."""
        said = (self.root / name).read_text("utf-8") if text is None else text
        self.versions[name] = 1
        item = types.TextDocumentItem(self.uri(name), "plaintext", 1, said)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))

    def type(self, name: str, text: str) -> None:
        """Changes the whole text of an open file."""
        self.versions[name] += 1
        document = types.VersionedTextDocumentIdentifier(version=self.versions[name], uri=self.uri(name))
        change = types.TextDocumentContentChangeWholeDocument(text)
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(document, [change]))

    async def findings(self, name: str) -> list[types.Diagnostic]:
        """The findings for the file as it is now, once the server tells them."""

        def now() -> list[types.PublishDiagnosticsParams]:
            return [told for told in self.told.get(self.uri(name), []) if told.version == self.versions[name]]

        async with self._news:
            await asyncio.wait_for(self._news.wait_for(lambda: bool(now())), PATIENCE)
        return list(now()[-1].diagnostics)

    async def next_findings(self, name: str) -> list[types.Diagnostic]:
        """The findings that come next, whatever version they are of."""
        before = len(self.told.get(self.uri(name), []))
        async with self._news:
            await asyncio.wait_for(self._news.wait_for(lambda: len(self.told.get(self.uri(name), [])) > before), PATIENCE)
        return list(self.told[self.uri(name)][-1].diagnostics)

    async def next_log(self) -> str:
        """What the server next writes into the editor's log."""
        return await asyncio.wait_for(self._logged.get(), PATIENCE)

    async def hover(self, name: str, line: int, column: int) -> str | None:
        document, place = types.TextDocumentIdentifier(self.uri(name)), types.Position(line, column)
        found = await self.client.text_document_hover_async(types.HoverParams(document, place))
        assert found is None or isinstance(found.contents, types.MarkupContent)
        return found.contents.value if found and isinstance(found.contents, types.MarkupContent) else None

    async def target(self, name: str, line: int, column: int) -> types.Location | None:
        document, place = types.TextDocumentIdentifier(self.uri(name)), types.Position(line, column)
        found = await self.client.text_document_definition_async(types.DefinitionParams(document, place))
        assert found is None or isinstance(found, types.Location)
        return found

    async def offers(self, name: str, line: int, column: int) -> list[types.CompletionItem]:
        document, place = types.TextDocumentIdentifier(self.uri(name)), types.Position(line, column)
        found = await self.client.text_document_completion_async(types.CompletionParams(document, place))
        assert isinstance(found, types.CompletionList)
        return list(found.items)

    async def fixes(self, name: str, at: types.Range) -> list[types.CodeAction]:
        document = types.TextDocumentIdentifier(self.uri(name))
        asked = types.CodeActionParams(document, at, types.CodeActionContext([]))
        found = await self.client.text_document_code_action_async(asked)
        return [one for one in found or [] if isinstance(one, types.CodeAction)]


@asynccontextmanager
async def session(root: Path) -> AsyncIterator[Session]:
    """A session over a project, ended as editors end it."""
    client = LanguageClient("editor", "1")
    told = Session(client, root)
    os.environ.setdefault("PYTHONPATH", os.pathsep.join(path for path in sys.path if path.endswith("src")))
    await client.start_io(sys.executable, "-m", "factspec", "lsp")
    completion = types.CompletionClientCapabilities(completion_item=types.ClientCompletionItemOptions(snippet_support=True))
    able = types.ClientCapabilities(text_document=types.TextDocumentClientCapabilities(completion=completion))
    await client.initialize_async(types.InitializeParams(capabilities=able, root_uri=root.as_uri()))
    client.initialized(types.InitializedParams())
    try:
        yield told
    finally:
        await client.shutdown_async(None)
        client.exit(None)
        await asyncio.wait_for(client.stop(), PATIENCE)  # type: ignore[no-untyped-call]
