"""Bank lines known again, and the payments they pay."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dpmanager.domain.money.matching import (
    Expected,
    fingerprint,
    has_number,
    likeliest_first,
    match_expected,
    number_repeats,
)

FIRST = date(2026, 10, 1)
WAGE = Decimal("412.35")


@dataclass(frozen=True)
class Line:
    day: date
    amount: Decimal
    description: str


lines_of_a_statement = st.lists(
    st.builds(
        Line,
        st.integers(0, 5).map(lambda days: FIRST + timedelta(days=days)),
        st.sampled_from([Decimal("-2.80"), Decimal("-412.35"), Decimal("58.20")]),
        st.sampled_from(["FIRST BUS", "R PATEL WAGES"]),
    ),
    max_size=25,
).map(lambda lines: sorted(lines, key=lambda line: line.day))


def imported(windows):
    """What a book holds after it has read the windows, one after another."""
    book = {}
    for window in windows:
        book |= dict(zip(number_repeats(window), window, strict=True))
    return sorted(book.values(), key=repr)


@given(lines_of_a_statement, st.data())
@settings(max_examples=100)
def test_overlapping_files_of_whole_days_give_the_statement_and_nothing_twice(statement, data):
    days = [FIRST + timedelta(days=offset) for offset in range(6)]
    cuts = st.tuples(st.sampled_from(days), st.sampled_from(days)).map(sorted)
    chosen = data.draw(st.lists(cuts, max_size=4))
    chosen += [(days[0], days[3]), (days[2], days[5])]  # together they cover every day
    windows = [
        [line for line in statement if start <= line.day <= end]
        for start, end in data.draw(st.permutations(chosen))
    ]
    assert imported(windows) == sorted(statement, key=repr)


@given(lines_of_a_statement, st.data())
@settings(max_examples=100)
def test_files_cut_within_a_day_never_give_more_than_the_statement(statement, data):
    place = st.integers(0, len(statement))
    cuts = data.draw(st.lists(st.tuples(place, place).map(sorted), min_size=1, max_size=5))
    windows = [statement[start:end] for start, end in cuts]
    book = imported(windows)
    for line in set(statement):
        assert book.count(line) == max(window.count(line) for window in windows)
        assert book.count(line) <= statement.count(line)


def test_two_equal_payments_on_one_day_have_two_names():
    fare = Line(FIRST, Decimal("-2.80"), "FIRST BUS")
    next_day = Line(FIRST + timedelta(days=1), Decimal("-2.80"), "FIRST BUS")
    names = number_repeats([fare, fare, next_day])
    assert [nth for _name, nth in names] == [0, 1, 0]
    assert names[0][0] == names[1][0] != names[2][0]


def test_capitals_spaces_and_zeros_do_not_change_a_fingerprint():
    one = fingerprint(FIRST, Decimal("-2.8"), "First  Bus\t")
    assert one == fingerprint(FIRST, Decimal("-2.80"), " FIRST BUS")
    assert len(one) == 32
    assert int(one, 16) > 0


def test_a_fingerprint_stays_what_it_was_when_the_book_was_written():
    name = fingerprint(date(2026, 10, 7), Decimal("-412.35"), "R PATEL WAGES WK 26")
    assert name == "2651ccda16b8d0238f03f894031c578c"


@pytest.mark.parametrize(
    ("day", "amount", "description"),
    [
        (date(2026, 10, 2), "-2.80", "FIRST BUS"),
        (FIRST, "2.80", "FIRST BUS"),
        (FIRST, "-2.81", "FIRST BUS"),
        (FIRST, "-2.80", "FIRST BUSES"),
    ],
)
def test_another_day_amount_or_word_changes_it(day, amount, description):
    assert fingerprint(day, Decimal(amount), description) != fingerprint(
        FIRST, Decimal("-2.80"), "FIRST BUS"
    )


def wage(number, payee, due, amount=WAGE):
    return Expected(number, "wage", payee, due, amount)


def test_the_amount_and_the_due_date_find_the_payment():
    found = match_expected(
        date(2026, 10, 7),
        -WAGE,
        "R PATEL WAGES WK 26",
        [wage(1, "Ravi Patel", date(2026, 10, 9)), wage(2, "Ravi Patel", date(2027, 1, 9))],
    )
    assert found.expected_id == 1
    assert found.reason == (
        "£412.35 to Ravi Patel was due on 9 October 2026, and the bank's words fit."
    )


def test_a_payment_whose_words_name_nobody_is_found_and_to_be_checked():
    found = match_expected(FIRST, -WAGE, "CHEQUE 000147", [wage(1, "Ravi Patel", FIRST)])
    assert found.expected_id == 1
    assert "check that this is the payment" in found.reason


@pytest.mark.parametrize(
    ("days_from_due", "expected_id"), [(-21, None), (-20, 1), (0, 1), (10, 1), (11, None)]
)
def test_a_payment_may_be_twenty_days_early_and_ten_days_late(days_from_due, expected_id):
    day = FIRST + timedelta(days=days_from_due)
    found = match_expected(day, -WAGE, "R PATEL", [wage(1, "Ravi Patel", FIRST)])
    assert found.expected_id == expected_id


@pytest.mark.parametrize("amount", [WAGE, Decimal("-412.34"), Decimal("0.00")])
def test_another_amount_or_money_in_is_no_match(amount):
    found = match_expected(FIRST, amount, "R PATEL", [wage(1, "Ravi Patel", FIRST)])
    assert found.expected_id is None
    assert "No wage or HMRC payment" in found.reason


def test_of_equal_amounts_the_payee_decides():
    expected = [
        wage(1, "Sunita Patel", FIRST),
        wage(2, "Ravi Patel", FIRST),
        Expected(3, "hmrc", "Tax and National Insurance", FIRST, WAGE),
    ]
    assert match_expected(FIRST, -WAGE, "R PATEL WAGES", expected).expected_id == 2
    assert match_expected(FIRST, -WAGE, "SUNITA PATEL", expected).expected_id == 1
    assert match_expected(FIRST, -WAGE, "HMRC GOV.UK 475PX00123456", expected).expected_id == 3
    for words in ("PATEL WAGES", "CHEQUE 000147", "S JONES"):
        unsure = match_expected(FIRST, -WAGE, words, expected)
        assert unsure.expected_id is None
        assert "Ravi Patel / Sunita Patel" in unsure.reason


def test_the_oldest_of_equal_wages_is_paid_first():
    weeks = [wage(number, "Ravi Patel", FIRST + timedelta(weeks=number)) for number in (2, 1, 0)]
    paid = []
    for week in range(3):  # each wage is paid five days late
        day = FIRST + timedelta(weeks=week, days=5)
        found = match_expected(day, -WAGE, "R PATEL WAGES", weeks)
        paid.append(found.expected_id)
        weeks = [each for each in weeks if each.id != found.expected_id]
    assert paid == [0, 1, 2]


def invoice(number, name, due=FIRST, payee="Brook Day Club", amount=WAGE):
    return Expected(number, "invoice", payee, due, amount, name)


@pytest.mark.parametrize(
    ("words", "number", "found"),
    [
        ("BROOK DAY CLUB INV-0042", "INV-0042", True),
        ("BROOK DAY CLUB INV0042", "INV-0042", True),
        ("BROOK INV 0042 CARE", "inv0042", True),
        ("BROOK DAY CLUB INV-00421", "INV-0042", False),
        ("BROOK DAY CLUB 42", "42", False),  # it could be anything
        ("BROOK DAY CLUB 042", "042", True),
        ("BROOK DAY CLUB", "", False),
    ],
)
def test_the_number_of_an_invoice_in_the_words_of_the_bank(words, number, found):
    assert has_number(words, number) is found


def test_the_number_of_an_invoice_decides_whatever_the_day():
    expected = [
        invoice(1, "BDC/101", FIRST - timedelta(days=60)),
        invoice(2, "BDC/102"),
        invoice(3, "BDC/103", FIRST + timedelta(days=60)),
        wage(4, "Ravi Patel", FIRST),
    ]
    for number in (1, 2, 3):
        found = match_expected(FIRST, -WAGE, f"RAVI PATEL BDC/10{number}", expected)
        assert (found.expected_id, found.sure) == (number, True)
    assert found.reason.endswith("and the bank names invoice BDC/103.")
    assert match_expected(FIRST, -WAGE, "BROOK DAY CLUB", expected).expected_id == 2
    assert match_expected(FIRST, -WAGE - 1, "BDC/101", expected).expected_id is None


@dataclass(frozen=True)
class Paper:
    day: date | None
    amount: Decimal | None


def test_the_same_amount_comes_before_the_nearest_day_and_the_unknown_last():
    same_far = Paper(FIRST + timedelta(days=40), Decimal("8.00"))
    same_near = Paper(FIRST - timedelta(days=2), Decimal("-8.00"))
    other = Paper(FIRST, Decimal("8.01"))
    same_unknown_day = Paper(None, Decimal("8.00"))
    unknown = Paper(None, None)
    things = [unknown, other, same_unknown_day, same_far, same_near]
    assert likeliest_first(FIRST, Decimal("8.00"), things) == [
        same_near, same_far, same_unknown_day, other, unknown,
    ]  # fmt: skip
    assert likeliest_first(None, None, [other, same_far]) == [other, same_far]


def test_a_match_is_sure_only_when_the_bank_names_the_payee():
    expected = [wage(1, "Ravi Patel", FIRST)]
    assert match_expected(FIRST, -WAGE, "R PATEL WAGES", expected).sure
    assert not match_expected(FIRST, -WAGE, "CHEQUE 000147", expected).sure
    assert not match_expected(FIRST, Decimal("-1.00"), "R PATEL WAGES", expected).sure
