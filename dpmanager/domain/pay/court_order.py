"""Court orders and the like: money that must be taken from net pay and sent to somebody else."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_DOWN, Decimal
from enum import StrEnum

from dpmanager.domain.amounts import PENNY, ZERO, pence_up
from dpmanager.domain.pay.figures import figure, percent
from dpmanager.domain.pay.tax_period import periods_spanned
from dpmanager.domain.periods import Frequency
from dpmanager.domain.rates import Group, Sourced
from dpmanager.domain.steps import Step
from dpmanager.errors import DPManagerError
from dpmanager.words import _

COURT = (
    "Attachment of Earnings Act 1971, schedule 3: "
    "https://www.legislation.gov.uk/ukpga/1971/32/schedule/3"
)
CHILD_MAINTENANCE = (
    "GOV.UK, child maintenance for employers: "
    "https://www.gov.uk/child-maintenance-for-employers/how-to-make-deductions"
)


class OrderKind(StrEnum):
    """How an order says what to take. The words used in files.

    FIXED: so many pounds each pay day (a court, child maintenance). TABLE: a share of net pay
    that a table gives. SHARE: a share of net pay that the notice itself gives.
    """

    FIXED = "fixed"
    TABLE = "table"
    SHARE = "share"


class OrderTable(StrEnum):
    """The tables of `resources/court_orders.toml`.

    DEA: the direct earnings attachment of the Department for Work and Pensions, or of a council
    for housing benefit, at its two rates.
    """

    DEA_STANDARD = "dea_standard"
    DEA_HIGHER = "dea_higher"
    COUNCIL_TAX_ENGLAND = "council_tax_england"
    COUNCIL_TAX_WALES = "council_tax_wales"


class TableRow(Group, frozen=True):
    """For net pay above `above` pounds: this share of it.

    share_of_rest: then `share` is of the first `above` pounds, and this one of the rest.
    """

    above: Decimal
    share: Decimal
    share_of_rest: Decimal | None = None


class DeductionTable(Sourced, frozen=True):
    """What is taken at each level of net pay, paid by the week or by the month.

    of_residue: net pay less what earlier orders took counts, not all of it. protected_share: of
    net pay, what all orders together must leave; None: the table sets no such limit.
    """

    in_force_from: date
    of_residue: bool
    weekly: tuple[TableRow, ...]
    monthly: tuple[TableRow, ...]
    protected_share: Decimal | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        for rows in (self.weekly, self.monthly):
            starts = [row.above for row in rows]
            if not starts or starts != sorted(set(starts)):
                raise ValueError(_("the rows of a table must go up from the lowest `above`"))


class AdministrationCharge(Sourced, frozen=True):
    """What the employer may keep for the work of one deduction, in pounds, at most."""

    most: Decimal


class SendingOn(Sourced, frozen=True):
    """The day of the month after pay day by which what was taken must be with who is owed it."""

    day: int


class CourtOrderTables(Group, frozen=True):
    """All of `resources/court_orders.toml`."""

    administration_charge: AdministrationCharge
    sending_on: SendingOn
    tables: dict[OrderTable, DeductionTable]

    def __post_init__(self) -> None:
        missing = [table.value for table in OrderTable if table not in self.tables]
        if missing:
            raise ValueError(_("`tables` lacks {names}").format(names=", ".join(missing)))


@dataclass(frozen=True, slots=True)
class CourtOrder:
    """One order or notice, as it says itself, and where it stands before a pay day.

    priority: for child maintenance, maintenance, fines and council tax; not for a court's order
    for another debt, nor for a direct earnings attachment. from_date: the day it was made, which
    gives its turn. amount: pounds each pay day (FIXED). share: of net pay (SHARE). table: TABLE.
    protected_earnings: pounds of one pay that must be left, or protected_share: the share of it.
    carries_shortfall: what could not be taken is added to the next pay day (fixed orders with
    priority). shortfall_before, protected_before: pounds not taken, and pounds by which pay stayed
    below the protected earnings, on earlier pay days. still_owed: pounds of the whole order; None
    for one without an end. with_charge: the employer keeps the charge for the work of it.
    Raises DPManagerError where the order does not say what to take.
    """

    kind: OrderKind
    reference: str
    from_date: date
    priority: bool
    amount: Decimal = ZERO
    share: Decimal = ZERO
    table: OrderTable | None = None
    protected_earnings: Decimal = ZERO
    protected_share: Decimal | None = None
    carries_shortfall: bool = False
    shortfall_before: Decimal = ZERO
    protected_before: Decimal = ZERO
    still_owed: Decimal | None = None
    with_charge: bool = False
    to_date: date | None = None

    def __post_init__(self) -> None:
        says_what = {
            OrderKind.FIXED: self.amount > 0,
            OrderKind.TABLE: self.table is not None,
            OrderKind.SHARE: 0 < self.share <= 1,
        }
        if not says_what[self.kind]:
            raise DPManagerError(
                _(
                    "The order {reference} does not say how much to take. Add the amount, the "
                    "share or the table that the letter names."
                ).format(reference=self.reference)
            )


@dataclass(frozen=True, slots=True)
class Taken:
    """What one order takes from one pay, in pounds, and why.

    charge: what the employer keeps on top. shortfall_carried, protected_carried: the order's
    `shortfall_before` and `protected_before` for the next pay day.
    """

    order: CourtOrder
    amount: Decimal
    charge: Decimal
    shortfall_carried: Decimal
    protected_carried: Decimal
    steps: tuple[Step, ...]


@dataclass(slots=True)
class _Pay:
    """Net pay, and what earlier orders have taken of it; of that, direct earnings attachments."""

    attachable: Decimal
    taken: Decimal = ZERO
    taken_by_attachments: Decimal = ZERO
    charges: Decimal = ZERO

    @property
    def residue(self) -> Decimal:
        return self.attachable - self.taken


def orders_on(orders: Iterable[CourtOrder], day: date) -> tuple[CourtOrder, ...]:
    """Those in force on the day, in the order in which they take: priority first, then by date.

    Source: Attachment of Earnings Act 1971, schedule 3, paragraphs 7 and 8; Council Tax
    (Administration and Enforcement) Regulations 1992, regulation 42; Social Security
    (Overpayments and Recovery) Regulations 2013, regulation 29.
    """
    in_force = (
        order
        for order in orders
        if order.from_date <= day and (order.to_date is None or day <= order.to_date)
    )
    return _in_turn(in_force)


def take_orders(
    attachable: Decimal,
    orders: Sequence[CourtOrder],
    frequency: Frequency,
    tables: CourtOrderTables,
) -> tuple[Taken, ...]:
    """What each order takes from one pay, in the order of the law (`orders_on`).

    attachable: net pay in pounds, after tax, National Insurance and pension contributions. It
    leaves out mileage and expenses, and statutory pay for parents; sick pay counts.
    A later order has what the earlier ones left. A direct earnings attachment takes its share of
    all net pay (after earlier such notices), and all orders together leave its protected share.
    A protected share is of all net pay here, also for a child maintenance order that comes
    second. Pennies go to the nearest, half a penny down (Debtors (Scotland) Act 1987, schedule 2;
    for the other orders not verified).
    The charge may take pay below what is protected; it may not take pay below the minimum wage,
    which is not checked here. In Scotland other orders exist, which are not known here.
    """
    pay = _Pay(max(ZERO, attachable))
    return tuple(_take(order, pay, frequency, tables) for order in _in_turn(orders))


def _in_turn(orders: Iterable[CourtOrder]) -> tuple[CourtOrder, ...]:
    return tuple(sorted(orders, key=lambda order: (not order.priority, order.from_date)))


def _take(order: CourtOrder, pay: _Pay, frequency: Frequency, tables: CourtOrderTables) -> Taken:
    table = tables.tables[order.table] if order.table is not None else None
    wanted, steps = _wanted(order, pay, frequency, table)
    protected, protected_steps = _protected(order, pay, table)
    amount = max(ZERO, min(wanted, pay.residue - max(protected, pay.charges)))
    steps += (*protected_steps, _taken_step(order, wanted, pay.residue, protected, amount))
    shortfall = protected_carried = ZERO
    if order.carries_shortfall:
        shortfall = wanted - amount
        if order.protected_share is None:
            protected_carried = max(ZERO, protected - pay.residue)
    if shortfall:
        sum_ = f"{figure(wanted)} - {figure(amount)} = {figure(shortfall)}"
        steps += (Step(_("Added to the next pay day"), sum_, _source(order)),)
    pay.taken += amount
    if _is_direct_earnings_attachment(order, table):
        pay.taken_by_attachments += amount
    charge, charge_steps = _charge(order, amount, pay, tables.administration_charge)
    pay.charges += charge
    return Taken(order, amount, charge, shortfall, protected_carried, steps + charge_steps)


def _is_direct_earnings_attachment(order: CourtOrder, table: DeductionTable | None) -> bool:
    return order.kind is OrderKind.SHARE or (table is not None and not table.of_residue)


def _wanted(
    order: CourtOrder, pay: _Pay, frequency: Frequency, table: DeductionTable | None
) -> tuple[Decimal, tuple[Step, ...]]:
    """What the order asks for in pounds, whatever is protected, and never more than is owed."""
    if table is not None:
        base = pay.residue if table.of_residue else pay.attachable - pay.taken_by_attachments
        wanted, step = _by_table(order, base, frequency, table)
    elif order.kind is OrderKind.SHARE:
        wanted, step = _by_share(order, pay.attachable - pay.taken_by_attachments)
    else:
        wanted, step = _fixed(order)
    if order.still_owed is None or wanted <= order.still_owed:
        return wanted, (step,)
    owed_step = Step(_("Still owed on this order: no more is taken"), figure(order.still_owed))
    return order.still_owed, (step, owed_step)


def _fixed(order: CourtOrder) -> tuple[Decimal, Step]:
    if not order.carries_shortfall or not order.shortfall_before:
        label = _("Order {reference}: its amount for one pay day").format(reference=order.reference)
        return order.amount, Step(label, figure(order.amount), _source(order))
    wanted = order.amount + order.shortfall_before
    label = _(
        "Order {reference}: its amount for one pay day, and what was not taken before"
    ).format(reference=order.reference)
    sum_ = f"{figure(order.amount)} + {figure(order.shortfall_before)} = {figure(wanted)}"
    return wanted, Step(label, sum_, _source(order))


def _by_share(order: CourtOrder, base: Decimal) -> tuple[Decimal, Step]:
    amount = _pence(base * order.share)
    label = _("Order {reference}: its share of net pay").format(reference=order.reference)
    return amount, Step(label, f"{figure(base)} x {percent(order.share)} = {figure(amount)}")


def _by_table(
    order: CourtOrder, base: Decimal, frequency: Frequency, table: DeductionTable
) -> tuple[Decimal, Step]:
    """Two or four weeks: the weekly table for one week, times the number of weeks."""
    rows = table.monthly if frequency is Frequency.MONTHLY else table.weekly
    weeks = periods_spanned(frequency)
    each = base / weeks
    row = next((row for row in reversed(rows) if each > row.above), None)
    label = _("Order {reference}: net pay by the table").format(reference=order.reference)
    if row is None:
        sum_ = _("{pay} is not above {start}: 0.00").format(
            pay=figure(each), start=figure(rows[0].above)
        )
        return ZERO, Step(label, sum_, table.source[0])
    if row.share_of_rest is None:
        exact = each * row.share
        sum_ = f"{figure(each)} x {percent(row.share)}"
    else:
        exact = row.above * row.share + (each - row.above) * row.share_of_rest
        sum_ = (
            f"{figure(row.above)} x {percent(row.share)} + "
            f"({figure(each)} - {figure(row.above)}) x {percent(row.share_of_rest)}"
        )
    if weeks > 1:
        sum_ = f"({sum_}) x {weeks}"
    amount = _pence(exact * weeks)
    return amount, Step(label, f"{sum_} = {figure(amount)}", table.source[0])


def _protected(
    order: CourtOrder, pay: _Pay, table: DeductionTable | None
) -> tuple[Decimal, tuple[Step, ...]]:
    """What the order must leave of net pay, in pounds; a share of it goes up to a whole penny."""
    source = table.source[0] if table is not None else _source(order)
    share = order.protected_share
    if share is None and table is not None:
        share = table.protected_share
    label = _("Protected: what must be left of net pay")
    if share is not None:
        protected = pence_up(share * pay.attachable)
        sum_ = f"{figure(pay.attachable)} x {percent(share)} = {figure(protected)}"
        return protected, (Step(label, sum_, source),)
    if not order.carries_shortfall or not order.protected_before:
        protected = order.protected_earnings
        return protected, (Step(label, figure(protected), source),) if protected else ()
    protected = order.protected_earnings + order.protected_before
    label = _("Protected: what must be left of net pay, and what was missing of it before")
    sum_ = (
        f"{figure(order.protected_earnings)} + {figure(order.protected_before)} = "
        f"{figure(protected)}"
    )
    return protected, (Step(label, sum_, source),)


def _taken_step(
    order: CourtOrder, wanted: Decimal, residue: Decimal, protected: Decimal, amount: Decimal
) -> Step:
    label = _("Taken for order {reference}").format(reference=order.reference)
    if amount == wanted:
        return Step(label, figure(amount))
    sum_ = _("no more than {residue} - {protected}: {amount}").format(
        residue=figure(residue), protected=figure(protected), amount=figure(amount)
    )
    return Step(label, sum_)


def _charge(
    order: CourtOrder, amount: Decimal, pay: _Pay, charge: AdministrationCharge
) -> tuple[Decimal, tuple[Step, ...]]:
    """Only where something was taken, and never more than is left of net pay."""
    if not order.with_charge or not amount:
        return ZERO, ()
    kept = max(ZERO, min(charge.most, pay.residue - pay.charges))
    label = _("Kept by you for the work of this deduction")
    return kept, (Step(label, figure(kept), charge.source[0]),)


def _source(order: CourtOrder) -> str:
    return COURT if order.protected_share is None else CHILD_MAINTENANCE


def _pence(amount: Decimal) -> Decimal:
    """To the nearest penny, half a penny down."""
    return amount.quantize(PENNY, ROUND_HALF_DOWN)
