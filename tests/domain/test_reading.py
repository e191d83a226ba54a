"""What people and banks write: understood, or refused with a sentence that helps."""

from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dpmanager.domain.amounts import pounds
from dpmanager.domain.periods import long_date, short_date
from dpmanager.domain.reading import quoted, read_amount, read_date, read_time
from dpmanager.errors import DPManagerError

SIXTH_OF_APRIL = date(2026, 4, 6)


def refusal(read, text, **more):
    with pytest.raises(DPManagerError) as refused:
        read(text, **more)
    return str(refused.value)


@pytest.mark.parametrize(
    "text",
    [
        "6/4/26",
        "06/04/2026",
        "6 apr 2026",
        "6 April 2026",
        "6-4-2026",
        "2026-04-06",
        "6.4.26",
        "  6 / 4 / 2026 ",
        "6 4 2026",
        "6th APRIL 2026",
        "6-Apr-26",
        "6apr2026",
        "6 Apr. 2026",
        "06\u00a0April\u00a02026",
        "\u200e6/4/2026",
    ],
)
def test_a_day_is_understood_however_it_is_written(text):
    assert read_date(text) == SIXTH_OF_APRIL


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
@settings(max_examples=100)
def test_every_day_that_we_print_is_read_back(day):
    printed = [long_date(day), short_date(day), day.isoformat(), f"{day:%d/%m/%Y}"]
    assert {read_date(text) for text in printed} == {day}


@given(st.text(max_size=20))
@settings(max_examples=150)
def test_whatever_is_typed_is_read_or_refused_on_one_line(text):
    for read in (read_date, read_amount, read_time):
        try:
            read(text)
        except DPManagerError as refused:
            assert len(str(refused).splitlines()) == 1
            assert str(refused).isprintable()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("31/02/2026", "“31/02/2026” is not a date, because February 2026 has 28 days"),
        ("29 Feb 2026", "because February 2026 has 28 days"),
        ("29/2/2100", "because February 2100 has 28 days"),
        ("31 April 2026", "because April 2026 has 30 days"),
        ("0/4/2026", "because April 2026 has 30 days"),
        ("4/13/2026", "there is no month 13: the day comes first, so if you mean 13 April 2026"),
        ("4/13/2026", "type 13/4/2026"),
        ("2026-13-04", "if you mean 13 April 2026"),
        ("31/31/2026", "there is no month 31: type the day first"),
        ("1/0/2026", "there is no month 0"),
        ("6/4/1826", "outside the years 1900 to 2100"),
        ("6/4/2101", "outside the years 1900 to 2100"),
        ("6/4/202", "a year of two or four figures"),
        ("6 Avril 2026", "no month that is known"),
        ("6 j 2026", "no month that is known"),
        ("31/02", "February has no day 31"),
        ("tomorrow", "“tomorrow” is not understood as a date: type it like 6/4/2026"),
        ("6/4-2026", "is not understood as a date"),
        ("06042026", "is not understood as a date"),
        ("٦/٤/٢٠٢٦", "is not understood as a date"),
        ("6/" + "4" * 6000 + "/2026", "is not understood as a date"),
        ("", "The date is empty"),
        (" \t\n", "The date is empty"),
    ],
)
def test_a_date_that_is_none_is_refused_with_the_reason(text, said):
    assert said in refusal(read_date, text)


def test_29_february_is_a_date_in_a_leap_year():
    assert read_date("29 Feb 2028") == date(2028, 2, 29)


@pytest.mark.parametrize(
    ("text", "today", "suggested"),
    [
        ("6/4", None, "add the year, like 6 April 2026"),
        ("30 Dec", date(2027, 1, 4), "add the year, like 30 December 2026"),
        ("3 January", date(2026, 12, 30), "add the year, like 3 January 2027"),
        ("29/2", date(2027, 6, 1), "add the year, like 29 February 2028"),
    ],
)
def test_a_missing_year_is_asked_for_and_the_nearest_is_suggested(text, today, suggested):
    assert suggested in refusal(read_date, text, today=today)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("£1,234.50", "1234.50"),
        ("1234.5", "1234.50"),
        ("1234", "1234.00"),
        ("£ 1 234.50", "1234.50"),
        ("1\u202f234.50", "1234.50"),
        (".5", "0.50"),
        ("+12.50", "12.50"),
        ("-£10", "-10.00"),
        ("£-10", "-10.00"),
        ("\u221210.99", "-10.99"),
        ("– £10.99", "-10.99"),
        ("10.00-", "-10.00"),
        ("(10.00)", "-10.00"),
        ("(£1,284.80)", "-1284.80"),
        ("-0.00", "0.00"),
        ("0012.50", "12.50"),
        ("999,999,999.99", "999999999.99"),
    ],
)
def test_an_amount_is_understood_however_it_is_written(text, amount):
    assert str(read_amount(text)) == amount


