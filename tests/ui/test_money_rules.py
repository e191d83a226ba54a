"""The sorting rules and what payments seem to be for, driven by keys."""

from datetime import date
from decimal import Decimal

from money_window import (
    choose,
    focused,
    open_window,
    press,
    push,
    settle_all,
    tab_to,
    type_in,
)
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from seen_on_page import shown

from dpmanager.domain.money.sorting_rules import Purpose
from dpmanager.tasks.book import made_up_household
from dpmanager.tasks.money.look_at_money import look_at_payment
from dpmanager.tasks.money.sort_payments import Part, add_payment, sort_payment
from dpmanager.tasks.money.sorting_rules import RuleSeen, look_at_rules
from dpmanager.ui.desk import Desk
from dpmanager.ui.main_window import MainWindow
from dpmanager.ui.pages.money import MoneyPage
from dpmanager.ui.widgets.announce import ANNOUNCER

DAY = date(2026, 10, 1)


def paid(desk: Desk, words: str, amount: str = "-12.00", purpose: str = "") -> int:
    number = add_payment(
        desk.book,
        made_up_household.NEW_ACCOUNT,
        DAY,
        words,
        Decimal(amount),
        who=desk.who,
        at=desk.now(),
    )
    if purpose:
        part = Part(Decimal(amount), purpose)
        sort_payment(desk.book, number, [part], who=desk.who, at=desk.now())
    return number


def money(window: MainWindow) -> MoneyPage:
    page = window.current_page()
    assert isinstance(page, MoneyPage)
    return page


def of_words(desk: Desk, words: str) -> list[RuleSeen]:
    return [seen for seen in look_at_rules(desk.book) if " ".join(seen.rule.words) == words]


def go_to(page: MoneyPage, qtbot: QtBot, words: str) -> None:
    """Along the table of rules by the arrow keys until the rule with these words is chosen."""
    table = page.rules.table
    tab_to(qtbot, table)
    rows = len(page.rules.rules)
    for key in [Qt.Key.Key_Up] * rows + [Qt.Key.Key_Down] * rows:
        chosen = table.current_key()
        if chosen is not None and " ".join(chosen[1]) == words:
            return
        press(qtbot, key)
    raise AssertionError(f"There is no rule for {words}")


def test_a_rule_is_added_changed_and_removed(desk: Desk, qtbot: QtBot) -> None:
    window = open_window(desk, qtbot, "money")
    page = money(window)
    push(page, qtbot, "Sorting rules")
    assert page.title.text() == "Sorting rules"
    push(page, qtbot, "Add a rule")
    assert focused() is page.rules.words.edit
    type_in(qtbot, "Greenleaf Garden")
    choose(qtbot, page.rules.category.box, "Other spending")
    choose(qtbot, page.rules.worker.box, made_up_household.RAVI)
    push(page, qtbot, "Save this rule")
    assert focused() is page.rules.new
    (seen,) = of_words(desk, "greenleaf garden")
    assert seen.rule.purpose == Purpose("exp_other", worker=made_up_household.RAVI)

    go_to(page, qtbot, "greenleaf garden")
    push(page, qtbot, "Change this rule")
    assert page.rules.words.edit.text() == "greenleaf garden"
    type_in(qtbot, "greenleaf")
    press(qtbot, Qt.Key.Key_Return)
    settle_all(desk, qtbot)
    assert of_words(desk, "greenleaf") and not of_words(desk, "greenleaf garden")

    go_to(page, qtbot, "greenleaf")
    push(page, qtbot, "Remove this rule")
    assert not of_words(desk, "greenleaf")
    window.undo()
    settle_all(desk, qtbot)
    assert of_words(desk, "greenleaf")


def test_words_that_fit_too_much_are_explained_at_the_form(desk: Desk, qtbot: QtBot) -> None:
    page = money(open_window(desk, qtbot, "money"))
    push(page, qtbot, "Sorting rules")
    push(page, qtbot, "Add a rule")
    type_in(qtbot, "a 1")
    push(page, qtbot, "Save this rule")
    assert any("Choose what such payments are for." in text for text in shown(page))
    choose(qtbot, page.rules.category.box, "Suggest nothing")
    push(page, qtbot, "Save this rule")
    assert focused() is page.rules.form.summary
    assert any("at least one word of three letters" in text for text in shown(page))
    assert page.rules.words.edit.text() == "a 1"


def test_a_learned_rule_is_removed_for_good(desk: Desk, qtbot: QtBot) -> None:
    for number in (1, 2):
        paid(desk, f"GREENLEAF {number}", purpose="exp_other")
    page = money(open_window(desk, qtbot, "money"))
    push(page, qtbot, "Sorting rules")
    go_to(page, qtbot, "greenleaf")
    says = "Nothing is suggested for these words from now on."
    with qtbot.waitSignal(ANNOUNCER.said, check_params_cb=lambda said: said == says):
        push(page, qtbot, "Remove this rule")
    (seen,) = of_words(desk, "greenleaf")
    assert seen.id is not None and seen.rule.purpose is None

    go_to(page, qtbot, "greenleaf")
    push(page, qtbot, "Change this rule")
    assert page.rules.category.box.currentText() == "Suggest nothing"
    choose(qtbot, page.rules.category.box, "Equipment")
    push(page, qtbot, "Save this rule")
    assert of_words(desk, "greenleaf")[0].rule.purpose == Purpose("equipment")


def test_what_was_learned_is_offered_and_accepted(desk: Desk, qtbot: QtBot) -> None:
    for number in (1, 2, 3):
        paid(desk, f"GREENLEAF {number}", purpose="exp_other")
    for number in (1, 2):
        paid(desk, f"INKWELL {number}", purpose="admin")
    sure, unsure = paid(desk, "GREENLEAF 9"), paid(desk, "INKWELL 9")
    window = open_window(desk, qtbot, "money")
    page = money(window)
    assert "2 payments are not sorted, and seem to be known" in shown(page)
    push(page, qtbot, "Look at them")
    push(page, qtbot, "Accept the 1 sure one")
    assert look_at_payment(desk.book, sure).parts[0].category == "exp_other"
    assert look_at_payment(desk.book, unsure).parts == ()

    tab_to(qtbot, page.matches.table)
    assert "You said this of all 2 payments with “inkwell” before." in shown(page)
    push(page, qtbot, "Accept this one")
    assert look_at_payment(desk.book, unsure).parts[0].category == "admin"
    assert "There is nothing more to suggest." in shown(page)

    push(page, qtbot, "See the sorting rules")
    assert page.title.text() == "Sorting rules"
