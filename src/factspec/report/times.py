"""When a run began and ended, in the forms that other formats ask for."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from factspec.report.model import Run


def began(run: Run) -> datetime | None:
    """When the run began, in UTC; None where its record does not tell."""
    try:
        return datetime.fromisoformat(run.started).astimezone(UTC)
    except ValueError:
        return None


def ended(run: Run) -> datetime | None:
    """When the run ended, in UTC."""
    start = began(run)
    return start + timedelta(seconds=run.seconds) if start else None


def in_utc(time: datetime | None) -> str | None:
    """A time as ``2022-06-28T10:00:05.412Z``."""
    return time.strftime("%Y-%m-%dT%H:%M:%S.") + f"{time.microsecond // 1000:03}Z" if time else None


def in_milliseconds(time: datetime | None) -> int:
    """A time as milliseconds since 1970; 0 where there is none."""
    return int(time.timestamp()) * 1000 + time.microsecond // 1000 if time else 0
