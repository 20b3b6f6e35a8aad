"""A target tried by atheris: changes are kept that reach new branches of the readers."""

from __future__ import annotations

import atexit
import random
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory


def guided(name: str, seconds: float, seed: int, keep: Path) -> int:
    """Tries a target, tells what came of it, and keeps what was found. Ends the process, as libFuzzer does."""
    import atheris

    with atheris.instrument_imports(include=["factspec"]):
        from .all_targets import all_targets

        target = all_targets()[name]
    from .mutation import mutated
    from .tried import Tried, once, told

    done = Tried(name)
    place = TemporaryDirectory(prefix="fuzz-")
    began, worked = time.monotonic(), time.process_time()

    def one(data: bytes) -> None:
        once(target, data, Path(place.name) / "tried" / "here", done)
        done.seconds, done.worked = time.monotonic() - began, time.process_time() - worked

    def changed(data: bytes, most: int, number: int) -> bytes:
        rng = random.Random(number)
        if rng.random() < 0.5:
            return bytes(atheris.Mutate(data, most))
        return mutated(rng, [bytes(data), *target.seeds], target.words, most)

    (Path(place.name) / "tried").mkdir()
    corpus = Path(place.name) / "corpus"
    corpus.mkdir()
    for number, body in enumerate(target.seeds):
        (corpus / str(number)).write_bytes(body)
    options = [f"-max_total_time={int(seconds)}", f"-seed={seed or 1}", "-max_len=20000", "-timeout=60", "-rss_limit_mb=3000"]
    atheris.Setup([sys.argv[0], *options, str(corpus)], one, custom_mutator=changed)
    atexit.register(told, done, keep)
    atheris.Fuzz()
    return 0
