"""Why there is more money than usual, written down on Budget at the keyboard."""

from datetime import date

from keys import Keys, a_window
from pytestqt.qtbot import QtBot

from dpmanager.ui.desk import Desk


def test_a_reason_is_written_down_changed_and_removed(desk: Desk, qtbot: QtBot) -> None:
    with a_window(desk, qtbot) as window:
        keys = Keys(window, qtbot)
        keys.open_place("budget")
        keys.says("Write it down when it happens")
        keys.press("Write down a reason")
        keys.says_not("agreed £660.00 a week")
        keys.choose("Why was it not spent?", "Another reason")
        keys.fill_date("From which day?", date(2026, 8, 3))
        keys.press("Save this reason")
        keys.says("There is a problem", "Write in your own words why.")
        keys.choose("Why was it not spent?", "Could not find staff")
        keys.press("Save this reason")
        keys.says("From 3 August 2026: Could not find staff.", "agreed £660.00 a week")
        keys.press("Change: From 3 August")
        keys.fill_date("Until which day?", date(2026, 8, 14))
        keys.fill("About how much was not spent?", "120")
        keys.press("Save this reason")
        keys.says("3 to 14 August 2026: Could not find staff. That is about £120.00.")
        keys.press("Remove: 3 to 14")
        keys.says("Write it down when it happens")
