"""What each page can show, as the checks and the screenshots open it in the household's window."""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from bank_paper import bank_pdf
from council_form import FORM_NAME, council_pdf
from filled_form import filled_pdf, times
from helper_in_household import exchanged, make_for
from sqlalchemy import func, select

from dpmanager.domain.hours.shifts import HourKind
from dpmanager.domain.pay.extras import ExtraKind
from dpmanager.domain.periods import Period
from dpmanager.domain.signatures import SignatureGiven, SignatureKind
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.book import made_up_household as household
from dpmanager.tasks.book.answers import Pounds, RateAnswer, as_day
from dpmanager.tasks.book.plan_the_rota import COVERED
from dpmanager.tasks.hours.holiday_requests import (
    HolidayAsked,
    agree_to_holiday,
    ask_for_holiday,
    look_at_holiday_requests,
)
from dpmanager.tasks.hours.print_timesheet import print_timesheet
from dpmanager.tasks.hours.record_shifts import remove_shift
from dpmanager.tasks.hours.worker_form import make_form
from dpmanager.tasks.money.bank_statements import (
    ChosenPaper,
    add_bank_statement,
    look_at_bank_statements,
)
from dpmanager.tasks.pay.pay_items import PayItemAnswer, add_pay_item, look_at_pay_items
from dpmanager.tasks.pay.pay_reports import How, look_at_pay_reports, say_told
from dpmanager.tasks.returns.ending import mark_item_done
from dpmanager.tasks.returns.own_form import forms_of, load_form
from dpmanager.tasks.returns.sign_return import sign_return

What = Callable[[Book], dict[str, Any]]


def number_of(kind: type[Any], which: Callable[[Any], Any] = func.max) -> Callable[[Book], int]:
    """The number of a record: the last one, or with func.min the first."""

    def look(book: Book) -> int:
        with book.reading() as session:
            found: int = session.scalar(select(which(kind.id)))
            return found

    return look


def a_paper(book: Book) -> dict[str, Any]:
    """A timesheet, ready to print."""
    sheet = number_of(models.Timesheet, func.min)(book)
    pdf = print_timesheet(book, sheet)
    return {"title": "Timesheet", "pdf": pdf, "file_name": "timesheet.pdf", "back": "hours"}


def a_photo(book: Book) -> dict[str, Any]:
    """A receipt that is a photo, linked to a payment."""
    with book.reading() as session:
        photo = models.Proof.media_type == "image/jpeg"
        return {"proof": session.scalar(select(func.max(models.Proof.id)).where(photo))}


def a_bank_paper(book: Book) -> dict[str, Any]:
    """A statement that was added as a PDF, open."""
    for one in look_at_bank_statements(book).statements:
        if one.is_a_page:
            return {"statement": one.id}
    days = household.QUARTER
    pdf = bank_pdf([(days.start, "COUNCIL", "400.00"), (days.end, "SAM TAXIS", "-12.50")])
    paper = ChosenPaper("quarter.pdf", pdf, "application/pdf", "", None)
    number = add_bank_statement(
        book, household.NEW_ACCOUNT, days.start, days.end, paper, who="Anna",
        at=datetime(2026, 10, 5, 9),
    )  # fmt: skip
    return {"statement": number}


def a_bank_file(book: Book) -> dict[str, Any]:
    """A statement that was read in as a file of payments."""
    files = (one for one in look_at_bank_statements(book).statements if not one.is_a_page)
    return {"statement": next(files).id}


def a_backup(book: Book) -> dict[str, Any]:
    """A backup, after which something was saved."""
    book.back_up("closing", datetime(2026, 10, 5, 9, tzinfo=UTC))
    with book.task("Add an outcome", who="Anna", at=datetime(2026, 10, 5, 9, 30)) as session:
        session.add(models.Outcome(name="Swim"))
    return {}


def somebody_long_gone(book: Book) -> dict[str, Any]:
    """Somebody who left ten years ago, and whose details are still there."""
    with book.task("Add somebody", who="Anna", at=datetime(2026, 10, 5, 9)) as session:
        if session.scalar(select(models.Worker.id).filter_by(name="Olive Long")):
            return {}
        session.add(
            models.Worker(
                name="Olive Long",
                kind="self-employed",
                start_date=date(2014, 5, 1),
                end_date=date(2016, 5, 1),
                address="4 Old Lane",
                date_of_birth=date(1960, 1, 2),
            )
        )
    return {}


