"""Who pays for what, at the keyboard."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
from keys import Keys, a_window
from pytestqt.qtbot import QtBot
from sqlalchemy import select
from two_funders import NHS, add_nhs

from dpmanager.records import models
from dpmanager.ui.desk import Desk
from dpmanager.ui.pages.sharing_form import whole_percents
from dpmanager.ui.widgets.table import DataTable

COUNCIL = "Northshire County Council"
START = date(2026, 4, 2)


@pytest.fixture
def keys(desk: Desk, qtbot: QtBot) -> Iterator[Keys]:
    with a_window(desk, qtbot) as window:
        yield Keys(window, qtbot)


def rules(desk: Desk) -> dict[tuple[str, str], Decimal]:
    """Per cent by service type and funder."""
    with desk.book.reading() as session:
        rows = session.execute(
            select(models.FundingShare, models.Funder.name).join(models.Funder)
        ).all()
        return {(row.service_type, name): row.percent for row, name in rows}


def test_with_one_funder_the_page_is_not_offered(keys: Keys) -> None:
    keys.open_place("budget")
    assert keys.page.sharing.isHidden()  # type: ignore[attr-defined]
    keys.open_place("sharing")
    keys.says("One funder pays into the account, so there is nothing to share.")


def test_from_home_each_kind_of_care_is_given_to_one_funder(keys: Keys, desk: Desk) -> None:
    add_nhs(desk.book, START, at=desk.now())
    keys.open_place("home")
    keys.says("Say who pays for what", "Several funders pay into the account.")
    keys.press("Say who pays")
    keys.says("Nobody has said who pays for what", "it is shared by what each funder agreed")
    keys.press("Say who pays for what")
    keys.choose("Personal care", NHS)
    keys.press("Save this")
    keys.says("As you said, from 2 April 2026 on", f"Personal care: {NHS}")
    found = rules(desk)
    assert found[("personal_care", NHS)] == 100
    others = {("day_opportunities", COUNCIL), ("equipment", COUNCIL), ("running_costs", COUNCIL)}
    assert set(found) == {("personal_care", NHS), ("", COUNCIL), *others}
    keys.open_place("home")
    keys.says_not("Several funders pay into the account.")


def test_percentages_must_come_to_a_hundred_and_can_be_tried(keys: Keys, desk: Desk) -> None:
    add_nhs(desk.book, START, at=desk.now())
    keys.open_place("budget")
    keys.press("Who pays for what")
    keys.press("Say who pays for what")
    keys.choose("How do they pay?", "They share it by percentages")
    keys.fill(f"Personal care: {COUNCIL} pays, %", "60")
    keys.fill(f"Personal care: {NHS} pays, %", "30")
    keys.press("Save this")
    keys.says("There is a problem", "Personal care: this comes to 90%. It must be 100%.")
    assert rules(desk) == {}
    keys.fill(f"Personal care: {NHS} pays, %", "40")
    keys.press("Try it on the last quarter")
    (table,) = keys.page.form.findChildren(DataTable)  # type: ignore[attr-defined]
    tried = {row.values[0]: row.values[1:] for row in table.rows_model.rows}
    council, nhs = tried["Personal care"]
    assert abs(council * 2 - nhs * 3) <= Decimal("0.20")  # to the penny, in some forty parts
    keys.press("Save this")
    keys.says(f"Personal care: {COUNCIL} 60%, {NHS} 40%")
    assert rules(desk)[("personal_care", COUNCIL)] == 60


def test_whose_the_money_was_at_the_start(keys: Keys, desk: Desk) -> None:
    add_nhs(desk.book, START, at=desk.now())
    keys.open_place("sharing")
    keys.says("We reckon this was in the account for each on 2 April 2026:")
    keys.press("Say whose it was")
    keys.fill(COUNCIL, "1000")
    keys.fill(NHS, "110.40")
    keys.press("Save this")
    keys.says("There is a problem", "Together this is £1,110.40, and £1,210.40 was in the account")
    keys.fill(NHS, "210.40")
    keys.press("Save this")
    keys.says("You said what was in the account for each", f"{NHS}: £210.40")


def test_a_second_rule_can_be_removed(keys: Keys, desk: Desk) -> None:
    add_nhs(desk.book, START, at=desk.now())
    keys.open_place("sharing")
    keys.press("Say who pays for what")
    keys.press("Save this")
    keys.press("Change who pays for what")
    keys.choose("Personal care", NHS)
    keys.fill_date("From which day?", date(2026, 8, 1))
    keys.press("Save this")
    keys.says("As you said, from 1 August 2026 on", "The rule from 2 April 2026 on")
    keys.press("Remove: The rule from 1 August 2026 on")
    keys.says("As you said, from 2 April 2026 on", f"Personal care: {COUNCIL}")


def test_the_return_of_one_funder_opens_the_page(keys: Keys, desk: Desk) -> None:
    add_nhs(desk.book, START, at=desk.now())
    keys.open_place("returns")
    keys.says("Nobody has said who pays for what.")
    keys.press("Say who pays")
    keys.says("Nobody has said who pays for what")


def test_shares_are_filled_in_so_that_they_come_to_a_hundred() -> None:
    third = Decimal(100) / 3
    assert whole_percents([third] * 3) == [Decimal("33.33"), Decimal("33.33"), Decimal("33.34")]
