"""Bank holidays of the four nations, from www.gov.uk/bank-holidays."""

from dataclasses import replace
from datetime import date

import pytest
from deadline_facts import only, paid

from dpmanager.domain.deadlines.facts import Facts, ReturnFacts
from dpmanager.domain.deadlines.rules import Nation
from dpmanager.domain.periods import Period


@pytest.mark.parametrize(
    ("nation", "day"),
    [
        # 22 April 2019 was Easter Monday, which is no bank holiday in Scotland.
        ("england", date(2019, 4, 18)),
        ("wales", date(2019, 4, 18)),
        ("northern-ireland", date(2019, 4, 18)),
        ("scotland", date(2019, 4, 22)),
    ],
)
def test_paying_hmrc_at_easter(nation: Nation, day: date) -> None:
    facts = replace(paid(date(2019, 3, 29)), nation=nation)
    assert only(facts, date(2019, 4, 1), "paye-monthly").day == day


@pytest.mark.parametrize(
    ("nation", "legal", "day"),
    [
        ("northern-ireland", date(2026, 7, 13), date(2026, 7, 10)),
        ("england", date(2026, 7, 13), date(2026, 7, 13)),
        ("scotland", date(2026, 11, 30), date(2026, 11, 27)),
        ("wales", date(2026, 11, 30), date(2026, 11, 30)),
        ("northern-ireland", date(2027, 3, 17), date(2027, 3, 16)),
        ("england", date(2026, 12, 28), date(2026, 12, 24)),
    ],
)
def test_a_return_on_a_bank_holiday(nation: Nation, legal: date, day: date) -> None:
    one = ReturnFacts("return/1", "Board", Period(date(2026, 4, 1), date(2026, 6, 30)), due=legal)
    found = only(Facts(nation, returns=(one,)), date(2026, 7, 1), "return")
    assert (found.day, found.moved_from) == (day, None if day == legal else legal)
