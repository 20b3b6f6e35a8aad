"""Rest for the garbage collector."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected(*, stays: bool) -> Iterator[None]:
    """Lets the garbage collector rest while much is made that is kept: it would look through all of it again and again.

    Where all ``stays`` to the end of the session, it passes over it from then on, and over what else there is at that time.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if stays:
            gc.freeze()
        if was:
            gc.enable()
