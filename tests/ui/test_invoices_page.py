"""Invoices: the page, by keyboard.

Brightday Activities is the household's agency; 17.13 an hour was agreed for day opportunities.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from keys import Keys, a_window, spoken, worker_number
from money_window import drop
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton
from pytestqt.qtbot import QtBot
from seen_on_page import buttons, open_page, shown
from small_book import ANSWERS, all_of, make_book

from dpmanager.records import models
from dpmanager.tasks.book.made_up_household import AGENCY, RAVI
from dpmanager.tasks.money.invoices import InvoiceAnswer, add_invoice
from dpmanager.tasks.money.sort_payments import add_payment
from dpmanager.ui.desk import Desk
from dpmanager.ui.pages.invoices import InvoicesPage
from dpmanager.ui.pages.people import PeoplePage
from dpmanager.ui.remembered import Remembered
from dpmanager.ui.widgets.table import DataTable

DAY = date(2026, 10, 5)


class AtInvoices(Keys):
    """Somebody at the keyboard of the window, who knows the invoices."""

    @property
    def do(self) -> dict[str, object]:
        return {"who": self.desk.who, "at": self.desk.now()}

    @property
    def invoices(self) -> InvoicesPage:
        page = self.window.current_page()
        assert isinstance(page, InvoicesPage)
        return page

    def number(self, name: str = AGENCY) -> int:
        return worker_number(self.desk, name)

    def invoice(self, name: str = "BD-7", **more: object) -> int:
        answer = InvoiceAnswer(
            self.number(), name, DAY, hours=Decimal(12), rate=Decimal("17.13"), **more
        )
        return add_invoice(self.desk.book, answer, **self.do)

    def open(self, **what: object) -> None:
        self.open_place("invoices", **what)

    def rows(self) -> list[list[str]]:
        model = self.invoices.table.model()
        return [
            [model.index(row, column).data() for column in range(model.columnCount())]
            for row in range(model.rowCount())
        ]


@pytest.fixture
def keys(desk: Desk, qtbot: QtBot) -> Iterator[AtInvoices]:
    with a_window(desk, qtbot) as window:
        made = AtInvoices(window, qtbot)
        made.open()
        yield made


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    file = tmp_path / "brightday.png"
    Image.new("RGB", (40, 60), "white").save(file)
    return file


def fill_in(keys: AtInvoices, **hours_and_rate: str) -> None:
    """The agency is chosen already: nobody else sends invoices."""
    keys.fill("Number", "BD-7")
    keys.fill_date("Date of the invoice", DAY)
    keys.fill_date("First day that it is for", date(2026, 9, 28))
    keys.fill_date("Last day that it is for", date(2026, 10, 4))
    for label, text in hours_and_rate.items():
        keys.fill(label, text)


def test_an_empty_page_says_how_to_start_and_back_leads_to_money(keys: AtInvoices) -> None:
    assert keys.page.title.text() == "Invoices"
    keys.says("No invoices yet", "When an invoice comes, add it here.")
    assert spoken(QApplication.focusWidget()) == "Add an invoice"
    keys.invoices.back.setFocus()
    keys.press("Back to Money")
    assert keys.page.place == "money"
    keys.press("Invoices")
    assert keys.page.place == "invoices"


def test_an_invoice_is_typed_in_checked_and_saved(keys: AtInvoices) -> None:
    keys.press("Add an invoice")
    assert keys.page.title.text() == "Add an invoice"
    fill_in(keys, Hours="12", Rate="18.00")
    keys.press("Check this invoice")

    assert keys.page.title.text() == "Check before saving"
    keys.says(
        "2 questions to ask",
        "It is for 12 hours, and the book has no hours for 28 September to 4 October 2026.",
        "£18.00 an hour is above the £17.13 that Northshire County Council agreed for day "
        "opportunities. Will they pay that?",
        "£216.00",
        "19 October 2026",
    )
    keys.press("How was this worked out? The check of this invoice")
    keys.says("12 x 18.00 = 216.00", "Source: Agreement with Northshire County Council")
    assert not all_of(keys.desk.book, models.Invoice)

    keys.press("Change: Rate for an hour")
    assert spoken(QApplication.focusWidget()) == "Rate for an hour"
    keys.fill("Rate for an hour", "17.13")
    keys.press("Check this invoice")
    keys.says("1 question to ask", "£205.56")
    keys.press("Save this invoice")

    (row,) = all_of(keys.desk.book, models.Invoice)
    assert (row.number, row.amount, row.due) == ("BD-7", Decimal("205.56"), date(2026, 10, 19))
    assert keys.page.title.text() == "Invoices"
    keys.says("£205.56 is to be paid.")
    assert keys.rows() == [
        ["5 Oct 2026", AGENCY, "BD-7", "£205.56", "To pay by 19 Oct 2026", "1 question"]
    ]
    assert spoken(QApplication.focusWidget()) == "Add an invoice"


def test_what_is_missing_or_cannot_be_is_said_in_the_form(keys: AtInvoices) -> None:
    keys.press("Add an invoice")
    keys.press("Check this invoice")
    keys.says(
        "There is a problem", "Type the number of the invoice.", "Type the date of the invoice."
    )
    fill_in(keys, Hours="12")
    keys.press("Check this invoice")
    keys.says("There is a problem", "Type the amount, or both the hours and the rate.")
    keys.fill_date("First day that it is for", date(2026, 10, 5))
    keys.fill("Amount to pay", "204")
    keys.press("Check this invoice")
    keys.says("Its days end before they start.")
    assert keys.page.title.text() == "Add an invoice"


def test_an_invoice_with_its_file_dropped_on_the_page(keys: AtInvoices, paper: Path) -> None:
    drop(keys.page, paper)
    keys.settle()
    assert keys.page.title.text() == "Add an invoice"
    keys.says("brightday.png is kept with the invoice when you save it.")
    fill_in(keys, Hours="12", Amount="200")
    keys.press("Check this invoice")
    keys.press("Save this invoice")
    (row,) = all_of(keys.desk.book, models.Invoice)
    assert row.proof_id is not None

    keys.open(invoice=row.id)
    keys.press("See the invoice itself")
    assert keys.page.place == "receipts"
    keys.says("Invoice BD-7, Brightday Activities")


def test_a_file_for_an_invoice_that_is_saved(
    keys: AtInvoices, paper: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = keys.invoice()
    keys.open(invoice=number)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_asked: (str(paper), ""))
    keys.press("Add a photo or PDF of it")
    assert all_of(keys.desk.book, models.Invoice)[0].proof_id is not None
    assert keys.invoices.invoice.add_paper.isHidden()
    paper.write_bytes(b"nothing")
    keys.invoices.take_files([paper])
    keys.settle()
    keys.says("There is a problem")


def test_an_invoice_is_changed_and_removed(keys: AtInvoices) -> None:
    keys.invoice()
    keys.open()
    QTest.keyClick(keys.to(DataTable, "Invoices"), Qt.Key.Key_Return)
    keys.settle()
    assert keys.page.title.text() == f"Invoice BD-7 of {AGENCY}"
    keys.says("To pay by 19 Oct 2026", "It does not say for which days it is")
    keys.press("Change this invoice")
    assert keys.page.title.text() == "Change an invoice"
    keys.fill("Amount to pay", "210")
    keys.press("Check this invoice")
    keys.says("12 hours at £17.13 is £205.56. It asks for £210.00, £4.44 more. Why?")
    keys.press("Save this invoice")
    assert keys.rows()[0][3:] == ["£210.00", "To pay by 19 Oct 2026", "2 questions"]
    keys.press("Open the chosen invoice")
    keys.press("Remove this invoice")
    keys.says("No invoices yet")
    assert spoken(QApplication.focusWidget()) == "Add an invoice"


def test_a_payment_that_was_made_is_chosen_for_it(keys: AtInvoices) -> None:
    number = keys.invoice()
    account = all_of(keys.desk.book, models.Account)[0].name
    payment = add_payment(
        keys.desk.book, account, DAY, "CARD PAYMENT BD-7", Decimal("-205.00"), **keys.do
    )
    keys.open(invoice=number)
    keys.says("Payments that may have paid it", "CARD PAYMENT BD-7")
    keys.press("It was this one: 5 October 2026 £205.00")
    keys.says("Paid by", "Part paid, £0.56 left")
    keys.press("Remove this invoice")
    keys.says("The payment of £205.00 on 5 October 2026 pays this invoice")
    keys.press("See the payment")
    assert keys.page.place == "money"
    keys.says(f"It pays invoice BD-7 of {AGENCY}.")
    with keys.desk.book.reading() as session:
        assert session.get_one(models.Transaction, payment).splits[0].category == "agency"


def test_from_the_person_and_back_and_to_their_hours(keys: AtInvoices) -> None:
    keys.invoice()
    keys.window.open_place("people", {"worker": AGENCY})
    keys.settle()
    keys.press("Their invoices")
    assert keys.page.title.text() == f"Invoices of {AGENCY}"
    assert len(keys.rows()) == 1
    keys.press("Open the chosen invoice")
    keys.press("See their hours")
    assert keys.page.place == "hours"
    keys.open(worker=keys.number())
    keys.invoices.back.setFocus()
    keys.press(f"Back to {AGENCY}")
    assert isinstance(keys.page, PeoplePage)
    assert keys.page.title.text() == AGENCY


def test_who_is_employed_has_no_invoices(keys: AtInvoices) -> None:
    keys.window.open_place("people", {"worker": RAVI})
    keys.settle()
    assert not [
        one
        for one in keys.page.findChildren(QPushButton)
        if one.text() == "Their invoices" and one.isVisible()
    ]


def test_home_opens_the_invoice(keys: AtInvoices) -> None:
    keys.invoice(due=date(2026, 10, 12))
    keys.window.open_place("home", {})
    keys.settle()
    keys.says(f"Pay £205.56 to {AGENCY}", "Invoice BD-7.")
    keys.press("Look at the invoice")
    assert keys.page.title.text() == f"Invoice BD-7 of {AGENCY}"


def test_the_list_is_searched(keys: AtInvoices) -> None:
    keys.invoice()
    keys.invoice("OTHER-1")
    keys.open()
    keys.fill("Find an invoice", "other")
    assert [row[2] for row in keys.rows()] == ["OTHER-1"]


def test_in_a_book_where_nobody_sends_any(book_folder: Path, qtbot: QtBot) -> None:
    everybody = ANSWERS.rpartition("[[workers]]")
    assert 'kind = "agency"' in everybody[-1]
    with make_book(book_folder, ("".join(everybody[1:]), "")) as book:
        desk = Desk(book, Remembered())
        page = InvoicesPage(desk)
        asked = []
        page.go.connect(lambda place, what: asked.append((place, what)))
        open_page(page, qtbot)
        assert "Say first who sends them" in "\n".join(shown(page))
        assert "Add an invoice" not in buttons(page)
        buttons(page)["Add a person"].click()
        assert asked == [("people", {"add": True})]
        page.close()
        desk.wait()
