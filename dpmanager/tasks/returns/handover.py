"""The pack for a new manager: who is who, what was agreed, what is due, and what to do first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from dpmanager.domain.amounts import ZERO, pounds, total
from dpmanager.domain.budget.agreement import Contribution
from dpmanager.domain.hours.shifts import HourKind
from dpmanager.domain.pay.holiday_record import HolidayMethod
from dpmanager.domain.pay.notice import notice_weeks
from dpmanager.domain.people.insurance import PolicyKind
from dpmanager.domain.periods import Frequency, long_date, short_date
from dpmanager.domain.wording import rate
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.book.dates_due import REPORT
from dpmanager.tasks.book.deadlines import DeadlineSeen, Mark, look_at_deadlines
from dpmanager.tasks.book.pay_days_to_come import pay_days
from dpmanager.tasks.budget.agreements import agreements_on
from dpmanager.tasks.hours.kinds_of_care import paid_for
from dpmanager.tasks.money.balances import balance_before
from dpmanager.tasks.money.money_now import MoneyNow, money_now
from dpmanager.tasks.money.sort_payments import still_owed
from dpmanager.tasks.pay.terms import pension_standing
from dpmanager.tasks.people.arrangement import arrangement
from dpmanager.tasks.returns.choose_rules import FunderSeen, look_at_rules
from dpmanager.tasks.returns.prepare_return import role_words
from dpmanager.tasks.returns.resources import rules_of, service_type_labels
from dpmanager.words import _, ngettext

if TYPE_CHECKING:
    from dpmanager.documents.report import Block, Report, Section

AHEAD = timedelta(weeks=8)


@dataclass(frozen=True, slots=True)
class Facts:
    """Labels with their values under a heading; values may be empty, and are then left out."""

    heading: str
    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ToPay:
    """A payment that is owed: the day, to whom, and pounds that are still to be paid."""

    day: date
    payee: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class DueDate:
    """Something due. again: the days on which the same is due once more."""

    day: date
    name: str
    what_to_do: str
    again: tuple[date, ...]
    overdue: bool


@dataclass(frozen=True, slots=True)
class AccountLine:
    """An account: its name, its last four figures, and pounds in it by the records."""

    name: str
    is_card: bool
    last_four: str
    balance: Decimal


@dataclass(frozen=True, slots=True)
class Handover:
    """All that a new manager has to know. Nothing that opens the book is in it."""

    today: date
    recipient: str
    manager: str
    people: tuple[Facts, ...]
    funders: tuple[Facts, ...]
    rules: tuple[FunderSeen, ...]
    accounts: tuple[AccountLine, ...]
    money: MoneyNow
    workers: tuple[Facts, ...]
    employer: Facts
    to_pay: tuple[ToPay, ...]
    due: tuple[DueDate, ...]
    folder: str
    last_backup: date | None


def look_at_handover(book: Book, today: date) -> Handover:
    """Reads the pack. Raises DPManagerError when pay that is owed cannot be worked out."""
    _nation, rules = look_at_rules(book)
    deadlines = look_at_deadlines(book, today, today + AHEAD).with_mark(Mark.OPEN)
    money = money_now(book, today)
    backups = book.backups()
    with book.reading() as session:
        who = arrangement(session)
        return Handover(
            today=today,
            recipient=who.recipient.name,
            manager=who.manager.name,
            people=tuple(_people(who)),
            funders=tuple(_funders(session, today)),
            rules=rules,
            accounts=tuple(_accounts(session, today)),
            money=money,
            workers=tuple(_workers(session, today)),
            employer=_employer(session, who, today),
            to_pay=tuple(_to_pay(session, today)),
            due=tuple(_together(deadlines, today)),
            folder=str(book.folder),
            last_backup=backups[0].made_at.date() if backups else None,
        )


def print_handover(book: Book, today: date, *, large_print: bool = False) -> bytes:
    """The pack as a PDF. Raises DPManagerError as `look_at_handover`."""
    from dpmanager.documents.report import report_pdf

    return report_pdf(handover_report(look_at_handover(book, today)), large_print=large_print)


def handover_report(seen: Handover) -> "Report":
    """The pack in words and tables."""
    from dpmanager.documents.report import Facts as Pairs
    from dpmanager.documents.report import Report, Section

    return Report(
        title=_("To take over the direct payment"),
        under=_("For whoever looks after it next. Made on {day}.").format(
            day=long_date(seen.today)
        ),
        answer=_("{recipient} gets a direct payment. This says how it is run.").format(
            recipient=seen.recipient
        ),
        opening=list(_opening(seen)),
        sections=[
            Section(_("What to do first"), list(_first(seen))),
            Section(_("Due up to {day}").format(day=long_date(seen.today + AHEAD)), [*_due(seen)]),
            Section(_("Payments to make"), list(_payments(seen))),
            *_facts(_("Who is who"), seen.people),
            *_facts(_("Who pays, and what was agreed"), seen.funders),
            *_rules(seen),
            Section(_("Accounts and money"), list(_money(seen))),
            *_facts(_("Who works here"), seen.workers),
            Section(seen.employer.heading, [Pairs(seen.employer.pairs)]),
            Section(_("Where the records are"), list(_records(seen))),
        ],
        author=seen.manager,
    )


def _people(who: models.Arrangement) -> Iterator[Facts]:
    roles = {
        _("The direct payment is for"): who.recipient,
        _("Looks after the money"): who.manager,
        _("The employer"): who.employer,
    }
    for role, person in roles.items():
        yield Facts(
            role,
            (
                (_("Name"), person.name),
                (_("As"), role_words()[who.manager_role] if person is who.manager else ""),
                (_("Phone"), person.phone),
                (_("E-mail"), person.email),
                (_("Address"), person.address),
            ),
        )


def _funders(session: Session, today: date) -> Iterator[Facts]:
    every = {
        Frequency.WEEKLY: _("Every week"),
        Frequency.FORTNIGHTLY: _("Every two weeks"),
        Frequency.FOUR_WEEKLY: _("Every four weeks"),
        Frequency.MONTHLY: _("Every month"),
    }
    ways = {
        Contribution.NONE: "",
        Contribution.PAID_IN: _("paid into the account"),
        Contribution.TAKEN_OFF: _("taken off what the council pays"),
        Contribution.INVOICED: _("the council sends a bill"),
        Contribution.PROVIDER: _("paid straight to who gives the care"),
    }
    labels = service_type_labels()
    for row in agreements_on(session, today):
        funder = row.funder
        sending = rules_of(funder).sending
        part = ""
        if row.weekly_contribution:
            part = _("{amount} a week, {how}").format(
                amount=pounds(row.weekly_contribution),
                how=ways[Contribution(row.contribution_collected)],
            )
        yield Facts(
            funder.name,
            (
                (_("Reference"), funder.reference),
                (_("Agreed from"), long_date(row.from_date)),
                (_("Amount a week"), pounds(row.weekly_amount)),
                (_("It pays"), every[Frequency(row.paid_every)]),
                (_("Own part"), part),
                (
                    _("May stay in the account"),
                    _("{weeks} weeks' money").format(weeks=f"{row.surplus_weeks.normalize():f}")
                    if row.surplus_weeks is not None
                    else _("Not known: look in the agreement"),
                ),
                (_("Last review"), long_date(funder.last_review) if funder.last_review else ""),
                (_("Next review"), long_date(funder.next_review) if funder.next_review else ""),
                (_("Phone"), sending.phone if sending else ""),
                (_("E-mail"), sending.email if sending else ""),
                (
                    _("What it is for"),
                    "; ".join(
                        _("{service}: {hours} hours a week at {rate}").format(
                            service=labels.get(one.service_type, one.service_type),
                            hours=f"{one.weekly_hours.normalize():f}",
                            rate=pounds(one.hourly_rate),
                        )
                        for one in row.services
                    ),
                ),
            ),
        )


def _accounts(session: Session, today: date) -> Iterator[AccountLine]:
    for row in session.scalars(select(models.Account).order_by(models.Account.id)):
        yield AccountLine(
            row.name,
            row.kind == "card",
            row.last_four,
            balance_before(session, row, today + timedelta(days=1)),
        )


def _workers(session: Session, today: date) -> Iterator[Facts]:
    kinds = {
        "employed": _("Employed"),
        "self-employed": _("Self-employed"),
        "agency": _("Agency"),
        "isf": _("Individual service fund"),
        "managed": _("Managed account"),
    }
    labels = service_type_labels()
    for row in session.scalars(
        select(models.Worker).options(selectinload(models.Worker.rates)).order_by(models.Worker.id)
    ):
        if row.end_date is not None and row.end_date < today:
            continue
        pairs = [
            (_("How"), kinds[row.kind]),
            (_("What for"), labels.get(row.service_type, row.service_type)),
            (_("Phone"), row.phone),
            (_("E-mail"), row.email),
            (_("Since"), long_date(row.start_date)),
            (_("Last day"), long_date(row.end_date) if row.end_date else ""),
        ]
        if row.kind == "employed":
            pairs += _terms(session, row, today)
        yield Facts(row.name, tuple(pairs))


def _terms(session: Session, row: models.Worker, today: date) -> list[tuple[str, str]]:
    holiday = {
        HolidayMethod.ACCRUED: _("Earned by the hours worked"),
        HolidayMethod.ROLLED_UP: _("Paid with each wage"),
        HolidayMethod.FIXED: _("So many weeks a year"),
    }
    coming = pay_days(session, [row], today, today + AHEAD)
    next_days = [one.day for one in coming if one.day >= today]
    weeks = notice_weeks(row.start_date, max(today, row.start_date)).from_employer
    return [
        (_("Pay"), "; ".join(_rates(row, today))),
        (
            _("Hours a week"),
            f"{row.weekly_hours.normalize():f}" if row.weekly_hours is not None else "",
        ),
        (_("Next pay days"), ", ".join(short_date(day) for day in next_days[:4])),
        (
            _("Who works the pay out"),
            _("A payroll service") if row.payroll_by == "bureau" else _("This program"),
        ),
        (_("Holiday"), holiday[HolidayMethod(row.holiday_method)]),
        (
            _("Pension"),
            _("Pays in") if pension_standing(row, today).contributes else _("Does not pay in"),
        ),
        (
            _("Least notice from you"),
            ngettext("{count} week", "{count} weeks", weeks).format(count=weeks),
        ),
        (
            _("Notice was given on"),
            long_date(row.notice_given_on) if row.notice_given_on else "",
        ),
    ]


def _rates(row: models.Worker, today: date) -> Iterator[str]:
    now = {
        (HourKind(one.hour_kind), one.service_type): one.amount
        for one in sorted(row.rates, key=lambda one: (one.from_date, one.id))
        if one.from_date <= today
    }
    order = list(HourKind)
    for kind, care in sorted(now, key=lambda key: (order.index(key[0]), key[1])):
        yield _("{kind} {rate}").format(kind=paid_for(kind, care), rate=rate(now[kind, care]))


def _employer(session: Session, who: models.Arrangement, today: date) -> Facts:
    scheme = session.scalar(select(models.PensionScheme))
    policy = session.scalar(
        select(models.Policy)
        .where(
            models.Policy.kind == PolicyKind.EMPLOYERS_LIABILITY.value,
            models.Policy.worker_id.is_(None),
            models.Policy.until >= today,
        )
        .order_by(models.Policy.until.desc())
        .limit(1)
    )
    insured = _("None in force: see to it first")
    if policy is not None:
        insured = _("{insurer} {number}, until {day}").format(
            insurer=policy.insurer, number=policy.number, day=long_date(policy.until)
        )
    is_employer = session.scalar(
        select(func.count()).select_from(models.Worker).where(models.Worker.kind == "employed")
    )
    return Facts(
        _("Tax, pension and insurance"),
        (
            (_("Employer"), who.employer.name),
            (_("PAYE reference"), who.paye_reference),
            (_("Accounts Office reference"), who.accounts_office_reference),
            (
                _("HMRC is paid"),
                ""
                if not who.paye_reference
                else _("Every month")
                if who.hmrc_paid == "monthly"
                else _("Every three months"),
            ),
            (_("Pension provider"), scheme.provider if scheme else ""),
            (_("Number with the provider"), scheme.employer_reference if scheme else ""),
            (_("Employers' liability insurance"), insured if is_employer else ""),
        ),
    )


def _to_pay(session: Session, today: date) -> Iterator[ToPay]:
    for row, left in still_owed(session):
        if left > ZERO and row.due <= today + AHEAD:
            yield ToPay(row.due, row.payee, left)


def _together(deadlines: Sequence[DeadlineSeen], today: date) -> Iterator[DueDate]:
    """What comes over and over about one thing is one line, of its first day."""
    alike: dict[tuple[str, str], list[DeadlineSeen]] = {}
    for one in deadlines:
        rule, about = one.deadline.rule_id, one.deadline.key.rpartition("/")[0]
        alike.setdefault((rule, one.deadline.about if rule == REPORT else about), []).append(one)
    for same in alike.values():
        first = same[0].deadline
        yield DueDate(
            first.day,
            first.name,
            first.what_to_do,
            tuple(one.deadline.day for one in same[1:]),
            first.day < today,
        )


def _opening(seen: Handover) -> Iterator["Block"]:
    from dpmanager.documents.report import Said

    yield Said(
        _("This paper has private details. Keep it safe. Shred it when it is no longer needed."),
        strong=True,
    )


def _first(seen: Handover) -> Iterator["Block"]:
    from dpmanager.documents.report import Checklist, ToTick

    yield Checklist(
        [
            ToTick(
                _("Get the passphrase of the book from {manager}").format(manager=seen.manager),
                [
                    _("It is not in this paper. Then choose one of your own, under Settings."),
                    _("If nobody knows it, look for the recovery sheet."),
                ],
            ),
            ToTick(
                _("Tell the council that you look after the money now"),
                [_("It may have to agree to it, and have you sign the agreement.")],
            ),
            ToTick(
                _("Get access to the account or the card"),
                [_("The bank or the council takes the old name off.")],
            ),
            ToTick(
                _("Enter yourself in the program"),
                [_("Under People, change who looks after the money.")],
            ),
            ToTick(_("Meet everybody who works here, and say how to reach you")),
            ToTick(
                _("Do what is overdue, then what comes next"),
                [_("The lists below say what. Home in the program says it every day.")],
            ),
            ToTick(
                _("Make sure that the employer stays the employer"),
                [
                    _("{employer} is the employer. If that changes, ask HMRC first.").format(
                        employer=dict(seen.employer.pairs)[_("Employer")]
                    )
                ],
            ),
        ]
    )


def _due(seen: Handover) -> Iterator["Block"]:
    from dpmanager.documents.report import Grid, Said
    from dpmanager.documents.tables import Cell, Column, Kind

    if not seen.due:
        yield Said(_("Nothing is due."))
    yield Grid(
        [Column(_("Day"), Kind.SHORT), Column(_("What"), heads_row=True)],
        [
            (
                Cell(short_date(one.day), _("Overdue") if one.overdue else ""),
                Cell(one.name, _how(one)),
            )
            for one in seen.due
        ],
    )


def _how(one: DueDate) -> str:
    """What to do, and the days on which it comes again."""
    if not one.again:
        return one.what_to_do
    again = _("Again by {days}.").format(days=", ".join(short_date(day) for day in one.again))
    return f"{one.what_to_do} {again}"


def _payments(seen: Handover) -> Iterator["Block"]:
    from dpmanager.documents.report import Grid, Said
    from dpmanager.documents.tables import Column, Kind

    if not seen.to_pay:
        yield Said(_("No payment is waiting."))
        return
    yield Grid(
        [
            Column(_("By"), Kind.SHORT),
            Column(_("To"), heads_row=True),
            Column(_("Amount"), Kind.FIGURE),
        ],
        [
            *[(short_date(one.day), one.payee, pounds(one.amount)) for one in seen.to_pay],
            ("", _("Together"), pounds(total(one.amount for one in seen.to_pay))),
        ],
        totals=1,
    )
    yield Said(
        _("Look at the bank statement first: what was paid since may not be in the records yet."),
        soft=True,
    )


def _facts(heading: str, all_of: Sequence[Facts]) -> Iterator["Section"]:
    from dpmanager.documents.report import Facts as Pairs
    from dpmanager.documents.report import Section, Under

    blocks: list[Block] = []
    for one in all_of:
        blocks += [Under(one.heading), Pairs(one.pairs)]
    yield Section(heading, blocks)


def _rules(seen: Handover) -> Iterator["Section"]:
    from dpmanager.documents.report import Said, Section

    for one in seen.rules:
        yield Section(
            _("What {funder} asks for").format(funder=one.name),
            [*[Said(sentence) for sentence in one.asks], Said(one.known, soft=True)],
            level=3,
        )


def _money(seen: Handover) -> Iterator["Block"]:
    from dpmanager.documents.report import Grid, Said
    from dpmanager.documents.tables import Column, Kind

    yield Grid(
        [
            Column(_("Account"), heads_row=True),
            Column(_("Last four figures"), Kind.SHORT),
            Column(_("In it"), Kind.FIGURE),
        ],
        [
            *[
                (
                    _("{name} (card)").format(name=one.name) if one.is_card else one.name,
                    one.last_four,
                    pounds(one.balance),
                )
                for one in seen.accounts
            ],
            (_("Together"), "", pounds(total(one.balance for one in seen.accounts))),
        ],
        totals=1,
    )
    yield Said(
        _("{owed} of it is owed already. {free} is free.").format(
            owed=pounds(seen.money.owed + seen.money.reserved), free=pounds(seen.money.free)
        )
    )


def _records(seen: Handover) -> Iterator["Block"]:
    from dpmanager.documents.report import Said

    yield Said(_("All records are in one book, which is locked with a passphrase."))
    yield Said(_("The book lies in {folder}").format(folder=seen.folder))
    if seen.last_backup is None:
        yield Said(_("It has no backup yet. Make one."), strong=True)
    else:
        yield Said(_("The last backup in it is of {day}.").format(day=long_date(seen.last_backup)))
    yield Said(
        _(
            "Backups lie in the folder of the book. Copies on other disks are listed under "
            "Settings, Backups."
        )
    )
    yield Said(_("Ask {manager} where the recovery sheet is.").format(manager=seen.manager))
