"""The summary of a year for the review meeting: money, hours, outcomes, reasons, what changed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from dpmanager.domain.amounts import ZERO, pounds, total
from dpmanager.domain.hours.shifts import HourKind
from dpmanager.domain.periods import Period, long_date
from dpmanager.domain.returns.besides import PlanLine
from dpmanager.domain.returns.funder_return import CategoryTotal, FunderReturn
from dpmanager.domain.wording import decimal_hours, rate
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.hours.kinds_of_care import paid_for
from dpmanager.tasks.returns.report_days import days_of_report, figures_of, up_to_today
from dpmanager.tasks.returns.resources import service_type_labels
from dpmanager.words import _

if TYPE_CHECKING:
    from dpmanager.documents.bar_chart import PaperBar
    from dpmanager.documents.report import Block, Report, Section

DAYS_OF_WEEK = 7
Change = tuple[date, str]


@dataclass(frozen=True, slots=True)
class HoursOf:
    """The hours of somebody who is employed. agreed: by the contract; None: it does not say."""

    worker: str
    worked: Decimal
    nights: int
    agreed: Decimal | None


@dataclass(frozen=True, slots=True)
class YearSummary:
    """A year up to today. made: its money, plan, outcomes and reasons, as a return tells them.

    period: the whole year. changes: what changed in it, as a day and a sentence, oldest first.
    """

    period: Period
    made: FunderReturn
    hours: tuple[HoursOf, ...]
    changes: tuple[Change, ...]
    made_on: date

    @property
    def agreed(self) -> Decimal:
        """Pounds agreed for the days that are over."""
        return total(line.agreed for line in self.made.besides.plan)

    @property
    def spent(self) -> Decimal:
        """Pounds spent on them."""
        return total(line.spent for line in self.made.besides.plan)


def look_at_year(book: Book, period: Period, today: date) -> YearSummary:
    """The summary of a year up to today. Raises DPManagerError as `figures_of`."""
    days = up_to_today(period, today)
    with book.reading() as session:
        made = figures_of(session, days, today)
        return YearSummary(
            period,
            made,
            tuple(_hours(session, made, days)),
            tuple(sorted(_changes(session, days))),
            today,
        )


def print_year(book: Book, period: Period, today: date, *, large_print: bool = False) -> bytes:
    """The summary as a PDF. Raises DPManagerError as `figures_of`."""
    from dpmanager.documents.report import report_pdf

    return report_pdf(year_report(look_at_year(book, period, today)), large_print=large_print)


def year_report(seen: YearSummary) -> "Report":
    """The summary in words, bars and tables."""
    from dpmanager.documents.report import Facts, Report, Said, Section

    made, people = seen.made, seen.made.people
    return Report(
        title=_("The year in short, for the review"),
        under=days_of_report(seen.period, seen.made_on),
        answer=_(
            "You started with {opening}, {money_in} came in, {money_out} went out, "
            "and {closing} is left."
        ).format(
            opening=pounds(made.opening),
            money_in=pounds(made.money_in),
            money_out=pounds(made.money_out),
            closing=pounds(made.closing),
        ),
        opening=[
            Said(_agreed_words(seen)),
            Facts(
                [
                    (_("Direct payment of"), people.recipient),
                    (_("Council or NHS board"), people.funder),
                    (_("Reference"), people.reference),
                    (_("Filled in by"), people.manager),
                    (_("As"), people.manager_role),
                    (_("Counted up to"), long_date(made.period.end)),
                ]
            ),
        ],
        sections=[
            Section(_("Money"), list(_money(made))),
            Section(_("Money agreed and spent"), list(_plan_money(seen))),
            Section(_("Hours planned and worked"), list(_plan_hours(seen))),
            Section(_("The outcomes of the plan"), list(_outcomes(made))),
            Section(_("Why money was not spent"), list(_unspent(seen))),
            Section(_("What changed in the year"), list(_changed(seen))),
            *_to_talk_about(),
        ],
        author=people.manager,
    )


def _agreed_words(seen: YearSummary) -> str:
    left = seen.agreed - seen.spent
    sentence = (
        _("Up to {day}, {agreed} was agreed and {spent} was spent: {left} more than agreed.")
        if left < 0
        else _("Up to {day}, {agreed} was agreed and {spent} was spent: {left} was not spent.")
    )
    return sentence.format(
        day=long_date(seen.made.period.end),
        agreed=pounds(seen.agreed),
        spent=pounds(seen.spent),
        left=pounds(abs(left)),
    )


def _money(made: FunderReturn) -> Iterator["Block"]:
    from dpmanager.documents.report import Grid, Said
    from dpmanager.documents.tables import Column, Kind

    columns = [Column("", heads_row=True), Column("", Kind.FIGURE)]
    yield Grid(
        columns,
        [
            (_("At the start"), pounds(made.opening)),
            (_("Money in"), pounds(made.money_in)),
            (_("Money out"), pounds(made.money_out)),
            (_("Left"), pounds(made.closing)),
        ],
        totals=1,
    )
    for heading, lines, whole in (
        (_("Money in"), made.income, made.money_in),
        (_("Money out"), made.spending, made.money_out),
    ):
        yield _by_category(heading, lines, whole)
    owed = total(item.amount for item in made.set_aside)
    if owed:
        yield Said(
            _("{owed} of what is left is owed already or set aside. {free} is free.").format(
                owed=pounds(owed), free=pounds(made.free_balance)
            )
        )


def _by_category(heading: str, lines: tuple[CategoryTotal, ...], whole: Decimal) -> "Block":
    from dpmanager.documents.report import Grid
    from dpmanager.documents.tables import Column, Kind

    return Grid(
        [Column(heading, heads_row=True), Column(_("Amount"), Kind.FIGURE)],
        [
            *[(line.label, pounds(line.amount)) for line in lines],
            (_("Together"), pounds(whole)),
        ],
        totals=1,
    )


def _service(line: PlanLine) -> str:
    labels = service_type_labels()
    return labels.get(line.service_type, line.service_type) or _("Not said yet")


def _plan_money(seen: YearSummary) -> Iterator["Block"]:
    from dpmanager.documents.bar_chart import PaperBar
    from dpmanager.documents.report import BarChart, Grid, Said
    from dpmanager.documents.tables import Column, Kind

    plan = seen.made.besides.plan
    bars = [
        PaperBar(
            _service(line),
            line.spent,
            line.agreed,
            _("{spent} of {agreed}").format(spent=pounds(line.spent), agreed=pounds(line.agreed)),
        )
        for line in plan
    ]
    yield Said(_("The light bar is what was agreed, the dark bar what was spent."), keep=True)
    yield BarChart(_alt(_("Money spent of what was agreed."), bars), bars)
    yield Grid(
        [
            Column(_("Kind of care"), heads_row=True),
            Column(_("Agreed"), Kind.FIGURE),
            Column(_("Spent"), Kind.FIGURE),
            Column(_("Left"), Kind.FIGURE),
        ],
        [
            *[
                (
                    _service(line),
                    pounds(line.agreed),
                    pounds(line.spent),
                    pounds(line.agreed - line.spent),
                )
                for line in plan
            ],
            (
                _("Together"),
                pounds(seen.agreed),
                pounds(seen.spent),
                pounds(seen.agreed - seen.spent),
            ),
        ],
        totals=1,
    )
    if seen.spent != seen.made.money_out:
        yield Said(
            _(
                "Money that was given back is not counted as spent here. Refunds are taken off. "
                "So the sum differs from all that went out."
            ),
            soft=True,
        )


def _plan_hours(seen: YearSummary) -> Iterator["Block"]:
    from dpmanager.documents.bar_chart import PaperBar
    from dpmanager.documents.report import BarChart, Grid, Said
    from dpmanager.documents.tables import Column, Kind

    plan = [line for line in seen.made.besides.plan if line.agreed_hours or line.worked]
    bars = [
        PaperBar(
            _service(line),
            line.worked,
            line.agreed_hours,
            _("{worked} of {agreed} hours").format(
                worked=decimal_hours(line.worked), agreed=decimal_hours(line.agreed_hours or ZERO)
            ),
        )
        for line in plan
    ]
    if bars:
        yield Said(_("The light bar is what was planned, the dark bar what was worked."), keep=True)
        yield BarChart(_alt(_("Hours worked of what was planned."), bars), bars)
    yield Grid(
        [
            Column(_("Kind of care"), heads_row=True),
            Column(_("Hours planned"), Kind.FIGURE),
            Column(_("Hours worked"), Kind.FIGURE),
        ],
        [
            (_service(line), decimal_hours(line.agreed_hours or ZERO), decimal_hours(line.worked))
            for line in plan
        ],
    )
    by_contract = any(one.agreed is not None for one in seen.hours)
    yield Grid(
        [
            Column(_("Who"), heads_row=True),
            *([Column(_("Hours by contract"), Kind.FIGURE)] if by_contract else []),
            Column(_("Hours worked"), Kind.FIGURE),
            Column(_("Sleep-ins"), Kind.FIGURE),
        ],
        [
            (
                one.worker,
                *(["" if one.agreed is None else decimal_hours(one.agreed)] if by_contract else []),
                decimal_hours(one.worked),
                str(one.nights) if one.nights else "",
            )
            for one in seen.hours
        ],
    )
    if plan or seen.hours:
        yield Said(
            _("Hours are those of people who are employed, as they stand on their timesheets."),
            soft=True,
        )


def _alt(what: str, bars: list["PaperBar"]) -> str:
    return " ".join(
        [
            what,
            *(_("{name}: {says}.").format(name=bar.label, says=bar.says) for bar in bars),
        ]
    )


def _outcomes(made: FunderReturn) -> Iterator["Block"]:
    from dpmanager.documents.report import Grid, Said
    from dpmanager.documents.tables import Column, Kind

    outcomes = made.besides.outcomes
    yield Grid(
        [
            Column(_("Outcome"), heads_row=True),
            Column(_("Spent"), Kind.FIGURE),
            Column(_("Hours worked"), Kind.FIGURE),
        ],
        [(one.outcome, pounds(one.spent), decimal_hours(one.worked)) for one in outcomes],
    )
    for one in outcomes:
        if one.note:
            yield Said(_("{outcome}: {note}").format(outcome=one.outcome, note=one.note))
    if outcomes and not any(one.note for one in outcomes):
        yield Said(_("Nobody has written down yet how it went."), soft=True)


def _unspent(seen: YearSummary) -> Iterator["Block"]:
    from dpmanager.documents.report import Said

    for sentence in seen.made.besides.surplus_reasons:
        yield Said(sentence)
    if not seen.made.besides.surplus_reasons:
        yield Said(_("Nothing is written down about this."), soft=True)


def _changed(seen: YearSummary) -> Iterator["Block"]:
    from dpmanager.documents.report import Grid, Said
    from dpmanager.documents.tables import Column, Kind

    if not seen.changes:
        yield Said(_("What was agreed, and who works, stayed the same."), soft=True)
    yield Grid(
        [Column(_("Day"), Kind.SHORT, heads_row=True), Column(_("What changed"))],
        [(long_date(day), sentence) for day, sentence in seen.changes],
    )


def _to_talk_about() -> Iterator["Section"]:
    from dpmanager.documents.report import Checklist, Section, ToTick

    yield Section(
        _("To talk about at the review"),
        [
            Checklist(
                [
                    ToTick(_("Is the help still the right help?")),
                    ToTick(_("Are the hours enough?")),
                    ToTick(_("Is the money for an hour enough to pay for it?")),
                    ToTick(_("What should be different next year?")),
                ]
            )
        ],
    )


def _hours(session: Session, made: FunderReturn, days: Period) -> Iterator[HoursOf]:
    """Those who worked, and those whose contract says hours though they did not."""
    worked = {one.worker: one for one in made.besides.worker_hours}
    for row in session.scalars(select(models.Worker).order_by(models.Worker.id)):
        one = worked.get(row.name)
        agreed = None
        last = min(days.end, row.end_date or days.end)
        first = max(days.start, row.start_date)
        if row.kind == "employed" and row.weekly_hours is not None and first <= last:
            agreed = row.weekly_hours * Period(first, last).days / DAYS_OF_WEEK
        if one is not None or agreed is not None:
            yield HoursOf(
                row.name, one.hours if one else Decimal(0), one.nights if one else 0, agreed
            )


def _changes(session: Session, days: Period) -> Iterator[Change]:
    yield from _agreements(session, days)
    for row in session.scalars(
        select(models.Worker).options(selectinload(models.Worker.rates)).order_by(models.Worker.id)
    ):
        if row.start_date in days:
            yield row.start_date, _("{name} began to work.").format(name=row.name)
        if row.end_date is not None and row.end_date in days:
            yield row.end_date, _("{name} left.").format(name=row.name)
        yield from _rates(row, days)


def _agreements(session: Session, days: Period) -> Iterator[Change]:
    for funder in session.scalars(
        select(models.Funder).options(selectinload(models.Funder.agreements))
    ):
        before: models.Agreement | None = None
        for row in funder.agreements:
            if row.from_date in days:
                sentence = (
                    _("{funder} agreed {new} a week. It was {old} before.")
                    if before
                    else _("{funder} agreed {new} a week, for the first time.")
                )
                yield (
                    row.from_date,
                    sentence.format(
                        funder=funder.name,
                        new=pounds(row.weekly_amount),
                        old=pounds(before.weekly_amount) if before else "",
                    ),
                )
            before = row
    for once, name in session.execute(
        select(models.AgreedPayment, models.Funder.name)
        .join(models.Funder, models.Funder.id == models.AgreedPayment.funder_id)
        .where(models.AgreedPayment.day.between(days.start, days.end))
    ):
        yield (
            once.day,
            _("{funder} agreed {amount} once: {what_for}.").format(
                funder=name, amount=pounds(once.amount), what_for=once.what_for
            ),
        )


def _rates(row: models.Worker, days: Period) -> Iterator[Change]:
    before: dict[tuple[str, str], Decimal] = {}
    for one in sorted(row.rates, key=lambda one: (one.from_date, one.id)):
        same = one.hour_kind, one.service_type
        old = before.get(same)
        if one.from_date in days and old is not None and old != one.amount:
            yield (
                one.from_date,
                _("{name}, pay for {kind}: {old} became {new}.").format(
                    name=row.name,
                    kind=paid_for(HourKind(one.hour_kind), one.service_type),
                    old=rate(old),
                    new=rate(one.amount),
                ),
            )
        before[same] = one.amount
