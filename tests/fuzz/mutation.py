"""Bytes made worse: what a random change, or a nasty word in the middle, makes of a sound file."""

from __future__ import annotations

import random
from collections.abc import Sequence

NASTY = tuple(
    text.encode("utf-8", "surrogatepass")
    for text in (
        "\0", "\ufeff", "\r", "\r\n", "\n\n", "\u2028", "\x85", "\x1b[2J", "\x1b]0;x\x07", "\u202e", "\u200b", "\ud800", "\U0010ffff", "́" * 40,
        "'", '"', "''", '""', "`", "|", "||", "\\", "{", "}", "[", "]", "<", ">", "&", "*", "!", "#", "%", "@", "---\n", ": ", "- ",
        "&a ", "*a", "!!python/object/apply:os.system ['x']", "<<: ", "? ", "'; DROP TABLE events; --", "=cmd|'/c calc'!A0", "+1", "@SUM(1)",
        "<script>alert(1)</script>", "<!--", "-->", "](", "![", "</td>", "&#0;", "&nbsp;", "{{7*7}}", "%s%n", "${x}", "../../../etc/passwd",
        "/dev/zero", "..", ".", "CON", "://", "http://[", "null", "true", "false", "NaN", "Infinity", "-0", "1e999", "1e-999", "9" * 400,
        "9" * 5000, "0x10", "1_000", "0.1", "-1", "٣", "²", "Ⅷ", "½", "2022-02-30", "2022-06-28", "0000-00-00", "-0001-01-01", "9999-12-31",
        "10000-01-01", "Y999999999", "2022-XX-XX", "2022?", "[2022..]", "2022/..", "..", "2022-06-28T25:00:00Z", "this year", "it is not true that ",
        " and ", ", ", " before ", " in ", "exactly ", " times", "İ", "ſ", "ß", "K", "ﬁ", "\u0301", "नि", "🏴\u200d☠️", "a" * 300, " " * 300,
        "(" * 60, "[" * 120, "{" * 120, '{"a":' * 120, "[[" * 60, "- " * 60,
    )
)  # fmt: skip


def mutated(rng: random.Random, seeds: Sequence[bytes], words: Sequence[bytes] = (), most: int = 20_000) -> bytes:
    """One of the seeds after some changes; ``words`` are what the format is made of."""
    data = bytearray(rng.choice(seeds))
    for _ in range(rng.choice((1, 1, 1, 2, 3, 5, 9))):
        _change(rng, data, seeds, words)
    return bytes(data[:most])


def swollen(rng: random.Random, seeds: Sequence[bytes], words: Sequence[bytes] = (), size: int = 300_000) -> bytes:
    """One of the seeds with a word, or two in turn, over and over in its middle: what takes too long grows with it."""
    data = rng.choice(seeds)
    some = [*words, *words, *NASTY, *SMALL]
    if rng.random() < 0.4:
        lines = data.splitlines(keepends=True) or [b""]
        word = rng.choice(lines)
    else:
        word = b"".join(rng.choice(some) for _ in range(rng.choice((1, 1, 2, 3)))) or b"x"
    at = rng.randrange(len(data) + 1)
    numbered = rng.random() < 0.4
    times = max(1, size // (len(word) + 6 * numbered or 1))
    middle = b"".join(b"%b%d" % (word, i) for i in range(times)) if numbered else word * times
    end = data[at:] if rng.random() < 0.6 else rng.choice((b"", b"x", b"\n", b"!"))
    return data[:at] + middle + end


SMALL = (
    b"a",
    b" ",
    b"\t",
    b"\n",
    b"a ",
    b"1",
    b",",
    b".",
    b"-",
    b"A b ",
    b"a\n",
    b"x,",
    b'"a",',
    b"'",
    b"(",
    b"[",
    b"{",
    b"*a",
    b"# ",
    b"a: ",
    b"- a\n",
)


def _change(rng: random.Random, data: bytearray, seeds: Sequence[bytes], words: Sequence[bytes]) -> None:
    size = len(data)
    at = rng.randrange(size + 1)
    upto = min(size, at + rng.choice((1, 1, 2, 4, 8, 30, 200)))
    match rng.randrange(11):
        case 0:
            del data[at:upto]
        case 1 if size:
            data[min(at, size - 1)] = rng.randrange(256)
        case 2:
            data[at:at] = data[at:upto] * rng.choice((1, 2, 5, 40))
        case 3:
            del data[at:]
        case 4 | 5:
            data[at:at] = rng.choice(NASTY)
        case 6:
            data[at:upto] = rng.choice(NASTY)
        case 7 | 8 if words:
            data[at : upto if rng.random() < 0.5 else at] = rng.choice(words)
        case 9:
            other = rng.choice(seeds)
            begin = rng.randrange(len(other) + 1)
            data[at:at] = other[begin : begin + rng.choice((3, 20, 100))]
        case _:
            lines = data.splitlines(keepends=True)
            rng.shuffle(lines)
            data[:] = b"".join(lines[:1000])
