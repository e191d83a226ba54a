"""An invoice of a self-employed PA, an agency or another provider, beside what the book knows."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dpmanager.domain.amounts import pence_nearest, pounds
from dpmanager.domain.hours.shifts import HourKind, Shift, totals
from dpmanager.domain.pay.figures import figure, short
from dpmanager.domain.periods import Period, long_date
from dpmanager.domain.steps import Step
from dpmanager.domain.wording import days_words, duration, nights, rate
from dpmanager.words import _, ngettext

SIXTY = 60
ROUNDED_BY = Decimal("0.005")
"""Hours by which 7 hours 20 minutes, written as 7.33, may be out."""


@dataclass(frozen=True, slots=True)
class Invoice:
    """What an invoice says. amount: pounds; rate: pounds an hour.

    start, end: the days that it is for. They, hours and rate are None where it does not say.
    """

    number: str
    day: date
    due: date
    amount: Decimal
    start: date | None = None
    end: date | None = None
    hours: Decimal | None = None
    rate: Decimal | None = None

    @property
    def days(self) -> Period | None:
        """The days that it is for; None where it does not say, or says them the wrong way round."""
        if self.start is None or self.end is None or self.end < self.start:
            return None
        return Period(self.start, self.end)


@dataclass(frozen=True, slots=True)
class AgreedRate:
    """What a funder agreed for an hour of a service, in pounds. service: in words."""

    service: str
    amount: Decimal
    funder: str


@dataclass(frozen=True, slots=True)
class InvoiceCheck:
    """What came of the check. Each of the figures is None where the invoice says too little.

    recorded, invoiced: hours in the book for its days, and on the invoice; difference: hours that
    the invoice has more. expected: pounds, its hours at its rate. faults: why it cannot be saved;
    questions: what to ask before it is paid; both in words.
    """

    recorded: Decimal | None
    invoiced: Decimal | None
    difference: Decimal | None
    expected: Decimal | None
    steps: tuple[Step, ...]
    questions: tuple[str, ...]
    faults: tuple[str, ...]


def check_invoice(
    invoice: Invoice,
    shifts: Iterable[Shift],
    agreed: AgreedRate | None,
    others: Iterable[Invoice] = (),
) -> InvoiceCheck:
    """Sets an invoice beside the shifts of its days, the agreed rate, and other invoices.

    shifts, others: of the same worker; shifts on other days do not count. A sleep-in counts as a
    night and not as hours. Hours that are rounded to two decimals, shift by shift, are the same.
    """
    others = tuple(others)
    days = invoice.days
    worked = [shift for shift in shifts if days is not None and shift.day in days]
    recorded = _hours_of(worked) if days is not None else None
    difference = None
    if recorded is not None and invoice.hours is not None:
        difference = invoice.hours - recorded
    expected = None
    if invoice.hours is not None and invoice.rate is not None:
        expected = pence_nearest(invoice.hours * invoice.rate)
    return InvoiceCheck(
        recorded=recorded,
        invoiced=invoice.hours,
        difference=difference,
        expected=expected,
        steps=tuple(_steps(invoice, worked, recorded, expected, agreed)),
        questions=(
            *_about_days(invoice, others),
            *_about_hours(invoice, worked, recorded, difference),
            *_about_money(invoice, expected, agreed),
        ),
        faults=tuple(_faults(invoice, others)),
    )


def same_number(one: str, other: str) -> bool:
    """Whether two invoice numbers are one, whatever the capitals and spaces."""
    return "".join(one.split()).casefold() == "".join(other.split()).casefold()


def share_by(invoice: Invoice, day: date) -> Decimal:
    """Pounds of an invoice that are for days up to the end of `day`, each day counting the same.

    Where it does not say its days, all of it counts from its date on.
    """
    days = invoice.days or Period(invoice.day, invoice.day)
    if day < days.start:
        return pence_nearest(Decimal(0))
    gone = Period(days.start, min(day, days.end)).days
    return pence_nearest(invoice.amount * gone / days.days)


def _hours_of(shifts: Sequence[Shift]) -> Decimal:
    return Decimal(sum(part.minutes for part in totals(shifts))) / 60


def _nights_of(shifts: Sequence[Shift]) -> int:
    return sum(shift.kind is HourKind.SLEEP_IN for shift in shifts)


def _hours_words(hours: Decimal) -> str:
    minutes = int((hours * 60).to_integral_value())
    if 0 < minutes < SIXTY:
        return ngettext("{count} minute", "{count} minutes", minutes).format(count=minutes)
    return duration(minutes)


def _steps(
    invoice: Invoice,
    worked: Sequence[Shift],
    recorded: Decimal | None,
    expected: Decimal | None,
    agreed: AgreedRate | None,
) -> Iterator[Step]:
    if recorded is not None and invoice.days is not None:
        parts = [short(part.hours) for part in totals(worked) if part.minutes]
        answer = short(recorded)
        yield Step(
            _("Hours in the book for {days}").format(days=days_words(invoice.days)),
            f"{' + '.join(parts)} = {answer}" if len(parts) > 1 else answer,
        )
        if slept_in := _nights_of(worked):
            yield Step(_("Sleep-ins in the book, besides these hours"), str(slept_in))
        if invoice.hours is not None:
            yield Step(
                _("Hours on the invoice, less those in the book"),
                f"{short(invoice.hours)} - {answer} = {short(invoice.hours - recorded)}",
            )
    if expected is not None and invoice.hours is not None and invoice.rate is not None:
        yield Step(
            _("Hours on the invoice, at its rate"),
            f"{short(invoice.hours)} x {figure(invoice.rate)} = {figure(expected)}",
        )
    elif invoice.hours and invoice.rate is None:
        yield Step(
            _("Its amount, for each of its hours"),
            f"{figure(invoice.amount)} / {short(invoice.hours)} = "
            f"{short(invoice.amount / invoice.hours)}",
        )
    if agreed is not None:
        yield Step(
            _("Agreed for an hour of {service}").format(service=agreed.service.lower()),
            figure(agreed.amount),
            _("Agreement with {funder}").format(funder=agreed.funder),
        )


def _faults(invoice: Invoice, others: Sequence[Invoice]) -> Iterator[str]:
    for other in others:
        if same_number(other.number, invoice.number):
            yield _(
                "Invoice {number} is in the book already, with the date {day}. Check the number."
            ).format(number=other.number, day=long_date(other.day))
    if invoice.start and invoice.end and invoice.end < invoice.start:
        yield _("Its days end before they start. Check the two dates: {start} and {end}.").format(
            start=long_date(invoice.start), end=long_date(invoice.end)
        )
    if invoice.amount <= 0:
        yield _("The amount must be more than nothing.")
    if invoice.hours is not None and invoice.hours <= 0:
        yield _("The hours must be more than nothing. Leave them empty if it has none.")
    if invoice.rate is not None and invoice.rate <= 0:
        yield _("The rate must be more than nothing. Leave it empty if it has none.")


def _about_days(invoice: Invoice, others: Sequence[Invoice]) -> Iterator[str]:
    if invoice.due < invoice.day:
        yield _(
            "It is to be paid by {due}, before its own date of {day}. Are the dates right?"
        ).format(due=long_date(invoice.due), day=long_date(invoice.day))
    days = invoice.days
    if days is None:
        return
    for other in others:
        if other.days is None or same_number(other.number, invoice.number):
            continue
        start, end = max(days.start, other.days.start), min(days.end, other.days.end)
        if start <= end:
            yield _(
                "Invoice {number} is for {days} as well. Are these days on two invoices?"
            ).format(number=other.number, days=days_words(Period(start, end)))


def _about_hours(
    invoice: Invoice,
    worked: Sequence[Shift],
    recorded: Decimal | None,
    difference: Decimal | None,
) -> Iterator[str]:
    if invoice.hours is None:
        return
    if recorded is None or difference is None:
        yield _("It does not say for which days it is, so the hours cannot be checked. Ask.")
        return
    assert invoice.days is not None
    days = days_words(invoice.days)
    if not worked:
        yield _(
            "It is for {hours}, and the book has no hours for {days}. Which hours are they?"
        ).format(hours=_hours_words(invoice.hours), days=days)
        return
    if abs(difference) <= ROUNDED_BY * len(worked):
        return
    sentence = (
        _("It has {difference} more than the book: {hours}, not {recorded}. Which is right?")
        if difference > 0
        else _("It has {difference} less than the book: {hours}, not {recorded}. Which is right?")
    )
    yield sentence.format(
        difference=_hours_words(abs(difference)),
        hours=_hours_words(invoice.hours),
        recorded=_hours_words(recorded),
    )
    if slept_in := _nights_of(worked):
        yield _("The book has {nights} of sleep-in besides. Are they in its hours?").format(
            nights=nights(slept_in)
        )


def _about_money(
    invoice: Invoice, expected: Decimal | None, agreed: AgreedRate | None
) -> Iterator[str]:
    if expected is not None and expected != invoice.amount:
        assert invoice.hours is not None and invoice.rate is not None
        sentence = (
            _("{hours} at {rate} is {expected}. It asks for {amount}, {difference} more. Why?")
            if invoice.amount > expected
            else _("{hours} at {rate} is {expected}. It asks for {amount}, {difference} less. Why?")
        )
        yield sentence.format(
            hours=_hours_words(invoice.hours),
            rate=rate(invoice.rate),
            expected=pounds(expected),
            amount=pounds(invoice.amount),
            difference=pounds(abs(invoice.amount - expected)),
        )
    if agreed is None:
        return
    each = invoice.rate
    if each is None and invoice.hours and invoice.hours > 0:
        if invoice.amount <= pence_nearest(invoice.hours * agreed.amount):
            return
        each = pence_nearest(invoice.amount / invoice.hours)
    if each is not None and each > agreed.amount:
        yield _(
            "{rate} an hour is above the {agreed} that {funder} agreed for {service}. "
            "Will they pay that?"
        ).format(
            rate=rate(each),
            agreed=rate(agreed.amount),
            funder=agreed.funder,
            service=agreed.service.lower(),
        )
