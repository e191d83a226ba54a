"""The page of who pays for what, and the return of one of two funders, in each look."""

from collections.abc import Iterator
from datetime import date

import pytest
import verdict
from looking import LARGE, LOOKS, SMALL_SCREEN, open_afresh, put_on, settle, take_down
from states import State
from two_funders import add_nhs

from dpmanager.tasks.budget.sharing import look_at_sharing, share_by
from dpmanager.ui.desk import Desk
from dpmanager.ui.main_window import MainWindow
from dpmanager.ui.pages.sharing_form import whole_percents

START = date(2026, 4, 2)
NOT_SAID = {
    "nobody has said": State("sharing"),
    "one each": State("sharing", press="Say who pays for what"),
    "at the start": State("sharing", press="Say whose it was"),
    "a return": State("returns"),
    "home": State("home"),
    "budget": State("budget"),
}
SAID = {
    "as was said": State("sharing"),
    "percentages": State("sharing", press="Change who pays for what"),
    "tried": State("sharing", press="Change who pays for what", after=("Try it",)),
}


@pytest.fixture
def window(desk: Desk) -> Iterator[MainWindow]:
    add_nhs(desk.book, START, at=desk.now())
    made = MainWindow(desk, "Margaret's direct payment")
    made.resize(*SMALL_SCREEN)
    made.show()
    settle(desk)
    yield made
    settle(desk)
    take_down(made)


@pytest.mark.parametrize("look", [LARGE, *LOOKS])
def test_every_state_of_the_sharing(window: MainWindow, look: tuple[str, int]) -> None:
    put_on(look)
    for state in NOT_SAID.values():
        window.resize(*SMALL_SCREEN)
        verdict.everything(window, open_afresh(window, state))
    say_who_pays(window.desk)
    for state in SAID.values():
        window.resize(*SMALL_SCREEN)
        verdict.everything(window, open_afresh(window, state))


def say_who_pays(desk: Desk) -> None:
    """As it follows from the agreements, by percentages, and from August on once more."""
    seen = look_at_sharing(desk.book, desk.today())
    assert seen is not None
    numbers = [number for number, _name in seen.funders]
    percents = {
        one.service_type: dict(
            zip(numbers, whole_percents([each for _name, each in one.percents]), strict=True)
        )
        for one in seen.shares
    }
    for day in (START, date(2026, 8, 1)):
        share_by(desk.book, day, percents, who=desk.who, at=desk.now())
