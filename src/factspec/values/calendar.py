"""Days as whole numbers on the proleptic Gregorian calendar, for any year.

Day 1 is 0001-01-01, as in :meth:`datetime.date.toordinal`; days before it are zero and negative. ``FIRST`` and
``LAST`` stand for *always has been* and *goes on*: no written date reaches them.
"""

from __future__ import annotations

FIRST = -1_000_000_000_000
LAST = 1_000_000_000_000
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def month_length(year: int, month: int) -> int:
    """The number of days in a month."""
    if month == 2:
        leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
        return 29 if leap else 28
    return 30 if month in (4, 6, 9, 11) else 31


def day_number(year: int, month: int, day: int) -> int:
    """The number of a calendar day. The algorithm counts days in eras of 400 years that begin on 1 March."""
    shifted = year - (month <= 2)
    era, in_era = divmod(shifted, 400)
    in_year = (153 * ((month + 9) % 12) + 2) // 5 + day - 1
    return era * 146_097 + in_era * 365 + in_era // 4 - in_era // 100 + in_year - 305


def year_month_day(number: int) -> tuple[int, int, int]:
    """The calendar day with this number: the inverse of :func:`day_number`."""
    era, in_era = divmod(number + 305, 146_097)
    year_of_era = (in_era - in_era // 1460 + in_era // 36_524 - in_era // 146_096) // 365
    in_year = in_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    shifted_month = (5 * in_year + 2) // 153
    day = in_year - (153 * shifted_month + 2) // 5 + 1
    month = shifted_month + 3 if shifted_month < 10 else shifted_month - 9
    return era * 400 + year_of_era + (month <= 2), month, day


def weekday(number: int) -> str:
    """The English name of a day's weekday."""
    return WEEKDAYS[(number - 1) % 7]


def iso(number: int) -> str:
    """A day as EDTF writes it; ``..`` for a day that is no day, before all or after all."""
    if number <= FIRST or number >= LAST:
        return ".."
    year, month, day = year_month_day(number)
    return f"{year_text(year)}-{month:02}-{day:02}"


def year_text(year: int) -> str:
    """A year as EDTF writes it: four digits, or a ``Y`` before more."""
    if abs(year) > 9999:
        return f"Y{year}"
    return f"-{-year:04}" if year < 0 else f"{year:04}"
