"""What the council asks for, at the keyboard: looked at, chosen anew, and read in from a file."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from keys import Keys, a_window
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from dpmanager.records import models
from dpmanager.resource_files import resource_path
from dpmanager.ui.desk import Desk


@pytest.fixture
def keys(desk: Desk, qtbot: QtBot) -> Iterator[Keys]:
    with a_window(desk, qtbot) as window:
        yield Keys(window, qtbot)


def funder(desk: Desk) -> models.Funder:
    with desk.book.reading() as session:
        return session.scalars(select(models.Funder)).one()


def offered(keys: Keys) -> list[str]:
    box = keys.to(QComboBox, "Council or NHS board")
    assert isinstance(box, QComboBox)
    return [box.itemText(at) for at in range(box.count())]


def test_other_rules_are_found_by_a_part_of_the_name(keys: Keys, desk: Desk) -> None:
    keys.open_place("returns")
    keys.press("What your council asks for")
    keys.says(
        "What your council asks for",
        "Northshire County Council",
        "This is what many councils ask for. Yours may differ.",
        "It wants a return every three months.",
        "Where it was read: St Helens: recovering direct payments (8 weeks) (sthelens.gov.uk).",
    )
    keys.press("Choose other rules: Northshire County Council")
    everybody = offered(keys)
    assert len(everybody) > 40
    assert "The Highland Council (children)" not in everybody  # the person lives in England
    keys.fill("Look for it", "zzz")
    keys.says("None found. Choose “Another”, and type its name.")
    assert offered(keys) == ["Another council or NHS board"]
    keys.fill("Look for it", "london har")
    keys.says("2 found.")
    assert offered(keys) == [
        "London Borough of Haringey",
        "London Borough of Harrow",
        "Another council or NHS board",
    ]
    keys.says("We could not read London Borough of Haringey's own form.", "Checked 28 November")
    keys.choose("Council or NHS board", "London Borough of Harrow")
    keys.says("We could not read London Borough of Harrow's own form.")
    keys.press("Use these rules")
    keys.says("It writes to you when it wants to see your records.", "Keep papers for 6 years.")
    assert (funder(desk).rules, funder(desk).name) == ("harrow", "Northshire County Council")


def test_a_file_of_rules_is_read_in_or_refused(
    keys: Keys, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = resource_path("funders", "harrow.toml").read_text("utf-8")
    good, wrong = tmp_path / "mine.toml", tmp_path / "wrong.toml"
    good.write_text(text.replace("most = 4", "most = 5").replace("2026-11-28", "2026-07-01"))
    wrong.write_text(text.replace("six", "6").replace('nation = "england"', 'nation = "france"'))
    chosen = [wrong]
    monkeypatch.setattr(
        "dpmanager.ui.pages.council.ask_for_files", lambda *_asked, **_more: [*chosen]
    )
    keys.open_place("council")
    keys.press("Read in a file of rules: Northshire County Council")
    keys.says("There is a problem", "wrong.toml", "Expected one of: any, england")
    assert funder(desk).own_rules == ""
    chosen[0] = good
    keys.press("Read in a file of rules: Northshire County Council")
    keys.says(
        "These rules come from a file that you read in.",
        "Up to 5 weeks' money may stay in the account.",
    )
    keys.says_not("There is a problem")
    assert "most = 5" in funder(desk).own_rules
    chosen.clear()
    keys.press("Read in a file of rules: Northshire County Council")
    assert "most = 5" in funder(desk).own_rules


def test_going_back_changes_nothing(keys: Keys, desk: Desk) -> None:
    keys.open_place("council")
    keys.press("Choose other rules: Northshire County Council")
    keys.fill("Look for it", "devon")
    keys.press("Back")
    keys.says("It wants a return every three months.")
    assert funder(desk).rules == "generic"
    keys.press("Back to Returns")
    keys.says("Ready to send?")
