"""The language server: what editors ask by the protocol, answered from the projects of their files."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar
from urllib.parse import unquote

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.uris import from_fs_path
from pygls.workspace import TextDocument

from factspec import __version__
from factspec.editor.findings import Finding, Fix, Gravity
from factspec.editor.offers import Kind, Offer
from factspec.editor.places import Target
from factspec.editor.projects import Projects, checked
from factspec.editor.rounds import Rounds
from factspec.editor.spans import Point, Span

Answer = TypeVar("Answer")
_SEVERITIES: dict[Gravity, types.DiagnosticSeverity] = {
    "error": types.DiagnosticSeverity.Error,
    "warning": types.DiagnosticSeverity.Warning,
    "information": types.DiagnosticSeverity.Information,
}
_KINDS: dict[Kind, types.CompletionItemKind] = {
    "keyword": types.CompletionItemKind.Keyword,
    "form": types.CompletionItemKind.Snippet,
    "name": types.CompletionItemKind.Value,
    "value": types.CompletionItemKind.EnumMember,
    "text": types.CompletionItemKind.Text,
}
_WATCHED = "**/*.{csv,tsv,json,jsonl,ndjson,parquet,toml,md,yaml,yml,py,feature}"


class Office:
    """One editor's session: its open documents, and one thread in which their projects are asked."""

    def __init__(self, server: LanguageServer) -> None:
        self.server = server
        self.rounds = Rounds(self._round)
        self._projects = Projects()
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="factspec")
        self._found: dict[str, tuple[int | None, list[Finding]]] = {}
        self._given: dict[str, int | None] = {}

    def close(self) -> None:
        """Ends the thread; what waits in it is dropped."""
        self.rounds.stop()
        self._thread.shutdown(wait=False, cancel_futures=True)

    async def ask(self, document: TextDocument, question: Callable[[Projects, Path], Answer]) -> Answer:
        """An answer from the project of a document, with all documents as they are in the editor now."""
        file, projects, news = Path(document.path), self._projects, self._news()

        def answer() -> Answer:
            for path, text in news:
                projects.opened(path, text)
            return question(projects, file)

        return await asyncio.get_running_loop().run_in_executor(self._thread, answer)

    def _news(self) -> list[tuple[Path, str]]:
        """The documents that have changed since the projects were last given them."""
        found = []
        for uri, document in self.server.workspace.text_documents.items():
            if self._given.get(uri) != document.version:
                self._given[uri] = document.version
                found.append((Path(document.path), document.source))
        return found

    async def forget(self, document: TextDocument) -> None:
        """Lets a closed document be what it is on disk, and takes its findings away."""
        await self.ask(document, lambda projects, file: projects.closed(file))
        self._found.pop(document.uri, None)
        self._given.pop(document.uri, None)
        self._publish(document.uri, None, [])

    def findings(self, document: TextDocument) -> list[Finding]:
        """What was found in a document, where it has not changed since."""
        version, found = self._found.get(document.uri, (None, []))
        return found if version == document.version else []

    async def _round(self, number: int) -> None:
        for document in list(self.server.workspace.text_documents.values()):
            if not await self._told(document, number):
                return

    async def _told(self, document: TextDocument, number: int) -> bool:
        """Checks a document and tells what is found; whether the round is still wanted after that."""
        version = document.version
        try:
            found = await self.ask(document, lambda projects, file: projects.findings(file) if checked(file) else None)
        except Exception as fault:  # of a validator, or ours: the editor goes on, and the next round may do better
            words = f"factspec: an internal fault in {document.path}; please report it: {fault!r}"
            self.server.window_log_message(types.LogMessageParams(types.MessageType.Error, words))
            return True
        if not self.rounds.current(number):
            return False
        if found is not None:
            self._found[document.uri] = (version, found)
            lines = document.source.split("\n")
            self._publish(document.uri, version, [self._diagnostic(one, lines) for one in found])
        return True

    def _publish(self, uri: str, version: int | None, diagnostics: list[types.Diagnostic]) -> None:
        told = types.PublishDiagnosticsParams(uri=uri, version=version, diagnostics=diagnostics)
        self.server.text_document_publish_diagnostics(told)

    def _diagnostic(self, found: Finding, lines: list[str]) -> types.Diagnostic:
        return types.Diagnostic(
            range=self.range(found.span, lines),
            message=found.message,
            severity=_SEVERITIES[found.gravity],
            source="factspec",
            code=found.code,
        )

    def point(self, position: types.Position, document: TextDocument) -> Point:
        """A position of the protocol as a point."""
        lines = document.source.split("\n")
        found = self.server.workspace.position_codec.position_from_client_units(lines, position)
        return Point(found.line, found.character)

    def range(self, span: Span, lines: list[str]) -> types.Range:
        """A span as a range of the protocol, whose columns count the editor's units."""
        return types.Range(self._position(span.start, lines), self._position(span.end, lines))

    def _position(self, point: Point, lines: list[str]) -> types.Position:
        before = lines[point.line][: point.column] if point.line < len(lines) else ""
        return types.Position(point.line, self.server.workspace.position_codec.client_num_units(before))


def language_server() -> LanguageServer:
    """A server with all that it can be asked, not yet started."""
    server = LanguageServer("factspec", __version__)
    office = Office(server)
    _documents(server, office)
    _questions(server, office)
    return server