@given(st.decimals(Decimal("-999999999.99"), Decimal("999999999.99"), places=2))
@settings(max_examples=100)
def test_every_amount_that_we_print_is_read_back(amount):
    assert read_amount(pounds(amount)) == read_amount(f"{amount:.2f}") == amount


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1.2.3", "“1.2.3” has more than one point"),
        ("£1.234.50", "more than one point"),
        ("1,23.4", "a comma where none is expected"),
        ("10,50", "a comma where none is expected"),
        ("1.234,50", "a comma where none is expected"),
        ("12.505", "more than two figures after the point"),
        ("12.50p", "is not understood as an amount of money"),
        ("ten", "“ten” is not understood"),
        ("€10", "is not understood"),
        ("10²", "is not understood"),
        ("12 50", "is not understood"),
        ("5.", "is not understood"),
        ("-", "is not understood"),
        ("£", "is not understood"),
        ("()", "is not understood"),
        ("-10-", "is not understood"),
        ("(-10)", "is not understood"),
        ("10\x0012", "“10 12” is not understood"),
        ("1e5", "is not understood"),
        ("NaN", "is not understood"),
        ("1000000000", "is too large"),
        ("9" * 5000, "is too large"),
        ("", "The amount is empty"),
    ],
)
def test_an_amount_that_is_none_is_refused_with_the_reason(text, said):
    sentence = refusal(read_amount, text)
    assert said in sentence
    assert "like 1" in sentence
    assert len(sentence) < 250


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("9", time(9)),
        ("09:00", time(9)),
        ("9.30", time(9, 30)),
        ("0930", time(9, 30)),
        ("930", time(9, 30)),
        ("9am", time(9)),
        ("7pm", time(19)),
        ("7.30 PM", time(19, 30)),
        ("7 p.m.", time(19)),
        ("12am", time(0)),
        ("12pm", time(12)),
        ("12:30 am", time(0, 30)),
        ("00:00", time(0)),
        ("23:59", time(23, 59)),
        ("half 7", time(7, 30)),
        ("Half past 7", time(7, 30)),
        ("half 7pm", time(19, 30)),
        ("half 12 pm", time(12, 30)),
    ],
)
def test_a_time_is_understood_however_it_is_written(text, clock):
    assert read_time(text) == clock


@given(st.times())
@settings(max_examples=100)
def test_every_minute_of_the_day_is_read_back(clock):
    minute = clock.replace(second=0, microsecond=0)
    printed = [f"{minute:%H:%M}", f"{minute:%H%M}", f"{minute:%I:%M %p}", f"{minute:%H.%M}"]
    assert {read_time(text) for text in printed} == {minute}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("24:00", "type 00:00 for midnight"),
        ("24", "type 00:00 for midnight"),
        ("25:00", "“25:00” is not a time, because a day ends at 23:59"),
        ("24:30", "a day ends at 23:59"),
        ("9:60", "an hour has 60 minutes"),
        ("13pm", "hours from 1 to 12"),
        ("0am", "hours from 1 to 12"),
        ("half 7:15", "is not understood as a time"),
        ("9.5", "is not understood as a time"),
        ("noonish", "“noonish” is not understood as a time: type it like 9:30, 0930 or 7pm"),
        ("", "The time is empty"),
    ],
)
def test_a_time_that_is_none_is_refused_with_the_reason(text, said):
    assert said in refusal(read_time, text)


def test_what_was_typed_is_quoted_short_and_harmless():
    assert quoted("a\x1b[31mb\nc\u202e") == "a [31mb c"
    assert quoted("x" * 10_000) == "x" * 39 + "…"
    assert quoted("y" * 60, longest=60) == "y" * 60


def test_a_year_of_two_figures_is_in_the_2000s():
    assert read_date("31/12/99") - read_date("1/1/00") == timedelta(days=36524)
