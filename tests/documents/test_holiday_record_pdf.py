from dataclasses import replace

import pytest
from pdf_checks import faults, smallest_type, text_of
from samples import HOSTILE, d, holiday_record

from dpmanager.documents.holiday_record import holiday_record_pdf
from dpmanager.domain.pay.holiday_record import HolidayPay


@pytest.mark.parametrize("large_print", [False, True])
def test_it_is_tagged_in_both_forms(large_print):
    made = holiday_record_pdf(holiday_record(), large_print=large_print)
    assert faults(made) == []
    assert smallest_type(made) >= (18 if large_print else 12)


def test_it_shows_all_that_the_law_asks_for():
    text = text_of(holiday_record_pdf(holiday_record()))
    for wanted in (
        "Holiday record", "6 April 2026 to 5 April 2027",
        "On 10 June 2026, Ann Llŷr-Smith had 9.50 hours of holiday left.",
        "Margaret Bell", "0002",
        "Carried over from the leave year before 4.50", "Holiday of this leave year 14.00",
        "Taken -9.00", "Left 9.50",
        "6 Apr 2026 to 3 May 2026 60.00 7.00", "4 May 2026 to 31 May 2026 54.00 7.00",
        "Total 14.00",
        "Carried over because of sickness, to be taken by 5 October 2027 4.50",
        "Mon 11 May 2026 5.00", "Wed 13 May 2026 4.00", "Total 9.00",
        "Holiday still to come Day Hours Mon 3 Aug 2026 5.00",
        "4 June 2026 For holiday, 4 May 2026 to 31 May 2026 9.00 £13.00 £117.00", "Total £117.00",
        "780.00 / 60 = 13", "60 x 12.07% = 7.242; 7",
        "Keep this one until 10 June 2032.",
    ):  # fmt: skip
        assert wanted in text


def test_a_new_record_says_that_there_is_nothing_yet():
    empty = replace(
        holiday_record(),
        earned=(), carried=(), taken=(), booked=(), paid=(), steps=(), keep_until=None,
    )  # fmt: skip
    text = text_of(holiday_record_pdf(empty))
    for wanted in (
        "had 0.00 hours", "No holiday was earned yet.", "No holiday was carried over.",
        "No holiday was taken.", "No holiday pay was paid.",
    ):  # fmt: skip
        assert wanted in text
    for unwanted in ("still to come", "Keep this one", "How the hours"):
        assert unwanted not in text


def test_holiday_taken_too_early_is_said():
    text = text_of(holiday_record_pdf(replace(holiday_record(), earned=(), carried=())))
    assert "On 10 June 2026, 9.00 hours more were taken than Ann Llŷr-Smith had." in text


def test_pay_that_is_not_by_the_hour_and_pay_at_leaving_are_shown():
    (paid,) = holiday_record().paid
    others = (
        replace(paid, kind=HolidayPay.ROLLED_UP, hours=None, rate=None, amount=d("94.15")),
        replace(paid, kind=HolidayPay.AT_LEAVING, hours=d("9.5"), rate=None, amount=d("123.50")),
    )
    text = text_of(holiday_record_pdf(replace(holiday_record(), paid=others)))
    assert "4 June 2026 With pay for work, 4 May 2026 to 31 May 2026 £94.15" in text
    assert "4 June 2026 For holiday not taken, 4 May 2026 to 31 May 2026 9.50 £123.50" in text
    assert "Paid for at leaving -9.50" in text
    assert "Left 0.00" in text


def test_a_hostile_name_harms_no_record():
    made = holiday_record_pdf(replace(holiday_record(), worker=HOSTILE))
    assert faults(made) == []
    assert "O'Neill & <b>Sons</b> </para> gnirtS & Tŷ Gŵyn" in text_of(made)


def test_the_same_record_gives_the_same_bytes():
    assert holiday_record_pdf(holiday_record()) == holiday_record_pdf(holiday_record())
