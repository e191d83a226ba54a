"""The pay periods of some days, for tests that need many of them."""

from collections.abc import Iterator
from datetime import date

from dpmanager.domain.periods import Frequency, Period, next_period, pay_period


def periods_between(first_start: date, frequency: Frequency, within: Period) -> Iterator[Period]:
    """The pay periods that share at least one day with `within`, in order."""
    period = pay_period(first_start, frequency, within.start)
    while period.start <= within.end:
        yield period
        period = next_period(first_start, frequency, period)
