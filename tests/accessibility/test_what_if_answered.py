"""The answer to a what-if, and the form of each question, in each look."""

from collections.abc import Iterator
from decimal import Decimal

import pytest
import verdict
from looking import LARGE, LOOKS, SMALL_SCREEN, open_afresh, put_on, settle, take_down
from states import STATES

from dpmanager.tasks.budget.try_what_if import Change
from dpmanager.ui.desk import Desk
from dpmanager.ui.main_window import MainWindow


@pytest.fixture
def window(desk: Desk) -> Iterator[MainWindow]:
    made = MainWindow(desk, "Margaret's direct payment")
    made.resize(*SMALL_SCREEN)
    made.show()
    settle(desk)
    yield made
    settle(desk)
    take_down(made)


@pytest.mark.parametrize("look", [LARGE, *LOOKS])
def test_the_answer_in_words_and_in_its_table(window: MainWindow, look: tuple[str, int]) -> None:
    put_on(look)
    page = open_afresh(window, STATES["what_if"])
    page.form.fields["rise"].set_value(Decimal("1.00"))
    page.work_out()
    settle(window.desk)
    assert not page.answer.isHidden()
    verdict.everything(window, page)


@pytest.mark.parametrize("change", Change)
def test_each_question_with_its_faults(window: MainWindow, change: Change) -> None:
    put_on(LARGE)
    page = open_afresh(window, STATES["what_if"])
    page.form.fields["change"].set_value(change)
    page.ask_again()
    page.work_out()
    settle(window.desk)
    verdict.everything(window, page)
