"""Text of other people's, made fit to stand on a line of ours."""

from __future__ import annotations

import re

_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffc]")


def visible(text: str) -> str:
    """The text with what steers a screen or turns the direction of writing shown as ``�``."""
    return _UNSEEN.sub("\ufffd", text)


def one_line(text: str, most: int = 1000) -> str:
    """The text on one line, at most so many characters long, an ellipsis where it is cut."""
    line = " ".join(visible(text).split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"