def a_helper(book: Book) -> dict[str, Any]:
    """Somebody who helps, with hours that are new, changed, taken out, in clash and too late."""
    folder = make_for(book, Path(tempfile.mkdtemp()))
    return {"helper_book": exchanged(book, folder)}


def somebody_helps(book: Book) -> dict[str, Any]:
    """The list, with somebody who helps."""
    a_helper(book)
    return {}


def something_deleted(book: Book) -> dict[str, Any]:
    """An outcome that was deleted today."""
    outcome = models.Outcome(name="Swim")
    with book.task("Add an outcome", who="Anna", at=datetime(2026, 10, 5, 9)) as session:
        session.add(outcome)
    with book.task("Delete the outcome Swim", who="Anna", at=datetime(2026, 10, 5, 9)) as session:
        session.delete(session.merge(outcome))
    return {"show": "deleted"}


def a_person(_book: Book) -> dict[str, Any]:
    """Somebody who is employed."""
    return {"worker": household.RAVI}


def several_kinds_of_care(book: Book) -> dict[str, Any]:
    """Somebody who keeps people company besides the care that they mostly give."""
    with book.reading() as session:
        row = session.scalars(
            select(models.Worker).where(models.Worker.name == household.RAVI)
        ).one()
        number, gives_more = row.id, bool(row.services)
    if not gives_more:
        at = datetime(2026, 10, 5, 9, tzinfo=UTC)
        with book.task("Gives more", who="Frances Hale", at=at) as session:
            more = models.WorkerService(worker_id=number, service_type="companionship")
            session.add(more)
    return {"worker": household.RAVI}


def a_rota_of_several_kinds(book: Book) -> dict[str, Any]:
    """The number of that person."""
    several_kinds_of_care(book)
    return terms_of_somebody(book)


def terms_of_somebody(book: Book) -> dict[str, Any]:
    """The number of somebody who is employed."""
    with book.reading() as session:
        name = models.Worker.name == household.RAVI
        return {"worker": session.scalar(select(models.Worker.id).where(name))}


def an_agency(book: Book) -> dict[str, Any]:
    """The number of an agency."""
    with book.reading() as session:
        name = models.Worker.name == household.AGENCY
        return {"worker": session.scalar(select(models.Worker.id).where(name))}


def a_raise(book: Book) -> dict[str, Any]:
    """A rate of pay that counts from a day which is paid."""
    rate = RateAnswer(
        kind=HourKind.WEEKDAY, from_date=as_day(household.QUARTER.start), amount=Pounds("13.50")
    )
    return terms_of_somebody(book) | {"raise_to": rate}


def with_expenses(book: Book) -> dict[str, Any]:
    """Expenses of somebody employed, entered once, which wait for their pay without a receipt."""
    somebody = terms_of_somebody(book)
    gloves = PayItemAnswer(ExtraKind.EXPENSES, date(2026, 10, 5), Decimal("12.50"), note="Gloves")
    if not look_at_pay_items(book, somebody["worker"]).items:
        at = datetime(2026, 10, 5, 9, tzinfo=UTC)
        add_pay_item(book, somebody["worker"], gloves, who="Frances Hale", at=at)
    return somebody


def with_holiday(book: Book) -> dict[str, Any]:
    """Somebody employed, who asked once for a week of holiday."""
    somebody = terms_of_somebody(book)
    days = Period(date(2026, 11, 2), date(2026, 11, 8))
    today = date(2026, 10, 5)
    if not look_at_holiday_requests(book, somebody["worker"], today).requests:
        at = datetime(2026, 10, 5, 9, tzinfo=UTC)
        asked = HolidayAsked(days, today, note="A wedding")
        ask_for_holiday(book, somebody["worker"], asked, who="Frances Hale", at=at)
    return somebody


def some_is_done(book: Book) -> dict[str, Any]:
    """The council was told that the direct payment ends."""
    at = datetime(2026, 10, 5, 9, tzinfo=UTC)
    what = "Tell the council in writing that the direct payment is to end"
    mark_item_done(book, "step/ask-funder", what, who="Frances Hale", at=at)
    return {}


