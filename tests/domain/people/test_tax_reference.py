"""The tax reference of somebody who is self-employed.

1955839661 is the example of python-stdnum. It works out by hand with the weights 6 7 8 9 10 5 4 3
2 of the last nine figures: 9x6 + 5x7 + 5x8 + 8x9 + 3x10 + 9x5 + 6x4 + 6x3 + 1x2 = 320, and 320 is
29 times 11 and 1 over. The first figure for 1 over is 1.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpmanager.domain.people.tax_reference import check_utr
from dpmanager.errors import DPManagerError

RIGHT = "1955839661"


@pytest.mark.parametrize("typed", [RIGHT, "19558 39661", " 1955839661K ", "k1955839661"])
def test_spaces_and_the_k_are_left_out(typed: str) -> None:
    assert check_utr(typed) == RIGHT


@pytest.mark.parametrize("typed", ["195583966", "19558396610", "195583966O", "", "AB123456C"])
def test_another_form_is_told(typed: str) -> None:
    with pytest.raises(DPManagerError, match="ten figures"):
        check_utr(typed)


def test_an_example_with_a_wrong_first_figure_is_told() -> None:
    with pytest.raises(DPManagerError, match=r"2955839661.*a figure is wrong"):
        check_utr("2955839661")


@given(st.integers(0, 10**9 - 1))
def test_nine_figures_have_exactly_one_first_figure(rest: int) -> None:
    typed = [f"{first}{rest:09}" for first in range(10)]
    assert len([one for one in typed if is_right(one)]) == 1


def is_right(typed: str) -> bool:
    try:
        return check_utr(typed) == typed
    except DPManagerError:
        return False
