"""Proposals of a language model behind an OpenAI-compatible endpoint. Each is checked, and none is believed.

A quotation must stand in the article word for word, and a sentence must be read by the grammar, names and all. What does not
pass is refused, with the reason. Nothing that a model says of truth is asked for or taken.
"""

from __future__ import annotations

import json
import os
import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from factspec.article import Article, anchored
from factspec.draft.drafting import Draft
from factspec.grammar import Grammar
from factspec.problem import Problem, Problems
from factspec.values.names import folded

KEY = "FACTSPEC_MODEL_KEY"
_MOST_BYTES = 2_000_000
_SECONDS = 120.0
_CONNECT = 10.0
_CHUNK = 4_096
_PART = 6_000
_MOST_NAMES = 150
_MOST_CLAIMS = 300
_TASK = """\
You propose checkable claims for the text of a news article. Answer with one JSON object and nothing else:
{"claims": [{"quote": "...", "says": "..."}]}
"quote" is copied from the text, character for character, and as short as the claim allows.
"says" is one sentence in one of the forms below, with the names and verbs below, and with dates as 2022-06-28, "in May 2022" or
"in 2022". Resolve "this year", weekdays and pronouns; the article is of DAY.
Leave out what no form can say, what is only planned or opinion, and all that you would have to guess.
Do not judge whether a claim is true.
"""


@dataclass(frozen=True, slots=True)
class Model:
    """A model by its name, behind the address of an endpoint."""

    url: str
    name: str


@dataclass(frozen=True, slots=True)
class Proposed:
    """What a model proposed: the drafts that passed every check, and why the others were refused."""

    drafts: tuple[Draft, ...]
    refused: tuple[str, ...]


class _Claim(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)
    quote: str = Field(min_length=1, max_length=2_000)
    says: str = Field(min_length=1, max_length=2_000)


def proposed(article: Article, grammar: Grammar, model: Model) -> Proposed:
    """The proposals of a model for an article, a few paragraphs at a time. Raises Problems where it cannot be asked."""
    drafts: list[Draft] = []
    refused: list[str] = []
    task = _task(article, grammar)
    for part in _parts(article.text):
        for raw in _claims(_asked(model, task, part), model):
            try:
                drafts.append(_checked(raw, article, grammar, model))
            except Problems as found:
                refused.append(str(found.problems[0]))
    return Proposed(tuple(drafts), tuple(refused))


def _checked(raw: Any, article: Article, grammar: Grammar, model: Model) -> Draft:
    """A proposal as a draft. Raises Problems with the reason why it is refused."""
    try:
        one = _Claim.model_validate(raw)
    except ValidationError as error:
        fault = error.errors()[0]
        where = ".".join(map(str, fault["loc"]))
        raise Problems([Problem(f"a proposal of another form: {fault['msg'].lower()}", path=where)]) from None
    place = anchored(article, one.quote)
    claim = grammar.read(one.says)
    return Draft(grammar.write(claim), claim, place.start, place.end, f"Proposed by the model {model.name}.")


def _task(article: Article, grammar: Grammar) -> str:
    lexicon, reference = grammar.lexicon, grammar.lexicon.reference
    forms = [f"- {hint}" for name, hints in grammar.hints().items() if name not in ("all", "any") for hint in hints]
    text = folded(article.text)
    near = [e.name for e in reference.entities.values() if any(folded(name) in text for name in (e.name, *e.aliases))]
    words = {
        "Names": near[:_MOST_NAMES],
        "Verbs": list(lexicon.verbs),
        "Relations": [kind.phrase for kind in reference.relation_kinds.values()],
        "Measures": [measure.phrase for measure in reference.measures.values()],
        "Titles": [event.title for event in reference.events.values() if event.title][:_MOST_NAMES],
    }
    told = [f"{label}: {'; '.join(found)}" for label, found in words.items() if found]
    return "\n".join([_TASK.replace("DAY", article.front.published), "Forms:", *forms, *told])


def _parts(text: str) -> Iterator[str]:
    """The text in parts of whole paragraphs."""
    part = ""
    for paragraph in re.split(r"\n\s*\n", text):
        if part and len(part) + len(paragraph) > _PART:
            yield part
            part = ""
        part = f"{part}\n\n{paragraph}".strip()
    if part:
        yield part


def _asked(model: Model, task: str, part: str) -> str:
    """What the endpoint answers, as text. Raises Problems for one that does not, or answers too late or too much."""
    import requests

    url = model.url.rstrip("/")
    url = url if url.endswith("/chat/completions") else f"{url}/chat/completions"
    key = os.environ.get(KEY)
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    messages = [{"role": "system", "content": task}, {"role": "user", "content": part}]
    body = {"model": model.name, "messages": messages, "temperature": 0, "response_format": {"type": "json_object"}}
    until = time.monotonic() + _SECONDS
    try:
        with requests.post(
            url, json=body, headers=headers, timeout=(_CONNECT, _SECONDS), stream=True, allow_redirects=False
        ) as answer:
            if answer.status_code != 200:
                raise Problems([Problem(f"the server answers {answer.status_code}", url, expected="200 and an answer")])
            data = b""
            for chunk in answer.iter_content(_CHUNK):
                data += chunk
                if len(data) > _MOST_BYTES:
                    raise Problems([Problem(f"an answer of more than {_MOST_BYTES} bytes", url, expected="a list of claims")])
                if time.monotonic() > until:
                    raise Problems([Problem("an answer that takes too long", url, expected=f"one within {_SECONDS:.0f} seconds")])
    except requests.Timeout:
        raise Problems([Problem("no answer in time", url, expected=f"one within {_SECONDS:.0f} seconds")]) from None
    except (requests.RequestException, UnicodeError, ValueError) as error:
        raise Problems([Problem(f"cannot be asked: {type(error).__name__}", url, expected="an endpoint that answers")]) from None
    return _content(data, url)


def _content(data: bytes, url: str) -> str:
    try:
        content = json.loads(data)["choices"][0]["message"]["content"]
    except (ValueError, KeyError, IndexError, TypeError, RecursionError):
        content = None
    if not isinstance(content, str):
        raise Problems([Problem("no answer of the form that is agreed", url, expected="choices with a message, in JSON")])
    return content


def _claims(content: str, model: Model) -> Sequence[Any]:
    """The proposals in an answer. One that is no JSON, or holds no list of claims, is a fault of the model."""
    text = re.sub(r"\A```(?:json)?|```\Z", "", content.strip())
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        raise Problems(
            [Problem("an answer that is not JSON", path=f"model {model.name}", expected="an object with claims")]
        ) from None
    claims = found.get("claims") if isinstance(found, dict) else None
    if not isinstance(claims, list):
        wrong = "an answer without a list of claims"
        raise Problems([Problem(wrong, path=f"model {model.name}", expected='{"claims": [{"quote": ..., "says": ...}]}')])
    return claims[:_MOST_CLAIMS]
