"""The report for an editor: one page that opens from disk, asks nothing of the network and runs no text it shows."""

from __future__ import annotations

import hashlib
import json
import re
from base64 import b64encode
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cache, partial
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from factspec.report import dates
from factspec.report.history import Changes, History, changes
from factspec.report.language import Language, language
from factspec.report.layout import Layout, camps, sources_of
from factspec.report.marks import Mark, anchor, claims_of, mark_of, worst
from factspec.report.model import CountBounds, Report
from factspec.report.pictures.numbers import figures
from factspec.report.pictures.timeline import timeline
from factspec.report.pictures.trend import trend, when
from factspec.report.reading import around

if TYPE_CHECKING:
    from jinja2 import Environment

_UNPRINTED = re.compile(r"[\x00-\x20\x7f-\x9f]")
_BETWEEN_TAGS = re.compile(r">[^\S\n]*\n\s*<")
_UNSHOWN = (*range(9), 11, 12, *range(14, 32), *range(127, 160), 0x202D, 0x202E)
_SHOWN = dict.fromkeys(_UNSHOWN, "\ufffd")  # what steers a terminal, or turns the letters that follow round, is a mark
_STYLES = ("page.css", "symbols.css", "toolbar.css", "story.css", "cards.css", "pictures.css", "paper.css")
_SCRIPTS = ("cards.js", "filter.js", "places.js", "keys.js", "start.js")
_MANY = 400  # more claims than this are laid out only where the reader looks


def render(report: Report, tongue: Language | None = None, past: History | None = None) -> str:
    """The whole page as text, its interface in a language (English if none), with what has changed since the past."""
    words, past = tongue or language("en"), past or History()
    layout = Layout(report)
    title = _title(layout, words)
    style, script = _style(title, words), _script()
    template = _environment().get_template("report.html.jinja")
    page = template.render(
        _vocabulary(words),
        report=report,
        layout=layout,
        title=title,
        many=len(layout.shown) > _MANY,
        changes=changes(layout.shown, past) if past.runs else Changes(),
        past=past,
        trend=trend(report, past, words) if past.runs else None,
        script_words=_script_words(words),
        style=Markup(style),
        script=Markup(script),
        policy=_policy(style, script),
    )
    return _BETWEEN_TAGS.sub(">\n<", page).translate(_SHOWN)


def address(url: str | None) -> str | None:
    """The address where it is a plain web address, safe to link to; None where it is anything else."""
    try:
        parts = urlsplit(url or "")
        named = parts.hostname
    except ValueError:
        return None
    safe = parts.scheme in {"http", "https"} and named and not _UNPRINTED.search(url or "")
    return url if safe else None


def count(bounds: CountBounds, words: Language) -> str:
    """The bounds of a count in words."""
    low = words.number(bounds.low)
    if bounds.high is None:
        return words.plain("counts.at_least", low=low)
    if bounds.low == bounds.high:
        return words.plain("counts.exactly", low=low)
    return words.plain("counts.between", low=low, high=words.number(bounds.high))


def _title(layout: Layout, words: Language) -> str:
    articles = layout.report.articles
    if len(articles) == 1:
        return articles[0].title
    return words.plain("page.articles", len(articles)) if articles else words.plain("page.claims")


def _vocabulary(words: Language) -> Mapping[str, object]:
    """What templates say in a language; ``english`` marks what the record says in English."""
    english = Markup("") if words.code == "en" else Markup(' lang="en"')
    return {
        "t": _sayer(words),
        "words": words,
        "day": cache(partial(dates.told, language=words)),
        "count_in_words": partial(count, words=words),
        "ran": partial(when, language=words),
        "percentage": lambda points: words.number(Decimal(points.tenths) / 10),
        "hundredths": lambda number: words.number(Decimal(f"{number:.2f}")),
        "timeline": partial(timeline, language=words),
        "figures": partial(figures, language=words),
        "said": Markup(' dir="auto"') + english,
        "english": english,
    }


def _sayer(words: Language) -> Callable[..., Markup]:
    """Says messages; most are the same wherever they stand, and are made once."""
    fixed = {key: Markup(escape(message)) for key, message in words.messages.items() if "{" not in message}

    def say(key: str, n: int | None = None, **parts: object) -> Markup:
        return fixed[key] if key in fixed and n is None else words.say(key, n, **parts)

    return say


def _begun(words: Markup) -> Markup:
    """Words as they begin a sentence."""
    return words[:1].upper() + words[1:]


def _script_words(words: Language) -> str:
    """What the script says, as JSON."""
    said = {key.removeprefix("script."): message for key, message in words.messages.items() if key.startswith("script.")}
    told = {"language": words.code, "categories": words.categories, "messages": said}
    return json.dumps(told, ensure_ascii=False)


def _style(title: str, words: Language) -> str:
    """The style sheet, with what stands in the margins of printed pages."""
    names = {
        "--running-title": title[:90],
        "--running-page": words.plain("page.of_pages_before"),
        "--running-of": words.plain("page.of_pages_between"),
    }
    running = "".join(f"{name}:{_css_text(text)};" for name, text in names.items())
    return f":root{{{running}}}\n" + "".join(map(_asset, _STYLES))


def _css_text(text: str) -> str:
    """A text as a CSS string in which nothing but letters and digits stands for itself."""
    return '"{}"'.format("".join(char if char.isascii() and char.isalnum() else f"\\{ord(char):x} " for char in text))


def _script() -> str:
    return '(() => {\n"use strict";\n' + "".join(map(_asset, _SCRIPTS)) + "})();\n"


def _structure(claim: Mapping[str, object]) -> str:
    return json.dumps(claim, ensure_ascii=False, default=str)


def _policy(style: str, script: str) -> str:
    """The content security policy: this style, this script and nothing else."""
    hashes = [b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in (style, script)]
    return (
        f"default-src 'none'; style-src 'sha256-{hashes[0]}'; script-src 'sha256-{hashes[1]}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


@cache
def _asset(name: str) -> str:
    loader = _environment().loader
    assert loader is not None
    return loader.get_source(_environment(), name)[0]


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    found = Environment(
        loader=PackageLoader("factspec.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters |= {"address": address, "begun": _begun, "structure": _structure, "mark": mark_of}
    found.globals |= {
        "anchor": anchor,
        "around": around,
        "camps": camps,
        "claims_of": claims_of,
        "marks": tuple(Mark)[:5],
        "sources_of": sources_of,
        "worst": worst,
    }
    return found
