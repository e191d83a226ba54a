"""Who is in the pension: what happened on which day, and what follows from it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from dpmanager.domain.amounts import total
from dpmanager.domain.pay.figures import figure
from dpmanager.domain.periods import Period, long_date, months_after, short_date
from dpmanager.domain.steps import Step
from dpmanager.errors import DPManagerError
from dpmanager.words import _

REGULATIONS = "Automatic Enrolment Regulations 2010 (SI 2010/772)"
REFUNDS = (
    f"{REGULATIONS}, regulation 11: https://www.legislation.gov.uk/uksi/2010/772/regulation/11"
)
LONGEST_POSTPONEMENT_MONTHS = 3
OPT_OUT_MONTHS = 1
# A form that was filled in wrongly may be given again until then.
OPT_OUT_WEEKS_AFTER_A_WRONG_FORM = 6


class PensionEventKind(StrEnum):
    """What happened. The values are the words used in files.

    OPTED_IN: a worker who need not be enrolled asked for it; the employer pays in too.
    JOINED: one with too little pay for that asked to join; the employer need not pay in.
    OPTED_OUT: out within the month, as if never enrolled. LEFT: out later.
    WRITTEN: the letter about what was last recorded was given, or before anything was, the one
    about the right to opt in or join. REFUNDED: what had been taken from pay was paid back.
    """

    POSTPONED = "postponed"
    ENROLLED = "enrolled"
    OPTED_IN = "opted_in"
    JOINED = "joined"
    OPTED_OUT = "opted_out"
    LEFT = "left"
    WRITTEN = "written"
    REFUNDED = "refunded"


ENTRIES = (PensionEventKind.ENROLLED, PensionEventKind.OPTED_IN, PensionEventKind.JOINED)


@dataclass(frozen=True, slots=True)
class PensionEvent:
    """Something that happened on a day. until: of a postponement, the day it ends."""

    day: date
    kind: PensionEventKind
    until: date | None = None


class PensionState(StrEnum):
    """Where a worker stands. OUTSIDE: never in the pension, or a postponement has ended."""

    OUTSIDE = "outside"
    POSTPONED = "postponed"
    MEMBER = "member"
    OPTED_OUT = "opted_out"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a worker stands on a day, and since when.

    entry: how a member came in. postponed_until: of the last postponement, over or not.
    written_on, refunded_on: since then, or None.
    """

    state: PensionState = PensionState.OUTSIDE
    since: date | None = None
    entry: PensionEventKind | None = None
    postponed_until: date | None = None
    written_on: date | None = None
    refunded_on: date | None = None

    @property
    def contributes(self) -> bool:
        """Whether contributions are taken from the worker's pay."""
        return self.state is PensionState.MEMBER

    @property
    def employer_pays(self) -> bool:
        """Whether the employer must pay in: not for a worker who joined with too little pay."""
        return self.contributes and self.entry is not PensionEventKind.JOINED

    @property
    def opt_out_period(self) -> Period | None:
        """When a member may opt out; None until the letter is given, and for one who joined.

        One month from the day of entry or of the letter, whichever is later (regulation 9). A
        provider may count a few days more: NEST's month starts three working days after entry.
        """
        if not self.employer_pays or self.since is None or self.written_on is None:
            return None
        start = max(self.since, self.written_on)
        return Period(start, last_day_of_months(start, OPT_OUT_MONTHS))


def last_day_of_months(first_day: date, months: int) -> date:
    """The last day of a period of so many months that begins with `first_day`.

    It is the day before the same day of the month; where the month has no such day, its last
    (the corresponding date rule, Dodds v Walker [1981] 1 WLR 1027).
    """
    same_day = months_after(first_day, months)
    return same_day - timedelta(days=1) if same_day.day == first_day.day else same_day


def last_day_of_weeks(first_day: date, weeks: int) -> date:
    """The last day of a period of so many weeks that begins with `first_day`."""
    return first_day + timedelta(weeks=weeks, days=-1)


def standing(events: Iterable[PensionEvent], day: date) -> Standing:
    """Where the worker stands at the end of `day`. events: in any order but that of a day."""
    now = Standing()
    for event in sorted(events, key=lambda event: event.day):
        if event.day <= day:
            now = _after(now, event)
    until = now.postponed_until
    if now.state is PensionState.POSTPONED and until is not None and until <= day:
        return Standing(postponed_until=until, written_on=now.written_on)
    return now


def _after(now: Standing, event: PensionEvent) -> Standing:
    kind = event.kind
    if kind is PensionEventKind.WRITTEN:
        return replace(now, written_on=event.day)
    if kind is PensionEventKind.REFUNDED:
        return replace(now, refunded_on=event.day)
    if kind is PensionEventKind.POSTPONED:
        return Standing(PensionState.POSTPONED, event.day, postponed_until=event.until)
    if kind in ENTRIES:
        return Standing(PensionState.MEMBER, event.day, kind, now.postponed_until)
    state = PensionState.OPTED_OUT if kind is PensionEventKind.OPTED_OUT else PensionState.LEFT
    return Standing(state, event.day)