def with_agreed_holiday(book: Book) -> dict[str, Any]:
    """Somebody's holiday was agreed, and one day of it is on no timesheet."""
    somebody = with_holiday(book)
    days = Period(date(2026, 11, 16), date(2026, 11, 22))
    today = date(2026, 10, 5)
    seen = look_at_holiday_requests(book, somebody["worker"], today)
    if days not in [one.asked.days for one in seen.requests]:
        do: dict[str, Any] = {"who": "Frances Hale", "at": datetime(2026, 10, 5, 9, tzinfo=UTC)}
        number = ask_for_holiday(book, somebody["worker"], HolidayAsked(days, today), **do)
        agree_to_holiday(book, number, **do)
        with book.reading() as session:
            on_these = models.Shift.day.between(days.start, days.end)
            shift = session.scalar(select(func.min(models.Shift.id)).where(on_these))
        remove_shift(book, shift or 0, **do)
    return somebody


def told_hmrc(book: Book) -> dict[str, Any]:
    """HMRC was told of some pay days, of one of them late."""
    at = datetime(2026, 10, 5, 9, tzinfo=UTC)
    for one in look_at_pay_reports(book, "2026-27", at.date())[2:5]:
        late = one.day + timedelta(days=3 if one.day.month % 2 else 0)
        say_told(book, one.day, late, How.TOOLS, who="Frances Hale", at=at)
    return {"tax_year": "2026-27"}


def a_paid_week(_book: Book) -> dict[str, Any]:
    """A week of somebody who is employed, that has been paid."""
    return {"worker": household.AMINA, "day": household.QUARTER.start}


def a_week_to_approve(_book: Book) -> dict[str, Any]:
    """A week that is over, with hours that nobody has approved."""
    return {"worker": household.RAVI, "day": household.QUARTER.end}


def a_date(_book: Book) -> dict[str, Any]:
    """A payment to HMRC that is moved by a weekend."""
    return {"key": "paye-monthly/hmrc/2026-11-05"}


def a_rota_to_come(_book: Book) -> dict[str, Any]:
    """Weeks with a day that somebody covers, and one that nobody does."""
    return {"worker": None, "day": COVERED}


def a_filled_form(book: Book) -> dict[str, Any]:
    """A form that came back, with hours that nobody planned on it."""
    monday = household.RETURN_MADE
    week = Period(monday, monday + timedelta(days=6))
    at = datetime.combine(monday, time(9), UTC)
    form = make_form(book, household.RAVI, week, who="Frances Hale", at=at)
    file = Path(tempfile.mkdtemp()) / "form.pdf"
    file.write_bytes(filled_pdf(form, times(monday, "5.30am", "6.30am", row=3)))
    return {"form": file}


def a_return_to_send(book: Book) -> dict[str, Any]:
    """The return of the last quarter, signed and not sent."""
    return {
        "return": sign_return(
            book,
            household.QUARTER,
            SignatureGiven(SignatureKind.TYPED, "Frances Hale"),
            role="Suitable person",
            who="Frances Hale",
            at=datetime.combine(household.RETURN_MADE, time(9), UTC),
        )
    }


def locked_files(_book: Book) -> dict[str, Any]:
    """Files that open only with a passphrase."""
    return {"locked": True}


def a_signed_return(book: Book) -> dict[str, Any]:
    """The list, with a return that was signed."""
    a_return_to_send(book)
    return {}


def a_loaded_form(book: Book) -> dict[str, Any]:
    """The council's own form, loaded once."""
    days = {"start": household.QUARTER.start, "end": household.QUARTER.end}
    if forms_of(book):
        return days
    file = Path(tempfile.mkdtemp()) / f"{FORM_NAME}.pdf"
    file.write_bytes(council_pdf())
    at = datetime.combine(household.RETURN_MADE, time(9), UTC)
    load_form(book, None, file, household.QUARTER, who="Frances Hale", at=at)
    return days


@dataclass(frozen=True)
class State:
    """A page, what it is asked to show, and the beginning of a button's name to press then.

    after: the beginnings of the names to press after that one.
    """

    place: str
    what: What = lambda _book: {}
    press: str = ""
    after: tuple[str, ...] = ()


