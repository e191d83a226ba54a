"""Several funders in one account: whose money each part of each payment is, to the penny."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property

from dpmanager.domain.amounts import ZERO, in_proportion, pounds, total
from dpmanager.domain.periods import Period
from dpmanager.domain.returns.funder_return import IncomeKind, SetAside, SharedBy, SharedPart
from dpmanager.domain.returns.funder_rules import Category
from dpmanager.domain.steps import Step
from dpmanager.words import _

GENERAL = ""
"""The service type under which a rule names what no other share of it does."""
_TO_A_FUNDER = frozenset({"repaid_council"})
_OF_CONTRIBUTION = frozenset({"contrib_refund"})

Weights = tuple[Decimal, ...]
"""In which proportion the funders pay, in the order of the funders."""


@dataclass(frozen=True, slots=True)
class Agreed:
    """What a funder agreed from a day on, in pounds.

    weekly: with the contribution. usual: what it pays at a time. services: pounds a week of each
    service type that it agreed to.
    """

    from_date: date
    weekly: Decimal
    contribution: Decimal
    usual: Decimal
    services: Mapping[str, Decimal]


@dataclass(frozen=True, slots=True)
class Payer:
    """A funder that pays into the account. agreed: at least one, the oldest first."""

    id: int
    name: str
    agreed: tuple[Agreed, ...]

    @property
    def since(self) -> date:
        """The first day for which it pays."""
        return self.agreed[0].from_date

    def on(self, day: date) -> Agreed:
        """What it agreed for a day; for earlier ones what it agreed first."""
        begun = [one for one in self.agreed if one.from_date <= day]
        return begun[-1] if begun else self.agreed[0]


@dataclass(frozen=True, slots=True)
class ShareRule:
    """How the funders share what is spent from a day on, until the next rule begins.

    percent: by service type, what each funder pays, by its number. GENERAL: all else.
    """

    from_date: date
    percent: Mapping[str, Mapping[int, Decimal]]


@dataclass(frozen=True)
class Sharing:
    """The funders of an account and the rules by which they share it, the oldest first.

    A funder shares only what is of the days from its first agreement on. The first rule also
    counts for the days before it. Without a rule each service type is paid by whoever agreed to it,
    in proportion to how much; all else by the weekly amounts.
    """

    payers: tuple[Payer, ...]
    rules: tuple[ShareRule, ...]

    def rule_on(self, day: date) -> ShareRule | None:
        """The rule that counts on a day; None where there is none at all."""
        begun = [rule for rule in self.rules if rule.from_date <= day]
        return begun[-1] if begun else next(iter(self.rules), None)

    def weights(self, service_type: str, day: date) -> Weights:
        """In which proportion the funders pay for a service type. They are never all nothing."""
        key = service_type, day
        if key not in self._weights:
            self._weights[key] = self._work_out(service_type, day)
        return self._weights[key]

    @cached_property
    def _weights(self) -> dict[tuple[str, date], Weights]:
        """What was worked out already: a book has many payments of one day."""
        return {}

    def _work_out(self, service_type: str, day: date) -> Weights:
        here = self._in_force(day)
        for offer in self._offers(service_type, day):
            kept = tuple(
                weight if is_here else ZERO for weight, is_here in zip(offer, here, strict=True)
            )
            if any(kept):
                return kept
        return tuple(Decimal(is_here) for is_here in here)

    def _offers(self, service_type: str, day: date) -> Iterator[Weights]:
        """By what the funders may share, in the order in which it counts."""
        rule = self.rule_on(day)
        if rule is not None:
            yield self._percents(rule, service_type)
            yield self._percents(rule, GENERAL)
        agreed = [payer.on(day) for payer in self.payers]
        yield tuple(one.services.get(service_type, ZERO) for one in agreed)
        yield tuple(one.weekly for one in agreed)

    def of_contribution(self, day: date) -> Weights:
        """For which funders the person's contribution is; the general shares where for none."""
        here = self._in_force(day)
        kept = tuple(
            payer.on(day).contribution if is_here else ZERO
            for payer, is_here in zip(self.payers, here, strict=True)
        )
        return kept if any(kept) else self.weights(GENERAL, day)

    def is_told_apart(self, day: date) -> bool:
        """Whether each service type is agreed with just one of the funders of a day."""
        here = self._in_force(day)
        services = [
            payer.on(day).services
            for payer, is_here in zip(self.payers, here, strict=True)
            if is_here
        ]
        names = [name for each in services for name in each]
        return len(services) == 1 or (all(services) and len(names) == len(set(names)))

    def is_missing(self, day: date) -> bool:
        """Whether nobody has said who pays for what, and it does not follow from the agreements."""
        return not self.rules and not self.is_told_apart(day)

    def _percents(self, rule: ShareRule, service_type: str) -> Weights:
        percent = rule.percent.get(service_type, {})
        return tuple(percent.get(payer.id, ZERO) for payer in self.payers)

    def _in_force(self, day: date) -> list[bool]:
        first = min(payer.since for payer in self.payers)
        return [payer.since <= max(day, first) for payer in self.payers]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a payment: pounds with the sign of the account, and what they were for."""

    amount: Decimal
    category: str = ""
    service_type: str = GENERAL


@dataclass(frozen=True, slots=True)
class Payment:
    """A line of an account.

    opened: the day of the account's opening balance. parts: together the line; a line that nobody
    has sorted is one part without a category. may_be: the numbers of the funders that may have paid
    it, or got it back. gives_back: the number of the payment that it gives back, 0 for none.
    """

    id: int
    day: date
    opened: date
    parts: tuple[Part, ...]
    may_be: frozenset[int] = frozenset()
    gives_back: int = 0


@dataclass(frozen=True, slots=True)
class SharedPayment:
    """A payment with the shares of each of its parts, in the order of the funders.

    is_unsure: it is not known which funder has paid it.
    """

    payment: Payment
    shares: tuple[tuple[Decimal, ...], ...]
    is_unsure: bool = False

    def of(self, place: int) -> Decimal:
        """Pounds of the payment that are of one funder."""
        return total(share[place] for share in self.shares)

    def is_of(self, place: int) -> bool:
        """Whether a return for that funder lists it; nothing at all is listed by each."""
        return any(share[place] for share in self.shares) or not any(map(any, self.shares))


def share_payments(
    payments: Iterable[Payment], sharing: Sharing, categories: Mapping[str, Category]
) -> dict[int, SharedPayment]:
    """Shares out every payment, by its number.

    Money in belongs to whoever paid it, the contribution to the funder that it is for, and what
    gives a payment back is shared as that was. Money moved between the accounts counts with the
    first funder, and so comes to nothing. All else is shared by its service type.
    """
    by_id = {payment.id: payment for payment in payments}
    shared: dict[int, SharedPayment] = {}

    def share(payment: Payment) -> SharedPayment:
        if payment.id not in shared:
            shared[payment.id] = one = _share_one(payment, sharing, categories)
            given = by_id.get(payment.gives_back)
            if given is not None:
                shared[payment.id] = _as_was_given(one, share(given))
        return shared[payment.id]

    for payment in by_id.values():
        share(payment)
    return shared


def _share_one(
    payment: Payment, sharing: Sharing, categories: Mapping[str, Category]
) -> SharedPayment:
    shares, unsure = [], False
    for part in payment.parts:
        weights, known = _weights_of(part, payment, sharing, categories)
        unsure = unsure or not known
        shares.append(tuple(in_proportion(part.amount, weights)))
    return SharedPayment(payment, tuple(shares), unsure)


def _weights_of(
    part: Part, payment: Payment, sharing: Sharing, categories: Mapping[str, Category]
) -> tuple[Weights, bool]:
    """By what a part is shared, and whether that is known."""
    category = categories.get(part.category)
    kind = category.income_kind if category else None
    if category is not None and category.direction == "transfer":
        return tuple(Decimal(place == 0) for place in range(len(sharing.payers))), True
    if kind is IncomeKind.CONTRIBUTION or part.category in _OF_CONTRIBUTION:
        return sharing.of_contribution(payment.day), True
    if kind is IncomeKind.FUNDER or part.category in _TO_A_FUNDER:
        return _who_paid(part, payment, sharing)
    if category is None and part.amount > 0 and len(payment.may_be) == 1:
        return _only(payment.may_be, sharing), True
    return sharing.weights(part.service_type, payment.day), True


def _who_paid(part: Part, payment: Payment, sharing: Sharing) -> tuple[Weights, bool]:
    may_be = payment.may_be or frozenset(payer.id for payer in sharing.payers)
    if len(may_be) > 1:
        usual = {
            payer.id
            for payer in sharing.payers
            if payer.id in may_be and payer.on(payment.day).usual == abs(part.amount)
        }
        may_be = frozenset(usual) if len(usual) == 1 else may_be
    if len(may_be) == 1:
        return _only(may_be, sharing), True
    weights = sharing.weights(GENERAL, payment.day)
    kept = tuple(
        weight if payer.id in may_be else ZERO
        for weight, payer in zip(weights, sharing.payers, strict=True)
    )
    return (kept if any(kept) else weights), False


def _only(wanted: frozenset[int], sharing: Sharing) -> Weights:
    return tuple(Decimal(payer.id in wanted) for payer in sharing.payers)


def _as_was_given(back: SharedPayment, given: SharedPayment) -> SharedPayment:
    """Shares what comes back as the payment was that it gives back, part for part."""
    shares = []
    for part, usual in zip(back.payment.parts, back.shares, strict=True):
        same = [
            share
            for other, share in zip(given.payment.parts, given.shares, strict=True)
            if (other.category, other.service_type) == (part.category, part.service_type)
        ] or list(given.shares)
        paid = [abs(total(column)) for column in zip(*same, strict=True)]
        shares.append(tuple(in_proportion(part.amount, paid)) if any(paid) else usual)
    return replace(back, shares=tuple(shares), is_unsure=False)


def share_opening(
    whole: Decimal, first_day: date, entered: Mapping[int, Decimal], sharing: Sharing
) -> tuple[Decimal, ...]:
    """Whose the money is that was in the accounts when the book began, in pounds.

    entered: what the person has said of it, by the number of the funder. The rest is shared by the
    general shares of that day.
    """
    said = [entered.get(payer.id, ZERO) for payer in sharing.payers]
    rest = in_proportion(whole - total(said), sharing.weights(GENERAL, first_day))
    return tuple(one + more for one, more in zip(said, rest, strict=True))


@dataclass(frozen=True)
class SharedAccounts:
    """All accounts of a book, shared out. opening: in pounds, in the order of the funders."""

    sharing: Sharing
    opening: tuple[Decimal, ...]
    payments: Mapping[int, SharedPayment]

    @cached_property
    def _in_order(self) -> list[SharedPayment]:
        return sorted(self.payments.values(), key=lambda one: one.payment.day)

    def held_at(self, place: int, day: date) -> Decimal:
        """Pounds that the accounts hold for a funder at the start of a day.

        An account's opening balance stands on a day of its own; earlier days follow backwards.
        """
        held = self.opening[place]
        for one in self._in_order:
            if one.payment.opened <= one.payment.day < day:
                held += one.of(place)
            elif day <= one.payment.day < one.payment.opened:
                held -= one.of(place)
        return held

    def within(self, start: date, before: date) -> Iterator[SharedPayment]:
        """The payments from one day on and before another."""
        return (one for one in self._in_order if start <= one.payment.day < before)

    def part_of(self, place: int, period: Period) -> SharedPart:
        """What the accounts held for a funder, and what came in and went out of that."""
        return SharedPart(
            self.sharing.payers[place].name,
            self.held_at(place, period.start),
            *self._moved(place, period),
        )

    def _moved(self, place: int, period: Period) -> tuple[Decimal, Decimal]:
        shares = [
            share[place]
            for one in self._in_order
            if one.payment.day in period
            for share in one.shares
        ]
        money_in = total(share for share in shares if share > 0)
        return money_in, ZERO - total(share for share in shares if share < 0)


def _added_up(item: SetAside) -> dict[str, Decimal]:
    """Pounds by service type; what is of none is of GENERAL."""
    services: dict[str, Decimal] = {}
    rest = item.amount - total(amount for _service, amount in item.by_service)
    for service, amount in (*item.by_service, (GENERAL, rest)):
        services[service] = services.get(service, ZERO) + amount
    return services


def share_set_aside(
    items: Iterable[SetAside], payer: Payer, day: date, sharing: Sharing
) -> Iterator[SetAside]:
    """A funder's part of each amount that is spoken for, where it has one.

    What is set aside by agreement with a funder is of its money alone.
    """
    place = sharing.payers.index(payer)
    for item in items:
        if item.funder_id:
            if item.funder_id == payer.id:
                yield item
            continue
        services = _added_up(item)
        amount = total(
            in_proportion(each, sharing.weights(service, day))[place]
            for service, each in services.items()
        )
        if amount == item.amount:
            yield item
        elif amount:
            label = _("The part of {funder}, of {whole}").format(
                funder=payer.name, whole=pounds(item.amount)
            )
            yield replace(item, amount=amount, steps=(*item.steps, Step(label, pounds(amount))))


def percent_words(percent: Decimal) -> str:
    """A share in per cent, to two decimals at most: 60%, 33.33%."""
    return f"{percent:.2f}".rstrip("0").rstrip(".") + "%"


def who_pays(one: SharedBy) -> str:
    """The funders that pay for a service type, each with its share where there are several."""
    paying = [(name, percent) for name, percent in one.percents if percent]
    if len(paying) == 1:
        return paying[0][0]
    return ", ".join(
        _("{funder} {percent}").format(funder=name, percent=percent_words(percent))
        for name, percent in paying
    )