def serve() -> None:
    """Serves one editor over standard input and output, until it leaves. What else is printed goes to standard error."""
    with os.fdopen(os.dup(sys.stdout.fileno()), "wb") as output:
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
        language_server().start_io(sys.stdin.buffer, output)


def _documents(server: LanguageServer, office: Office) -> None:
    """What editors tell of their documents, and of files that others have changed."""

    @server.feature(types.INITIALIZED)
    async def initialized(params: types.InitializedParams) -> None:
        del params
        workspace = server.client_capabilities.workspace
        watching = workspace.did_change_watched_files if workspace else None
        if watching and watching.dynamic_registration:
            options = types.DidChangeWatchedFilesRegistrationOptions([types.FileSystemWatcher(_WATCHED)])
            wish = types.Registration("factspec-files", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
            await server.client_register_capability_async(types.RegistrationParams([wish]))

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    async def opened(params: types.DidOpenTextDocumentParams) -> None:
        del params
        office.rounds.want()

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    async def changed(params: types.DidChangeTextDocumentParams) -> None:
        del params
        office.rounds.want()

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    async def files_changed(params: types.DidChangeWatchedFilesParams) -> None:
        del params
        office.rounds.want()

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    async def saved(params: types.DidSaveTextDocumentParams) -> None:
        del params
        office.rounds.want()

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    async def closed(params: types.DidCloseTextDocumentParams) -> None:
        await office.forget(server.workspace.get_text_document(params.text_document.uri))

    @server.feature(types.SHUTDOWN)
    def shutdown(params: None) -> None:
        del params
        office.close()


def _questions(server: LanguageServer, office: Office) -> None:
    """What editors ask."""

    def document_of(uri: str) -> TextDocument | None:
        if unquote(uri) not in server.workspace.text_documents:
            return None  # what no editor has opened is read from no place that a request names
        document = server.workspace.get_text_document(uri)
        return document if checked(Path(document.path)) else None

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    async def hover(params: types.HoverParams) -> types.Hover | None:
        document = document_of(params.text_document.uri)
        if document is None:
            return None
        point = office.point(params.position, document)
        found = await office.ask(document, lambda projects, file: projects.hover(file, point))
        if found is None:
            return None
        text, span = found
        return types.Hover(types.MarkupContent(types.MarkupKind.Markdown, text), office.range(span, document.source.split("\n")))

    @server.feature(types.TEXT_DOCUMENT_DEFINITION)
    async def definition(params: types.DefinitionParams) -> types.Location | None:
        document = document_of(params.text_document.uri)
        if document is None:
            return None
        point = office.point(params.position, document)
        found = await office.ask(document, lambda projects, file: projects.target(file, point))
        return _location(found, office) if found else None

    @server.feature(types.TEXT_DOCUMENT_COMPLETION, types.CompletionOptions(trigger_characters=[" ", '"', "@", "|", "{", ","]))
    async def completion(params: types.CompletionParams) -> types.CompletionList | None:
        document = document_of(params.text_document.uri)
        if document is None:
            return None
        point = office.point(params.position, document)
        found = await office.ask(document, lambda projects, file: projects.offers(file, point))
        line = document.source.split("\n")
        items = [_item(one, i, point, line, office, snippets=_takes_snippets(server)) for i, one in enumerate(found)]
        return types.CompletionList(is_incomplete=True, items=items)

    @server.feature(types.TEXT_DOCUMENT_CODE_ACTION, types.CodeActionOptions(code_action_kinds=[types.CodeActionKind.QuickFix]))
    async def actions(params: types.CodeActionParams) -> list[types.CodeAction]:
        document = document_of(params.text_document.uri)
        if document is None:
            return []
        first, last = (office.point(place, document) for place in (params.range.start, params.range.end))
        here = [one for one in office.findings(document) if one.span.start <= last and first <= one.span.end]
        lines = document.source.split("\n")
        return [_action(fix, document.uri, lines, office) for one in here for fix in one.fixes]


def _location(found: Target, office: Office) -> types.Location:
    uri = from_fs_path(str(found.file)) or ""
    lines = office.server.workspace.get_text_document(uri).source.split("\n")
    return types.Location(uri, office.range(found.span, lines))


def _action(fix: Fix, uri: str, lines: list[str], office: Office) -> types.CodeAction:
    change = types.TextEdit(office.range(fix.span, lines), fix.text)
    return types.CodeAction(
        fix.title, kind=types.CodeActionKind.QuickFix, is_preferred=fix.best, edit=types.WorkspaceEdit(changes={uri: [change]})
    )


def _takes_snippets(server: LanguageServer) -> bool:
    asked = server.client_capabilities.text_document
    item = asked.completion.completion_item if asked and asked.completion else None
    return bool(item and item.snippet_support)


def _item(offer: Offer, place: int, point: Point, lines: list[str], office: Office, *, snippets: bool) -> types.CompletionItem:
    start = Point(point.line, max(0, point.column - offer.typed))
    snippet = offer.snippet and snippets
    text = offer.text if snippet or not offer.snippet else offer.label
    return types.CompletionItem(
        label=offer.label,
        kind=_KINDS[offer.kind],
        detail=offer.detail or None,
        documentation=types.MarkupContent(types.MarkupKind.Markdown, offer.about) if offer.about else None,
        sort_text=f"{place:04}",
        filter_text=offer.text if not offer.snippet else offer.label,
        insert_text_format=types.InsertTextFormat.Snippet if snippet else types.InsertTextFormat.PlainText,
        text_edit=types.TextEdit(office.range(Span(start, point), lines), text),
    )
