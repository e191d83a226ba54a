"""Bank holidays of 2026, against the list on www.gov.uk/bank-holidays."""

from datetime import date

import pytest

from dpmanager.domain.hours.bank_holidays import bank_holidays


@pytest.mark.parametrize(
    ("nation", "days"),
    [
        ("england", ["01-01", "04-03", "04-06", "05-04", "05-25", "08-31", "12-25", "12-28"]),
        ("wales", ["01-01", "04-03", "04-06", "05-04", "05-25", "08-31", "12-25", "12-28"]),
        (
            "scotland",
            [
                "01-01",
                "01-02",
                "04-03",
                "05-04",
                "05-25",
                "06-15",
                "08-03",
                "11-30",
                "12-25",
                "12-28",
            ],
        ),
        (
            "northern-ireland",
            [
                "01-01",
                "03-17",
                "04-03",
                "04-06",
                "05-04",
                "05-25",
                "07-13",
                "08-31",
                "12-25",
                "12-28",
            ],
        ),
    ],
)
def test_2026(nation: str, days: list[str]) -> None:
    assert bank_holidays(nation, [2026]) == {date.fromisoformat(f"2026-{day}") for day in days}


def test_several_years_and_a_new_year_that_falls_on_a_saturday() -> None:
    days = bank_holidays("england", [2021, 2022])
    assert {date(2021, 12, 27), date(2021, 12, 28), date(2022, 1, 3)} <= days
    assert date(2022, 1, 1) not in days
    assert all(day.weekday() < 5 for day in days)
