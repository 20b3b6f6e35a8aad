"""Rounds: checks that follow the typing. One runs at a time, and what a later change has made stale is dropped."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

QUIET = 0.15


class Rounds:
    """``check`` is awaited once the typing has paused. It asks ``current`` whether its result is still wanted."""

    def __init__(self, check: Callable[[int], Awaitable[None]], quiet: float = QUIET) -> None:
        self._check, self._quiet = check, quiet
        self._wanted = 0
        self._running: asyncio.Task[None] | None = None

    def want(self) -> None:
        """Asks for a round; one that is under way goes on, and what it finds may be dropped."""
        self._wanted += 1
        if self._running is None or self._running.done():
            self._running = asyncio.get_running_loop().create_task(self._run())

    def current(self, number: int) -> bool:
        """Whether nothing has changed since a round began."""
        return number == self._wanted

    def stop(self) -> None:
        """Asks no more."""
        if self._running is not None:
            self._running.cancel()

    async def _run(self) -> None:
        done = 0
        while done != self._wanted:
            seen = self._wanted
            await asyncio.sleep(self._quiet)
            if seen == self._wanted:
                done = seen
                await self._check(done)
