from collections.abc import Iterator
from datetime import date

import pytest
from keys import Keys, a_window
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from dpmanager.records import models
from dpmanager.ui.desk import Desk


@pytest.fixture
def keys(desk: Desk, qtbot: QtBot) -> Iterator[Keys]:
    with a_window(desk, qtbot) as window:
        made = Keys(window, qtbot)
        made.open_place("people")
        yield made


def test_another_funder_is_added_by_keyboard(keys: Keys) -> None:
    keys.press("Add a funder")
    keys.fill("Its name", "Northshire Health Board")
    keys.fill("Your reference with them", "PHB-77")
    keys.fill_date("Agreed from", date(2026, 11, 2))
    keys.fill("Amount for a week", "250")
    keys.choose("Your own part (contribution)", "I pay no part of it")
    keys.choose("How often the money comes", "Every four weeks")
    keys.press("Add this funder")
    keys.says("Northshire Health Board", "250.00")
    with keys.desk.book.reading() as session:
        names = list(session.scalars(select(models.Funder.name).order_by(models.Funder.id)))
        added = session.scalars(select(models.Funder).filter_by(reference="PHB-77")).one()
        assert names[-1] == added.name == "Northshire Health Board"
        assert added.agreements[0].from_date == date(2026, 11, 2)
    keys.press("Add a funder")
    keys.fill("Its name", "Northshire Health Board")
    keys.fill_date("Agreed from", date(2026, 11, 2))
    keys.fill("Amount for a week", "250")
    keys.choose("Your own part (contribution)", "I pay no part of it")
    keys.choose("How often the money comes", "Every four weeks")
    keys.press("Add this funder")
    keys.says("There is a funder named Northshire Health Board already")
