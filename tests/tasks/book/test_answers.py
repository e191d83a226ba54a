"""The set-up file: what is understood, and what is refused by name."""

from datetime import date
from decimal import Decimal

import pytest
from small_book import ANSWERS, changed

from dpmanager.domain.periods import Frequency
from dpmanager.errors import DPManagerError
from dpmanager.tasks.book.answers import read_answers
from dpmanager.tasks.book.set_up import example_answers

FROM_DATE = "from_date = 2026-04-06"
WEEKLY = 'weekly_amount = "400.00"'


@pytest.mark.parametrize(
    "typed", ["2026-04-06", '"6/4/26"', '"06/04/2026"', '"6 apr 2026"', '"6 April 2026"']
)
def test_a_date_may_be_written_as_people_write_it(typed: str) -> None:
    read = read_answers(changed(ANSWERS, (FROM_DATE, f"from_date = {typed}")))

    assert read.funders[0].agreements[0].from_date == date(2026, 4, 6)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ('"31/02/2026"', "February 2026 has 28 days"),
        ("2026-02-31", "line"),
        ('"29 Feb"', "“29 Feb” has no year"),
        ('"29/2/2026"', "February 2026 has 28 days"),
        ('"4/13/2026"', "no month 13"),
        ('"soon"', "“soon” is not understood as a date"),
        ('""', "The date is empty"),
        ("0001-01-01", "outside the years 1900 to 2100"),
        ("2026-04-06T10:00:00", "a date such as 2026-04-06 is expected"),
        ("20260406", "a date such as 2026-04-06 is expected"),
        ("true", "a date such as 2026-04-06 is expected"),
    ],
)
def test_a_date_that_is_none_is_refused_with_its_place(typed: str, said: str) -> None:
    with pytest.raises(DPManagerError, match="No book was made") as refused:
        read_answers(changed(ANSWERS, (FROM_DATE, f"from_date = {typed}")))

    assert said in str(refused.value)
    assert "from_date" in str(refused.value) or "line" in said


@pytest.mark.parametrize(
    ("typed", "pounds"),
    [
        ('"400"', "400.00"),
        ('"£1,234.50"', "1234.50"),
        ("400", "400.00"),
        ("399.5", "399.50"),
    ],
)
def test_an_amount_may_have_pounds_and_commas(typed: str, pounds: str) -> None:
    read = read_answers(changed(ANSWERS, (WEEKLY, f"weekly_amount = {typed}")))

    assert str(read.funders[0].agreements[0].weekly_amount) == pounds


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ('"4.00.00"', "more than one point"),
        ('"1,23"', "a comma where none is expected"),
        ('"12.345"', "more than two figures after the point"),
        ('"-5.00"', "-£5.00 is below nothing"),
        ("-5", "-£5.00 is below nothing"),
        ('"a lot"', "“a lot” is not understood"),
        ('""', "The amount is empty"),
        ("nan", "“NaN” is not understood"),
        ("true", "“True” is not understood"),
        ("[1]", "an amount such as 12.71 is expected"),
        ('"9999999999.99"', "too large"),
    ],
)
def test_an_amount_that_is_none_is_refused_with_its_place(typed: str, said: str) -> None:
    with pytest.raises(DPManagerError) as refused:
        read_answers(changed(ANSWERS, (WEEKLY, f"weekly_amount = {typed}")))

    assert said in str(refused.value)
    assert "funders[0].agreements[0].weekly_amount" in str(refused.value)


def test_only_an_account_may_stand_below_nothing() -> None:
    read = read_answers(
        changed(ANSWERS, ('opening_balance = "1000.00"', 'opening_balance = "-12.30"'))
    )

    assert read.accounts[0].opening_balance == Decimal("-12.30")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("recipient =", "recipent =", "`recipent`"),
        ('role = "nominated"', 'role = "boss"', "'boss' (in manager.role)"),
        ('role = "nominated", ', "", "`role` (in manager)"),
        ('paid_every = "four-weekly"', 'paid_every = "daily"', "'daily'"),
        ('paid_in = "advance"', 'paid_in = "shells"', "'shells'"),
        ('"paid-in"', '"by post"', "'by post'"),
        ('kind = "card"', 'kind = "tin"', "'tin' (in accounts[1].kind)"),
        ('kind = "saturday"', 'kind = "caturday"', "'caturday' (in workers[0].rates[1].kind)"),
        ('kind = "employed"', 'kind = "friend"', "'friend'"),
        ("pay_day_after = 4", "pay_day_after = -1", "workers[0].pay_day_after"),
        ("pay_day_after = 4", "pay_day_after = 9000", "workers[0].pay_day_after"),
        ("pay_day_after = 4", "pay_day_after = 4.5", "workers[0].pay_day_after"),
        ("return_days = 28", "return_days = 9999999", "return_days"),
        ("return_days = 28", "return_days = 28\nretrun_days = 28", "`retrun_days`"),
        ('name = "Sam Rivers"', "name = 7", "recipient.name"),
        ('name = "Sam Rivers", ', "", "`name` (in recipient)"),
        ("[[funders]]", "[[funders]", "line"),
        ("[[funders]]", "[funders]", "funders"),
        ("return_days = 28", f"return_days = {'1' * 5000}", "digits"),
        ("return_days = 28", f"return_days = {'[' * 20000}", "recursion"),
    ],
)
def test_a_wrong_answer_is_refused_by_name(old: str, new: str, said: str) -> None:
    with pytest.raises(DPManagerError, match="No book was made") as refused:
        read_answers(changed(ANSWERS, (old, new)))

    assert said in str(refused.value)
    assert "Object" not in str(refused.value)


@pytest.mark.parametrize("text", ["", "# nothing\n", "recipient = 3", "\x00", "<html>", "a = {"])
def test_what_is_no_set_up_file_is_refused(text: str) -> None:
    with pytest.raises(DPManagerError, match="set-up file cannot be used"):
        read_answers(text)


def test_the_printed_example_says_every_kind_of_thing() -> None:
    example = read_answers(example_answers())

    assert example.accounts[0].name == "Direct payment account"
    assert [worker.kind for worker in example.workers] == ["employed", "agency"]
    assert example.workers[0].pay_frequency is Frequency.FOUR_WEEKLY
    assert example.funders[0].agreements[0].costs and example.outcomes
