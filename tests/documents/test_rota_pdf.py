"""The rota on paper: tagged, in both forms, with all that is on the page."""

from dataclasses import replace
from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from pdf_checks import faults, smallest_type, text_of
from samples import HOSTILE

from dpmanager.documents.rota import RotaPaper, rota_pdf
from dpmanager.domain.hours.rota import DayChange, Pattern, PatternShift, Reason, Times
from dpmanager.domain.hours.rota_sheet import OnTheRota, rota_sheet
from dpmanager.domain.hours.shifts import HourKind
from dpmanager.domain.periods import Period

MONDAY = date(2026, 5, 4)  # the early May bank holiday
ANN, BEN = "Ann Llŷr-Smith", "Ben Moss"
MORNING = Times(time(8), time(12))
NIGHT = Times(time(22), time(7), HourKind.SLEEP_IN)


def paper(*others: str) -> RotaPaper:
    patterns = [
        Pattern(ANN, MONDAY, 1, tuple(PatternShift(0, day, MORNING) for day in range(3))),
        Pattern(BEN, MONDAY, 1, (PatternShift(0, 4, NIGHT),)),
        *(Pattern(name, MONDAY, 1, (PatternShift(0, 5, MORNING),)) for name in others),
    ]
    tuesday, wednesday = MONDAY + timedelta(days=1), MONDAY + timedelta(days=2)
    changes = [
        DayChange(ANN, tuesday, Reason.HOLIDAY),
        DayChange(BEN, tuesday, Reason.COVER, MORNING, ANN),
        DayChange(ANN, wednesday, Reason.SICK),
    ]
    sheet = rota_sheet(
        patterns,
        changes,
        Period(MONDAY, MONDAY + timedelta(days=6)),
        [
            OnTheRota(ANN, "care", Decimal(12)),
            *(OnTheRota(name, "care") for name in (BEN, *others)),
        ],
        {MONDAY: {"care": Decimal(12)}},
        {"care": "Personal care"},
        {MONDAY},
    )
    return RotaPaper(sheet, "Margaret Bell", date(2026, 5, 1))


@pytest.mark.parametrize("large_print", [False, True])
@pytest.mark.parametrize("others", [(), tuple(f"Worker number {n}" for n in range(8))])
def test_it_is_tagged_in_both_forms(large_print: bool, others: tuple[str, ...]) -> None:
    made = rota_pdf(paper(*others), large_print=large_print)
    assert faults(made) == []
    assert smallest_type(made) >= (18 if large_print else 12)


def test_it_shows_who_works_when_and_what_is_missing() -> None:
    text = text_of(rota_pdf(paper()))
    for wanted in (
        "Rota 4 May 2026 to 10 May 2026", "Margaret Bell", "1 May 2026",
        "Week from Monday 4 May 2026", "Mon 4 May 2026 Bank holiday",
        "Tue 5 May 2026 On holiday 08:00 to 12:00, for Ann Llŷr-Smith",
        "Wed 6 May 2026 Off sick –", "Fri 8 May 2026 – 22:00 to 07:00, Sleep-in",
        "Wednesday 6 May 2026, 08:00 to 12:00: nobody comes for Ann Llŷr-Smith. Off sick.",
        "4 hours of Personal care have nobody. 8 hours and 1 night are on the rota",
        "Ann Llŷr-Smith Mon 4 May 2026 4 hours 12 hours 8 hours too few.",
        "Ben Moss Mon 4 May 2026 4 hours and 1 night – No hours are agreed.",
        "Personal care Mon 4 May 2026 8 hours and 1 night 12 hours 4 hours too few.",
    ):  # fmt: skip
        assert wanted in text, wanted


def test_a_rota_without_anybody_says_so() -> None:
    empty = rota_sheet([], [], Period(MONDAY, MONDAY + timedelta(days=6)), [], {}, {})
    made = rota_pdf(RotaPaper(empty, "Margaret Bell", MONDAY))
    assert faults(made) == []
    assert "Nobody is on the rota in these weeks." in text_of(made)


def test_a_hostile_name_harms_no_rota() -> None:
    made = rota_pdf(replace(paper(HOSTILE), supported_person=HOSTILE))
    assert faults(made) == []


def test_the_same_rota_gives_the_same_bytes() -> None:
    assert rota_pdf(paper()) == rota_pdf(paper())
