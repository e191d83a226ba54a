import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpmanager.domain.pay.ni_number import check_ni_number
from dpmanager.errors import DPManagerError

# HMRC, NIM39110: neither letter is one of these, and the second is not O
USED_FIRST = "ABCEGHJKLMNOPRSTWXYZ"
USED_SECOND = "ABCEGHJKLMNPRSTWXYZ"
NEVER = ("BG", "GB", "KN", "NK", "NT", "TN", "ZZ")


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("ab 12 34 56 c", "AB123456C"),
        (" OA000001D ", "OA000001D"),
        ("MA 12 34 56", "MA123456"),
        ("qq 12 34 56 c", "QQ123456C"),
    ],
)
def test_a_number_is_tidied(typed, number):
    assert check_ni_number(typed) == number


@pytest.mark.parametrize(
    "typed", ["AB12345C", "AB1234567", "AB123456E", "A1123456C", "AB123456CC", "", "١٢AB3456C"]
)
def test_another_form_is_refused_in_words(typed):
    with pytest.raises(DPManagerError, match="two letters, six figures") as refused:
        check_ni_number(typed)
    assert "QQ" not in str(refused.value)


@pytest.mark.parametrize(
    "prefix", [*NEVER, "DA", "AD", "FA", "AF", "IA", "AI", "QA", "AQ", "UA", "AU"]
)
def test_letters_that_no_number_has_are_named(prefix):
    with pytest.raises(DPManagerError, match=f"starts with “{prefix}”"):
        check_ni_number(f"{prefix}123456A")


def test_o_is_a_first_letter_and_no_second_one():
    assert check_ni_number("OB123456A") == "OB123456A"
    with pytest.raises(DPManagerError, match="starts with “BO”"):
        check_ni_number("BO123456A")


@given(
    first=st.sampled_from(USED_FIRST),
    second=st.sampled_from(USED_SECOND),
    digits=st.integers(0, 999999),
    last=st.sampled_from(["A", "B", "C", "D", ""]),
)
def test_every_other_number_is_taken(first, second, digits, last):
    number = f"{first}{second}{digits:06}{last}"
    if number[:2] in NEVER:
        return
    assert check_ni_number(number) == number
