"""The pension page by keyboard: from no pension at all to the file for the provider.

Ravi is paid every week from 6 April 2026, Amina every four weeks; both have to be put in.
"""

import csv
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot
from seen_on_page import buttons, open_page, settle, shown

from dpmanager.domain.pay.pension_membership import PensionState
from dpmanager.tasks.book.made_up_household import AMINA, RAVI
from dpmanager.tasks.pay.pension_events import (
    SchemeAnswer,
    declare,
    enrol,
    give_letter,
    leave,
    set_up_pension,
)
from dpmanager.tasks.pay.pensions import PensionLook, WorkerPension, look_at_pensions
from dpmanager.ui.desk import Desk
from dpmanager.ui.pages.pay import PayPage
from dpmanager.ui.pages.pensions import PensionsPage
from dpmanager.ui.widgets.announce import ANNOUNCER
from dpmanager.ui.widgets.fields import DateField
from dpmanager.ui.widgets.pdf_pages import read_pages

START = date(2026, 4, 6)
IN_2029 = datetime(2029, 3, 1, 10, tzinfo=UTC)
SCHEME = SchemeAnswer(
    provider="NEST",
    employee_percent=Decimal(5),
    employer_percent=Decimal(3),
    provider_address="1 Pension Street, Northshire NS1 1AA",
    employer_reference="EMP123456789",
    payment_source="Care account",
)


