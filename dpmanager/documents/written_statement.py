"""The written statement of a job, due on the first day at the latest. What is not known is blank.

Employment Rights Act 1996, sections 1 and 3; in Northern Ireland the Employment Rights (Northern
Ireland) Order 1996, articles 33 and 35, within two months.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dpmanager.documents.layout import Document
from dpmanager.documents.tables import Cell, Column
from dpmanager.domain.amounts import pounds
from dpmanager.domain.hours.shifts import HourKind
from dpmanager.domain.pay.figures import percent, short
from dpmanager.domain.pay.holiday_record import HolidayMethod
from dpmanager.domain.periods import Frequency, long_date, month_names
from dpmanager.domain.rates import TaxYearRates
from dpmanager.words import _, ngettext

NORTHERN_IRELAND = "northern-ireland"
UNION_STATEMENT_FROM = date(2026, 10, 1)
"""From then on a worker in Great Britain is told of the right to join a trade union.

Source: Employment Rights Act 2025, the duty to give a statement of trade union rights.
"""


@dataclass(frozen=True, slots=True)
class StatedRate:
    """What an hour of a kind is paid on that day, in pounds (a sleep-in: a night).

    words: the kind of hour, with the kind of care that it is paid for alone.
    """

    kind: HourKind
    amount: Decimal
    words: str


@dataclass(frozen=True, slots=True)
class WrittenStatement:
    """What the statement says; empty words and None are left blank, to be filled in by hand.

    place: where the work is. job: the title, or what the worker does. services: what the worker
    does, where the title does not say it. ends: the last day of a job for a time. working_days:
    names of days of the week. pay_day_after: days from the end of a pay period. leave_year_start:
    of any year. pension: the provider, "" while there is none. home_nightly_charge: pounds for a
    night in a home that comes with the job.
    """

    employer: str
    employer_address: str
    worker: str
    worker_address: str
    made_on: date
    nation: str
    started: date
    ends: date | None
    job: str
    place: str
    rates: tuple[StatedRate, ...]
    frequency: Frequency
    pay_day_after: int
    weekly_hours: Decimal | None
    days_a_week: Decimal | None
    working_days: tuple[str, ...]
    holiday_method: HolidayMethod
    leave_year_start: date
    pension: str
    home_nightly_charge: Decimal | None
    figures: TaxYearRates
    services: str = ""


def written_statement_pdf(statement: WrittenStatement, *, large_print: bool = False) -> bytes:
    """The statement as a PDF, to be signed by both."""
    document = Document(
        _("Written statement of the job of {worker}").format(worker=statement.worker),
        author=statement.employer,
        large_print=large_print,
    )
    for part in (
        _opening,
        _job,
        _pay,
        _hours,
        _holiday,
        _sick,
        _other_leave,
        _pension,
        _benefits,
        _training,
        _notice,
        _trouble,
        _union,
    ):
        part(document, statement)
    document.heading(_("Signed"))
    document.signatures(
        [
            _("{employer}, the employer").format(employer=statement.employer),
            _("{worker}, who has had a copy").format(worker=statement.worker),
        ]
    )
    return document.pdf()


def _opening(document: Document, statement: WrittenStatement) -> None:
    law = (
        _("Employment Rights (Northern Ireland) Order 1996, article 33")
        if statement.nation == NORTHERN_IRELAND
        else _("Employment Rights Act 1996, section 1")
    )
    document.title(_("Written statement of your job"), under=law)
    document.fields(
        [
            (_("Employer"), _one_line(statement.employer, statement.employer_address)),
            (_("Worker"), _one_line(statement.worker, statement.worker_address)),
            (_("As things stand on"), long_date(statement.made_on)),
        ]
    )
    if not statement.employer_address:
        document.blank(_("Address of the employer"))
    document.paragraph(
        _("Here “I” is the employer and “you” are the worker. Write on the lines what is missing."),
        soft=True,
    )


def _job(document: Document, statement: WrittenStatement) -> None:
    document.heading(_("The job"))
    if statement.job:
        document.paragraph(_("Your job is: {job}.").format(job=statement.job))
        if statement.services:
            document.paragraph(_("What you do: {services}.").format(services=statement.services))
    else:
        document.blank(_("Title of the job, or what you do"))
    document.paragraph(
        _("It began, or begins, on {day}. Your continuous employment counts from then.").format(
            day=long_date(statement.started)
        )
    )
    if statement.ends is None:
        document.paragraph(_("It has no last day. It goes on until one of us gives notice."))
    else:
        document.paragraph(_("It ends on {day}.").format(day=long_date(statement.ends)))
    document.blank(_("Trial period: how long, and on what terms (or “none”)"))
    if statement.place:
        document.paragraph(_("You work at {place}.").format(place=statement.place))
        document.blank(_("Other places where you work (or “none”)"))
    else:
        document.blank(_("Where you work"))
    document.blank(_("Work outside the UK for more than a month (or “none”)"))


def _pay(document: Document, statement: WrittenStatement) -> None:
    document.heading(_("Pay"))
    if statement.rates:
        document.table(
            [Column(_("Kind of work")), Column(_("Pay before tax"))],
            [(Cell(rate.words), Cell(_rate_words(rate))) for rate in statement.rates],
        )
    else:
        document.blank(_("Pay for an hour"))
    document.paragraph(_how_often(statement.frequency))
    document.paragraph(
        ngettext(
            "Pay day is {count} day after the end of each pay period.",
            "Pay day is {count} days after the end of each pay period.",
            statement.pay_day_after,
        ).format(count=statement.pay_day_after)
        if statement.pay_day_after
        else _("Pay day is the last day of each pay period.")
    )


def _rate_words(rate: StatedRate) -> str:
    if rate.kind is HourKind.SLEEP_IN:
        return _("{amount} a night").format(amount=pounds(rate.amount))
    return _("{amount} an hour").format(amount=pounds(rate.amount))


def _how_often(frequency: Frequency) -> str:
    return {
        Frequency.WEEKLY: _("You are paid every week."),
        Frequency.FORTNIGHTLY: _("You are paid every two weeks."),
        Frequency.FOUR_WEEKLY: _("You are paid every four weeks."),
        Frequency.MONTHLY: _("You are paid every month."),
    }[frequency]


def _hours(document: Document, statement: WrittenStatement) -> None:
    document.heading(_("Hours"))
    if statement.weekly_hours is not None and statement.days_a_week is not None:
        document.paragraph(
            _("You work {hours} hours in a usual week, on {days} days.").format(
                hours=short(statement.weekly_hours), days=short(statement.days_a_week)
            )
        )
    elif statement.weekly_hours is not None:
        document.paragraph(
            _("You work {hours} hours in a usual week.").format(hours=short(statement.weekly_hours))
        )
    else:
        document.blank(_("Hours in a usual week, or that they vary"))
    if statement.working_days:
        document.paragraph(
            _("You work on these days: {days}.").format(days=", ".join(statement.working_days))
        )
    else:
        document.blank(_("Days of the week on which you work"))
    document.blank(_("Whether hours and days may change, how, and how long before I tell you"), 2)


def _holiday(document: Document, statement: WrittenStatement) -> None:
    leave, hours = statement.figures.annual_leave, statement.figures.holiday
    document.heading(_("Holiday"))
    if statement.holiday_method is HolidayMethod.FIXED:
        document.paragraph(
            _(
                "You have {weeks} weeks of paid holiday a year, at most {most} days. "
                "Bank holidays are part of it."
            ).format(weeks=short(leave.weeks), most=short(leave.most_days))
        )
        document.paragraph(
            _("An hour of holiday is paid at your usual rate. Where pay varies, it is the average.")
        )
    elif hours is not None:
        document.paragraph(
            _(
                "Your hours vary, so you earn holiday as you work: {rate} of the hours. "
                "In a year that is at most {most} days. Bank holidays are part of it."
            ).format(rate=percent(hours.accrual), most=short(leave.most_days))
        )
        document.paragraph(
            _("Holiday pay is {rate} on top of each wage. Days off are not paid again.").format(
                rate=percent(hours.accrual)
            )
            if statement.holiday_method is HolidayMethod.ROLLED_UP
            else _(
                "An hour of holiday is paid at your average of the last {weeks} weeks with pay."
            ).format(weeks=hours.average_weeks)
        )
    document.paragraph(
        _("The holiday year starts on {day} {month}.").format(
            day=statement.leave_year_start.day,
            month=month_names()[statement.leave_year_start.month - 1],
        )
    )
    if statement.holiday_method is not HolidayMethod.ROLLED_UP:
        document.paragraph(
            _("When the job ends, I pay for holiday that you have earned and not taken.")
        )
    document.blank(_("How to ask for holiday, and how long before"))


def _sick(document: Document, statement: WrittenStatement) -> None:
    document.heading(_("If you are ill"))
    document.paragraph(
        _(
            "Tell me as soon as you can. For up to 7 days your own word is enough. "
            "After that I need a fit note."
        )
    )
    document.paragraph(_("I pay statutory sick pay where the law says so."))
    document.blank(_("Sick pay on top of that (or “none”)"))


def _other_leave(document: Document, statement: WrittenStatement) -> None:
    document.heading(_("Other paid leave"))
    document.paragraph(
        _(
            "You have the leave and pay of the law for maternity, adoption, paternity and "
            "shared parental leave. The law also has leave for the loss of a child."
        )
    )
    document.blank(_("Other paid leave (or “none”)"))


def _pension(document: Document, statement: WrittenStatement) -> None:
    document.heading(_("Pension"))
    if statement.pension:
        document.paragraph(
            _("The pension of this job is with {provider}.").format(provider=statement.pension)
        )
    document.paragraph(
        _("I put you into a pension if the law says so. You may ask to join, and you may opt out.")
    )


def _benefits(document: Document, statement: WrittenStatement) -> None:
    document.heading(_("Other things that come with the job"))
    if statement.home_nightly_charge is not None:
        document.paragraph(
            _("A home comes with the job. It costs you {amount} a night.").format(
                amount=pounds(statement.home_nightly_charge)
            )
            if statement.home_nightly_charge
            else _("A home comes with the job, at no cost to you.")
        )
    document.blank(_("Other benefits, such as meals or travel (or “none”)"))


def _training(document: Document, statement: WrittenStatement) -> None:
    document.heading(_("Training"))
    document.blank(_("Training that you may have (or “none”)"))
    document.blank(_("Training that you must do (or “none”)"))
    document.blank(_("Training that you must do and I do not pay for (or “none”)"))


def _notice(document: Document, statement: WrittenStatement) -> None:
    document.heading(_("Notice"))
    document.paragraph(
        _(
            "After a month in the job, I give you at least one week of notice. "
            "After two years it is a week for each full year, up to twelve."
        )
    )
    document.paragraph(_("After a month in the job, you give me at least one week."))
    document.blank(_("Longer notice, if we agree on it (or “none”)"))


def _trouble(document: Document, statement: WrittenStatement) -> None:
    document.heading(_("If something goes wrong"))
    document.paragraph(
        _(
            "If you are not happy with something at work, or with a decision about your conduct, "
            "write to {employer}. We meet, and you may bring somebody."
        ).format(employer=statement.employer)
    )
    document.paragraph(_("If it is not settled, you may ask for another meeting and say why."))
    document.blank(_("Rules of conduct, or where to read them"), 2)
    document.paragraph(_("No agreement with a trade union affects the terms of this job."))


def _union(document: Document, statement: WrittenStatement) -> None:
    if statement.nation == NORTHERN_IRELAND or statement.made_on < UNION_STATEMENT_FROM:
        return
    document.heading(_("Trade unions"))
    document.paragraph(
        _(
            "You have the right to join a trade union, or not to join one. "
            "I may not treat you worse for it. GOV.UK has a list of trade unions."
        )
    )


def _one_line(name: str, address: str) -> str:
    lines = [name, *(line.strip(" ,") for line in address.splitlines())]
    return ", ".join(line for line in lines if line)
