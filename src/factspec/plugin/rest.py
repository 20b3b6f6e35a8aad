"""Rest for the garbage collector."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Lets the garbage collector rest while much is made that all stays, and pass over it from then on.

    It would look through all of it again and again. What is passed over is looked at once more when a session is over.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was:
            gc.enable()