STATES = {
    "home": State("home"),
    "hours": State("hours"),
    "hours, several kinds of care": State("hours", several_kinds_of_care),
    "hours, how you sign": State("hours", a_week_to_approve, "Change how you sign"),
    "helper": State("helper"),
    "helper, who helps": State("helper", somebody_helps),
    "helper, a new book": State("helper", press="Make a book for a helper"),
    "helper, what is new": State("helper", a_helper),
    "hours, paid": State("hours", a_paid_week),
    "hours, to correct": State("hours", a_paid_week, "Correct these hours"),
    "hours, what changes": State(
        "hours",
        a_paid_week,
        "Correct these hours",
        ("Remove this shift", "See what changes"),
    ),
    "hours, why it changes": State(
        "hours",
        a_paid_week,
        "Correct these hours",
        ("Remove this shift", "See what changes", "How was this worked out? All of it"),
    ),
    "hours, let them fill it in": State("hours", a_person, "Let them fill it in"),
    "hours, what they filled in": State("hours", a_filled_form),
    "hours, a file that is no form": State("hours", lambda _book: {"form": Path(__file__)}),
    "pay": State("pay"),
    "pay, a payslip": State("pay", lambda book: {"payslip": number_of(models.Payslip)(book)}),
    "money": State("money"),
    "money, a payment": State(
        "money",
        lambda book: {"transaction": number_of(models.Transaction)(book)},
    ),
    "money, by hand": State("money", press="Add a payment by hand"),
    "money, agree": State("money", press="Agree with the statement"),
    "money, your own": State("money", press="Your own money"),
    "money, what you paid": State("money", press="Your own money", after=("Add what you paid",)),
    "money, sorting rules": State("money", press="Sorting rules"),
    "money, a sorting rule": State("money", press="Sorting rules", after=("Add a rule",)),
    "receipts": State("receipts"),
    "receipts, a receipt": State("receipts", lambda book: {"proof": number_of(models.Proof)(book)}),
    "receipts, to cut": State(
        "receipts",
        a_photo,
        "Turn or cut the picture",
    ),
    "receipts, a part": State(
        "receipts",
        a_photo,
        "A payment pays only a part",
    ),
    "receipts, of a payment": State(
        "receipts",
        lambda book: {"payment": number_of(models.Transaction)(book)},
    ),
    "people": State("people"),
    "people, a person": State("people", a_person),
    "people, who": State("people", a_person, "Change who they are"),
    "people, tax": State("people", a_person, "Change tax details"),
    "people, when paid": State("people", a_person, "Change when they are paid"),
    "people, rate": State("people", several_kinds_of_care, "Change a rate of pay"),
    "people, end": State("people", a_person, "Their work ends"),
    "people, the manager": State("people", press="Change: Looks after the money"),
    "people, what is agreed": State("people", press="Add what was agreed from a new date"),
    "people, another funder": State("people", press="Add a funder"),
    "people, add": State("people", lambda _book: {"add": True}),
    "budget": State("budget"),
    "budget, why it was not spent": State("budget", press="Write down a reason"),
    "paid_in": State("paid_in"),
    "paid_in, how it was worked out": State("paid_in", press="How was this worked out? The next"),
    "paid_in, as a table": State("paid_in", press="See this as a table: Your contribution"),
    "paid_in, how it comes": State("paid_in", press="Change: Northshire"),
    "paid_in, once": State("paid_in", press="Add a payment that comes once"),
    "paid_in, outside": State("paid_in", press="Add what you paid outside"),
    "forecast": State("forecast"),
    "forecast, how it was worked out": State(
        "forecast", press="How was this worked out? The forecast"
    ),
    "forecast, as a table": State("forecast", press="See this as a table: Balance week by week"),
    "what_if": State("what_if"),
    "reserves": State("reserves"),
    "sharing": State("sharing"),
    "reserves, how it was worked out": State("reserves", press="How was this worked out? Redund"),
    "reserves, set aside": State("reserves", press="Set money aside"),
    "cost": State("cost"),
    "cost, how it was worked out": State("cost", press="How was this worked out? Wages"),
    "cost, as a table": State("cost", press="See this as a table: Cost of a year"),
    "spending_report": State("spending_report"),
    "spending_report, as a table": State(
        "spending_report", press="See this as a table: Spending by what the support was"
    ),
    "spending_report, how it was worked out": State(
        "spending_report", press="How was this worked out? What was spent"
    ),
    "invoices": State("invoices"),
    "invoices, add": State("invoices", press="Add an invoice"),
    "bank_statements": State("bank_statements"),
    "bank_statements, a paper": State("bank_statements", a_bank_paper),
    "bank_statements, a file": State("bank_statements", a_bank_file),
    "spending": State("spending"),
    "spending, a question": State("spending", press="Open: Equipment £64"),
    "spending, they agreed": State("spending", press="Open: Equipment £64", after=("They agreed",)),
    "spending, no need": State("spending", press="Open: Equipment £64", after=("No need to ask",)),
    "spending, the letter": State(
        "spending", press="Open: Equipment £64", after=("Write or ring to ask",)
    ),
    "hmrc": State("hmrc"),
    "hmrc, told": State("hmrc", told_hmrc),
    "hmrc, how it was worked out": State("hmrc", press="How was this worked out? 6 Sep"),
    "terms": State("terms", terms_of_somebody),
    "terms, why": State("terms", terms_of_somebody, "How was this worked out? Least notice"),
    "terms, a tax code": State("terms", terms_of_somebody, "Add a tax code"),
    "terms, a P45": State("terms", terms_of_somebody, "A P45 came"),
    "terms, a loan": State("terms", terms_of_somebody, "A loan starts or stops"),
    "terms, hours": State("terms", terms_of_somebody, "Change these hours terms"),
    "terms, holiday": State("terms", terms_of_somebody, "Change how holiday is earned"),
    "terms, holiday over": State("terms", terms_of_somebody, "Carry holiday over"),
    "terms, days": State("terms", terms_of_somebody, "Change the days"),
    "extras": State("extras", terms_of_somebody),
    "extras, sick": State("extras", terms_of_somebody, "Record time off sick"),
    "extras, a parent": State("extras", terms_of_somebody, "Record leave of a parent"),
    "extras, miles": State("extras", terms_of_somebody, "Add mileage"),
    "extras, an advance": State("extras", terms_of_somebody, "Pay an advance"),
    "extras, by hand": State("extras", terms_of_somebody, "Enter sick pay"),
    "extras, an order": State("extras", terms_of_somebody, "Add an order"),
    "extras, agreed": State("extras", terms_of_somebody, "Add a deduction"),
    "extras, a raise": State("extras", a_raise),
    "extras, holiday": State("extras", terms_of_somebody, "Ask for holiday"),
    "extras, holiday to answer": State("extras", with_holiday),
    "extras, holiday agreed": State("extras", with_holiday, "Agree: Holiday"),
    "extras, holiday on the timesheet": State("extras", with_agreed_holiday),
    "extras, a receipt to add": State("extras", with_expenses, "Add the receipt"),
    "pensions": State("pensions"),
    "pensions, enter": State("pensions", press="Enter the pension first: Amina"),
    "pensions, why": State("pensions", press="How was this worked out? Tell The Pensions"),
    "pensions, a worker": State(
        "pensions", lambda book: {"worker": number_of(models.Worker, func.min)(book)}
    ),
    "file": State("file", terms_of_somebody),
    "file, a check": State("file", terms_of_somebody, "Open: DBS check"),
    "file, what was seen": State(
        "file", terms_of_somebody, "Open: DBS check", ("I have seen it again",)
    ),
    "file, an agency": State("file", an_agency),
    "file, numbers": State("file", an_agency, "Change these numbers"),
    "file, training": State("file", terms_of_somebody, "Add: Training"),
    "file, contact": State("file", terms_of_somebody, "Change how to reach them"),
    "file, a paper": State("file", terms_of_somebody, "Open: Written statement"),
    "file, insurance": State("file", terms_of_somebody, "Add an insurance"),
    "file, an insurance": State("file", terms_of_somebody, "Open: Employers' liability"),
    "file, status": State("file", terms_of_somebody, "Answer the questions"),
    "file, family": State("file", terms_of_somebody, "Change whether they are family"),
    "deadlines": State("deadlines"),
    "deadlines, by month": State("deadlines", press="See them by month"),
    "deadlines, a date": State("deadlines", a_date),
    "deadlines, why": State("deadlines", a_date, "What does this mean?"),
    "deadlines, done": State("deadlines", a_date, "Done"),
    "deadlines, not now": State("deadlines", a_date, "Not now"),
    "deadlines, a review": State("deadlines", press="Enter the reviews"),
    "deadlines, notice": State("deadlines", press="Enter notice: Ravi"),
    "all_hours": State("all_hours"),
    "rota": State("rota", a_rota_to_come),
    "rota, empty": State("rota", lambda _book: {"day": household.FIRST_DAY - timedelta(weeks=4)}),
    "rota, a usual week": State("rota", terms_of_somebody, "Set a usual week"),
    "rota, several kinds of care": State("rota", a_rota_of_several_kinds, "Set a usual week"),
    "rota, one day": State("rota", terms_of_somebody, "Change one day"),
    "rota, copy": State("rota", terms_of_somebody, "Copy a usual week"),
    "rota, end": State("rota", terms_of_somebody, "End a usual week"),
    "returns": State("returns"),
    "returns, a quarter": State(
        "returns",
        lambda _book: {"start": household.QUARTER.start, "end": household.QUARTER.end},
    ),
    "returns, which": State("returns", press="Choose another period"),
    "returns, to sign": State("returns", press="Sign"),
    "returns, other days": State("returns", press="The council asked for other days"),
    "sent_returns": State("sent_returns", a_signed_return),
    "sent_returns, one": State("sent_returns", a_return_to_send),
    "sent_returns, sent": State("sent_returns", a_return_to_send, "I have sent it"),
    "send": State("send"),
    "send, locked": State("send", locked_files),
    "send, made": State("send", press="Make them"),
    "sent_returns, a question": State(
        "sent_returns", a_return_to_send, "Write down a question or a reply"
    ),
    "own_form": State("own_form"),
    "own_form, loaded": State("own_form", a_loaded_form),
    "own_form, what goes where": State("own_form", a_loaded_form, "See what goes where"),
    "own_form, a field": State(
        "own_form", a_loaded_form, "See what goes where", ("Change the chosen field",)
    ),
    "settings": State("settings"),
    "about": State("about"),
    "about, a licence": State("about", press="Read this licence"),
    "old_records, none": State("old_records"),
    "old_records": State("old_records", somebody_long_gone),
    "old_records, erase": State("old_records", somebody_long_gone, "Erase"),
    "history": State("history"),
    "history, an entry": State("history", press="See what changed"),
    "history, deleted": State("history", something_deleted),
    "backups, none": State("backups"),
    "backups": State("backups", a_backup),
    "backups, the way back": State("backups", a_backup, "See what would change"),
    "reports": State("reports"),
    "ending": State("ending"),
    "ending, some is done": State("ending", some_is_done),
    "ending, how it was worked out": State(
        "ending", press="How was this worked out? Money to give back"
    ),
    "export": State("export"),
    "export, some days": State(
        "export", lambda _book: {"start": household.QUARTER.start, "end": household.QUARTER.end}
    ),
    "council": State("council"),
    "council, other rules": State("council", press="Choose other rules"),
    "another_council": State("another_council"),
    "another_council, how often": State("another_council", press="Next"),
    "another_council, papers": State("another_council", press="Next", after=("Next",) * 3),
    "another_council, headings": State("another_council", press="Next", after=("Next",) * 5),
    "another_council, check": State("another_council", press="Next", after=("Next",) * 8),
    "settings, look": State("settings", lambda _book: {"topic": "look"}),
    "settings, passphrase": State("settings", lambda _book: {"topic": "passphrase"}),
    "settings, lock": State("settings", lambda _book: {"topic": "lock"}),
    "settings, sheet": State("settings", lambda _book: {"topic": "sheet"}),
    "settings, forget": State("settings", lambda _book: {"topic": "forget"}),
    "help": State("help"),
    "help, hard words": State("help", lambda _book: {"page": "glossary"}),
    "search": State("search"),
    "trouble": State("trouble", lambda _book: {"fault": ValueError("planted")}),
    "preview": State("preview", a_paper),
}
