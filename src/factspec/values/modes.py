"""The modes an event can have, and how sentences say them."""

from __future__ import annotations

from typing import Literal

Mode = Literal["in person", "phone", "video", "letter"]
MODE_WORDS: dict[Mode, str] = {"in person": "in person", "phone": "by phone", "video": "by video", "letter": "by letter"}