class AtThePension:
    """Somebody at the keyboard, on the pension page."""

    def __init__(self, desk: Desk, qtbot: QtBot) -> None:
        self.desk, self.qtbot = desk, qtbot
        self.page = PensionsPage(desk)
        self.went: list[tuple[str, dict[str, Any]]] = []
        self.page.go.connect(lambda place, what: self.went.append((place, what)))
        self.said: list[str] = []
        ANNOUNCER.said.connect(self.said.append)

    def open(self, **what: Any) -> "AtThePension":
        if what:
            self.page.open_with(**what)
        open_page(self.page, self.qtbot)
        return self

    def press(self, name: str) -> None:
        self.qtbot.keyClick(buttons(self.page)[name], Qt.Key.Key_Space)
        settle(self.desk, self.qtbot)

    def type(self, name: str, text: str) -> None:
        (edit,) = self.page.change.form.fields[name].controls()
        edit.setFocus()
        self.qtbot.keyClick(edit, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        self.qtbot.keyClicks(edit, text)

    def type_date(self, name: str, *parts: str) -> None:
        field = self.page.change.form.fields[name]
        assert isinstance(field, DateField)
        for box, part in zip(field.controls(), parts, strict=True):
            box.setFocus()
            self.qtbot.keyClick(box, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
            self.qtbot.keyClicks(box, part)

    def sees(self) -> list[str]:
        return shown(self.page)

    def look(self) -> PensionLook:
        return look_at_pensions(self.desk.book, self.desk.today())

    def worker(self, name: str = RAVI) -> WorkerPension:
        return next(one for one in self.look().workers if one.worker == name)

    def do(self) -> dict[str, Any]:
        return {"who": self.desk.who, "at": self.desk.now()}


@pytest.fixture
def person(desk: Desk, qtbot: QtBot) -> Iterator[AtThePension]:
    """Somebody whose book has no pension yet; the page is not opened."""
    yield AtThePension(desk, qtbot)


@pytest.fixture
def member(person: AtThePension) -> AtThePension:
    """Ravi is in the pension from the first day, which is put in late."""
    book = person.desk.book
    set_up_pension(book, SCHEME, **person.do())
    enrol(book, person.worker().worker_id, START, **person.do())
    return person


def test_before_it_is_set_up_it_says_who_must_be_in_and_why(person: AtThePension) -> None:
    seen = person.open().sees()
    for sentence in (
        "No pension is set up yet. Here is who must be in one, and why.",
        "Who must be in a pension",
        "By age and pay, this worker must be enrolled, and you must pay in.",
        "1. Choose a pension provider. NEST has to take every employer.",
        f"By 17 May 2026: {RAVI}",
        f"By 17 May 2026: {AMINA}",
        "By 5 September 2026",
    ):
        assert sentence in seen, sentence
    assert "Contributions by month" not in seen
    # The time to write that it is put off was over on 18 May.
    assert f"Put it off: {RAVI}" not in buttons(person.page)


def test_why_and_by_when_can_be_opened(person: AtThePension) -> None:
    person.open().press(
        f"How was this worked out? Put the worker into the pension from 6 April 2026. {RAVI}"
    )
    seen = person.sees()
    assert "Age on 12 April 2026" in seen
    assert "34: at least 22, and before State Pension age" in seen
    place = seen.index("Last day for this")
    assert seen[place + 1] == "17 May 2026"
    assert "regulation/6" in seen[place + 2]


def test_the_pension_is_entered_with_what_nest_asks_for(person: AtThePension) -> None:
    person.open().press("Enter the pension")
    fields = person.page.change.form.fields
    assert fields["provider"].read() == "NEST"
    assert (fields["employee_percent"].read(), fields["employer_percent"].read()) == (5, 3)
    person.type("employer_percent", "2")
    person.press("Save the pension")
    assert (
        fields["employer_percent"].error.text().startswith("The employer must pay in at least 3%")
    )
    assert person.look().scheme is None
    person.type("employer_percent", "3%")
    person.type("employee_percent", "4")
    person.press("Save the pension")
    assert "at least 8% together" in fields["employer_percent"].error.text()
    person.type("employee_percent", "5")
    person.type("provider_contact", "01632 960123")
    person.type("provider_address", "1 Pension Street")
    person.type("employer_reference", "EMP123456789")
    person.press("Save the pension")
    scheme = person.look().scheme
    assert scheme is not None
    assert (scheme.provider_contact, scheme.provider_address) == (
        "01632 960123",
        "1 Pension Street",
    )
    assert scheme.group_name == ""
    assert "The pension is saved." in person.said
    assert "What to do first" not in person.sees()
    assert "Your number: EMP123456789" in person.sees()


def test_a_worker_is_put_in_given_the_letter_and_what_was_missed_is_paid_in(
    person: AtThePension,
) -> None:
    set_up_pension(person.desk.book, SCHEME, **person.do())
    person.open().press(f"Put the worker in: {RAVI}")
    assert person.page.change.form.fields["day"].read() == START
    person.press("Put the worker in")
    assert person.worker().standing.state is PensionState.MEMBER
    assert f"{RAVI} is in the pension. Now give them the letter." in person.said

    person.press(f"The letter was given: {RAVI}")
    person.type_date("day", "4", "October", "2026")
    person.press("Save the day")
    assert person.worker().standing.written_on == date(2026, 10, 4)

    missed = person.worker().missed
    person.press(f"Pay in what was missed: {RAVI}")
    assert any(
        f"£{missed.employee}" in text and f"£{missed.employer}" in text for text in person.sees()
    )
    person.press("Add it to this month's payment")
    # 22 November 2026 is a Sunday.
    assert "It is added to the payment that is due on 20 November 2026." in person.said
    (row,) = person.page.months.table.rows_model.rows
    assert row.values[1:4] == (
        missed.employee,
        missed.employer,
        missed.employee + missed.employer,
    )
    assert row.values[4:] == (date(2026, 11, 20), "Not found yet")
    assert f"Pay in what was missed: {RAVI}" not in buttons(person.page)


@pytest.mark.parametrize(
    ("name", "file_name"),
    [
        ("See the letter", f"Pension letter {RAVI}.pdf"),
        ("See it in large print", f"Pension letter {RAVI}, large print.pdf"),
    ],
)
def test_the_letter_opens_in_the_preview(member: AtThePension, name: str, file_name: str) -> None:
    member.open().press(f"{name}: {RAVI}")
    ((place, what),) = member.went
    assert (place, what["file_name"], what["back"], what["back_with"]) == (
        "preview",
        file_name,
        "pensions",
        {},
    )
    text = " ".join(page.text for page in read_pages(what["pdf"]))
    assert "You are in a workplace pension" in text


def test_what_the_letter_lacks_is_said(member: AtThePension) -> None:
    set_up_pension(member.desk.book, SchemeAnswer("NEST", Decimal(5), Decimal(3)), **member.do())
    member.open().press(f"See the letter: {RAVI}")
    assert member.went == []
    assert "must say the provider's address" in member.page.problem.accessibleName()


def test_one_worker_from_their_own_page_and_back(member: AtThePension) -> None:
    member.open(worker=member.worker().worker_id)
    assert member.page.title.text() == f"Pension of {RAVI}"
    seen = member.sees()
    for sentence in (
        "In the pension since 6 April 2026.",
        "5%, with tax relief that the provider adds",
        "Pay between two limits (qualifying earnings)",
    ):
        assert sentence in seen, sentence
    member.press(f"See the letter: {RAVI}")
    assert member.went[-1][1]["back_with"] == {
        "worker": member.worker().worker_id,
        "from_person": True,
    }
    member.press(f"Back to {RAVI}")
    assert member.went[-1] == ("people", {"worker": RAVI})


def test_one_worker_from_the_list_and_back(member: AtThePension) -> None:
    member.open().press(f"Open: {AMINA} Not in the pension.")
    assert member.page.title.text() == f"Pension of {AMINA}"
    assert "If something changes" not in member.sees()
    member.press("Back to the pension")
    assert member.page.title.text() == "Pension"
    assert member.went == []


def test_a_worker_opts_out_and_is_paid_back(member: AtThePension) -> None:
    member.open(worker=member.worker().worker_id).press("They opted out")
    assert any("You may never ask for it." in text for text in member.sees())
    member.press("Save that they opted out")
    assert member.worker().standing.state is PensionState.OPTED_OUT
    assert "Opted out on 5 October 2026." in member.sees()
    assert "They asked to opt in" in buttons(member.page)
    assert not any("must be enrolled" in text for text in member.sees())


def test_when_the_month_is_over_a_worker_can_only_leave(member: AtThePension) -> None:
    number = member.worker().worker_id
    give_letter(member.desk.book, number, date(2026, 7, 1), **member.do())
    member.open(worker=number)
    assert "They opted out" not in buttons(member.page)
    assert not any(text.startswith("May opt out") for text in member.sees())
    assert f"The letter was given: {RAVI}" not in buttons(member.page)
    member.press("They left the pension")
    member.press("Save that they left")
    assert member.worker().standing.state is PensionState.LEFT


def test_while_the_month_runs_a_member_may_opt_out(member: AtThePension) -> None:
    number = member.worker().worker_id
    give_letter(member.desk.book, number, date(2026, 9, 20), **member.do())
    member.open(worker=number)
    assert "May opt out from 20 September 2026 to 19 October 2026." in member.sees()
    assert "They opted out" in buttons(member.page)


def test_in_time_it_can_be_put_off(person: AtThePension, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(person.desk, "_now", lambda: datetime(2026, 5, 18, 10, tzinfo=UTC))
    person.open().press(f"Put it off: {RAVI}")
    person.type_date("until", "7", "July", "2026")
    person.press("Put it off")
    assert (
        person.page.change.form.fields["until"]
        .error.text()
        .startswith("Enrolment can be put off until 6 July 2026 at most.")
    )
    person.type_date("until", "6", "July", "2026")
    person.press("Put it off")
    assert person.worker().standing.postponed_until == date(2026, 7, 6)
    assert "Put off until 6 July 2026." in person.sees()
    assert f"The letter was given: {RAVI}" in buttons(person.page)


def test_a_worker_who_left_asks_to_come_back(member: AtThePension) -> None:
    number = member.worker().worker_id
    leave(member.desk.book, number, date(2026, 8, 1), **member.do())
    member.open(worker=number).press("They asked to opt in")
    member.press("Put the worker in")
    assert member.worker().standing.since == date(2026, 10, 5)


def test_a_wrong_day_is_refused_beside_its_field(member: AtThePension) -> None:
    member.open(worker=member.worker().worker_id).press("They left the pension")
    member.type_date("day", "1", "March", "2026")
    member.press("Save that they left")
    error = member.page.change.form.fields["day"].error.text()
    assert error.startswith("Something later is recorded already")
    assert member.worker().standing.state is PensionState.MEMBER


def test_the_declaration_is_made(person: AtThePension) -> None:
    what = "Tell The Pensions Regulator what you have done. This is the declaration."
    person.open().press(f"The declaration was made: {what}")
    person.press("Save the day")
    assert person.look().declared_on == date(2026, 10, 5)
    assert "By 5 September 2026" not in person.sees()


def test_every_three_years_a_day_is_chosen(
    member: AtThePension, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = member.worker().worker_id
    give_letter(member.desk.book, number, START, **member.do())
    leave(member.desk.book, number, date(2026, 8, 1), **member.do())
    declare(member.desk.book, date(2026, 8, 1), **member.do())
    monkeypatch.setattr(member.desk, "_now", lambda: IN_2029)
    member.open()
    name = next(name for name in buttons(member.page) if name.startswith("Choose the day"))
    member.press(name)
    assert any(RAVI in text for text in shown(member.page.change))
    member.press("Save this day")
    assert member.look().re_enrolled_on == date(2029, 3, 1)
    assert member.worker().standing.state is PensionState.MEMBER
    assert "1 worker is back in the pension." in member.said


def test_the_file_for_the_provider_is_saved(
    member: AtThePension, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    member.open().press(f"Pay in what was missed: {RAVI}")
    member.press("Add it to this month's payment")
    member.press("Make the file for the provider")
    assert any("could not check this layout" in text for text in member.sees())
    table = member.page.files.table
    assert member.page.window().focusWidget() is table
    member.qtbot.keyClick(table, Qt.Key.Key_Down)
    period, _frequency = table.current_key()
    asked: list[str] = []

    def where(_parent: Any, _title: str, path: str, kinds: str) -> tuple[str, str]:
        asked.append(kinds)
        return str(tmp_path / Path(path).name), kinds

    monkeypatch.setattr(QFileDialog, "getSaveFileName", where)
    member.press("Save the file")
    assert asked == ["Files with commas (*.csv)"]
    file = tmp_path / f"Pension {period.start.isoformat()} to {period.end.isoformat()}.csv"
    with file.open(newline="", encoding="utf-8") as opened:
        header, worker, trailer = csv.reader(opened)
    assert (header[1], header[5], trailer) == ("EMP123456789", "2026-11-20", ["T", "1"])
    assert worker[1] == "Patel"
    assert member.said[-1] == f"Saved as {file.name} in {tmp_path.name}."


def test_what_the_file_lacks_is_said(
    member: AtThePension, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_up_pension(member.desk.book, SchemeAnswer("NEST", Decimal(5), Decimal(3)), **member.do())
    member.open().press(f"Pay in what was missed: {RAVI}")
    member.press("Add it to this month's payment")
    member.press("Make the file for the provider")
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *_args: (str(tmp_path / "x.csv"), "")
    )
    member.press("Save the file")
    assert "The file needs" in member.page.files.form.summary.accessibleName()
    assert not (tmp_path / "x.csv").exists()


def test_without_anybody_employed_there_is_nothing_to_do(
    person: AtThePension, monkeypatch: pytest.MonkeyPatch
) -> None:
    nobody = PensionLook(None, (), None, None, None, None, ())
    monkeypatch.setattr("dpmanager.ui.pages.pensions.look_at_pensions", lambda *_args: nobody)
    seen = person.open().sees()
    assert "Nobody is employed. A pension is only for people on your payroll." in seen
    assert list(buttons(person.page)) == ["Back to pay"]


def test_the_way_from_pay_and_back(desk: Desk, qtbot: QtBot) -> None:
    pay = PayPage(desk)
    open_page(pay, qtbot)
    went: list[str] = []
    pay.go.connect(lambda place, _what: went.append(place))
    qtbot.keyClick(buttons(pay)["Pension"], Qt.Key.Key_Space)
    person = AtThePension(desk, qtbot).open(worker=None)
    person.press("Back to pay")
    assert went == ["pensions"]
    assert person.went == [("pay", {})]