def refuse_impossible(events: Sequence[PensionEvent], new: PensionEvent) -> None:
    """Raises DPManagerError when `new` cannot have happened after `events`; it says why."""
    last = max((event.day for event in events), default=new.day)
    if new.day < last:
        raise DPManagerError(
            _(
                "Something later is recorded already, on {day}. Use that day or a later one, or "
                "undo what was recorded."
            ).format(day=long_date(last))
        )
    now = standing(events, new.day)
    match new.kind:
        case PensionEventKind.POSTPONED:
            _refuse_postponement(now, new)
        case PensionEventKind.ENROLLED | PensionEventKind.OPTED_IN | PensionEventKind.JOINED:
            _refuse_entry(now, new.kind)
        case PensionEventKind.OPTED_OUT:
            _refuse_opting_out(now, new.day)
        case PensionEventKind.LEFT if not now.contributes:
            raise _not_a_member()
        case PensionEventKind.REFUNDED if now.state is not PensionState.OPTED_OUT:
            raise DPManagerError(
                _("Only a worker who opted out gets contributions back. Nothing was recorded.")
            )


def _refuse_postponement(now: Standing, new: PensionEvent) -> None:
    if now.state is not PensionState.OUTSIDE:
        raise DPManagerError(
            _("This worker's pension cannot be postponed now. It can be put off only once.")
            if now.state is PensionState.POSTPONED
            else _("Only a worker who was never in the pension can be put off.")
        )
    if now.postponed_until == new.day:
        raise DPManagerError(
            _(
                "The worker was put off until {day}. It cannot be put off again from that day."
            ).format(day=long_date(new.day))
        )
    latest = months_after(new.day, LONGEST_POSTPONEMENT_MONTHS)
    if new.until is None or not new.day < new.until <= latest:
        raise DPManagerError(
            _("Enrolment can be put off until {latest} at most. Choose a day from {first}.").format(
                latest=long_date(latest), first=long_date(new.day + timedelta(days=1))
            )
        )


def _refuse_entry(now: Standing, kind: PensionEventKind) -> None:
    joined_before = now.entry is PensionEventKind.JOINED and kind is not PensionEventKind.JOINED
    if now.contributes and not joined_before:
        raise DPManagerError(_("This worker is in the pension already. Nothing was recorded."))


def _refuse_opting_out(now: Standing, day: date) -> None:
    if not now.contributes:
        raise _not_a_member()
    if not now.employer_pays:
        raise DPManagerError(
            _("A worker who asked to join cannot opt out. Record that the worker left.")
        )
    period = now.opt_out_period
    if period is None:
        return
    latest = last_day_of_weeks(period.start, OPT_OUT_WEEKS_AFTER_A_WRONG_FORM)
    if day > latest:
        raise DPManagerError(
            _(
                "The time to opt out was over on {day}. Record that the worker left. "
                "What was paid in stays in the pension."
            ).format(day=long_date(period.end))
        )


def _not_a_member() -> DPManagerError:
    return DPManagerError(_("This worker is not in the pension on that day. Nothing was recorded."))


@dataclass(frozen=True, slots=True)
class TakenFromPay:
    """A worker's contribution of one pay day, in pounds; before_tax: as much as was not taxed."""

    pay_day: date
    amount: Decimal
    before_tax: Decimal


@dataclass(frozen=True, slots=True)
class Refund:
    """What a worker who opts out gets back, in pounds, and why.

    taxable: as much of it as was taken before tax; it is taxed when it is paid back.
    """

    amount: Decimal
    taxable: Decimal
    steps: tuple[Step, ...]


def refund_at_opt_out(contributions: Iterable[TakenFromPay], enrolled_on: date) -> Refund:
    """All that was taken from pay since the enrolment that the worker opts out of.

    Tax relief that a provider claimed goes back to HMRC, and the employer's own share to the
    employer, so neither is in it. It is due within a month of the opt-out form.
    """
    taken = sorted(
        (paid for paid in contributions if paid.pay_day >= enrolled_on and paid.amount),
        key=lambda paid: paid.pay_day,
    )
    amount = total(paid.amount for paid in taken)
    steps = [
        Step(
            _("Taken from pay on {day}").format(day=short_date(paid.pay_day)),
            figure(paid.amount),
            about="refund",
        )
        for paid in taken
    ]
    sums = " + ".join(figure(paid.amount) for paid in taken)
    steps.append(
        Step(
            _("To be paid back, because the worker opted out"),
            f"{sums} = {figure(amount)}" if len(taken) > 1 else figure(amount),
            REFUNDS,
            about="refund",
        )
    )
    return Refund(amount, total(paid.before_tax for paid in taken), tuple(steps))
