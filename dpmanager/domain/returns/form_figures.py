"""Everything of a return that a funder's own form can ask for, each under a name that stays."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from dpmanager.domain.amounts import ZERO, pence_nearest, total
from dpmanager.domain.returns.funder_return import CategoryTotal, FunderReturn
from dpmanager.domain.returns.funder_rules import Category, FunderRules
from dpmanager.words import _

WEEKS_IN_YEAR = 52
Value = Decimal | date | str


class Holds(StrEnum):
    """What a figure is: money in pounds, a number, a day, or words."""

    MONEY = "money"
    NUMBER = "number"
    DAY = "day"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a return. words: what it is. value: None where it is not known."""

    words: str
    holds: Holds
    value: Value | None = None


Figures = Mapping[str, Figure]


def form_figures(
    made: FunderReturn, rules: FunderRules, categories: Mapping[str, Category], today: date
) -> dict[str, Figure]:
    """The figures of a return by name. today: the day of the declaration while nobody has signed.

    The names do not depend on the period: a category of which there was nothing is there with
    £0.00. Each list of categories with its `rest` adds up to the total of its side, and so do the
    reasons for which money is set aside.
    """
    return {
        **_who(made, today),
        **_days(made),
        **_money(made),
        **dict(_categories(made, categories)),
        **dict(_of_the_funder(made, rules)),
        **dict(_set_aside(made)),
        **_left(made),
        **dict(_hours(made)),
    }


def figure_named(figures: Figures, name: str) -> Figure | None:
    """The figure of a name; None for a name that stands for nothing any more.

    Somebody who did not work in the period has no hours there.
    """
    if name in figures:
        return figures[name]
    for begins, words in ((HOURS, _("Hours of {worker}")), (NIGHTS, _("Sleep-ins of {worker}"))):
        if name.startswith(begins):
            worker = name.removeprefix(begins)
            return Figure(words.format(worker=worker), Holds.NUMBER, Decimal(0))
    return None


HOURS, NIGHTS = "hours.", "nights."


def _words(words: str, value: str) -> Figure:
    return Figure(words, Holds.WORDS, value or None)


def _day(words: str, value: date | None) -> Figure:
    return Figure(words, Holds.DAY, value)


def _amount(words: str, value: Decimal | None) -> Figure:
    return Figure(words, Holds.MONEY, value)


def _number(words: str, value: Decimal | None) -> Figure:
    return Figure(words, Holds.NUMBER, value)


def _who(made: FunderReturn, today: date) -> dict[str, Figure]:
    people, signed = made.people, made.besides.signed
    accounts = [
        _("{account}, ending {digits}").format(account=each.name, digits=each.last_four)
        if each.last_four
        else each.name
        for each in made.accounts
    ]
    return {
        "recipient": _words(_("Name of who gets the money"), people.recipient),
        "address": _words(_("Address of who gets the money"), people.recipient_address),
        "reference": _words(_("Reference at the council"), people.reference),
        "filled_in_by": _words(_("Name of who looks after the money"), people.manager),
        "role": _words(_("As what they do so"), people.manager_role),
        "employer": _words(_("Name of the employer"), people.employer),
        "phone": _words(_("Phone"), people.phone),
        "email": _words(_("E-mail"), people.email),
        "funder": _words(_("Name of the council"), people.funder),
        "accounts": _words(_("Account"), "; ".join(accounts)),
        "declared_name": _words(
            _("Declaration: name"), signed.signature.name if signed else people.manager
        ),
        "declared_role": _words(
            _("Declaration: as what"), signed.role if signed else people.manager_role
        ),
        "declared_on": _day(_("Declaration: date"), signed.day if signed else today),
    }


def _days(made: FunderReturn) -> dict[str, Figure]:
    return {
        "period_start": _day(_("First day of the return"), made.period.start),
        "period_end": _day(_("Last day of the return"), made.period.end),
        "due": _day(_("The day to send it by"), made.due),
    }


def _money(made: FunderReturn) -> dict[str, Figure]:
    paid = [stream.weekly for stream in made.funding if stream.source == made.people.funder]
    funder = total(paid) if paid else None
    others = [stream.weekly for stream in made.funding if stream.source != made.people.funder]
    return {
        "opening": _amount(_("Opening balance"), made.opening),
        "money_in": _amount(_("Money in, all of it"), made.money_in),
        "money_out": _amount(_("Money out, all of it"), made.money_out),
        "closing": _amount(_("Closing balance"), made.closing),
        "for_other_funders": _amount(
            _("Of the accounts, what is for other funders"), made.held_for_others
        ),
        "statement_balance": _amount(_("Balance on the bank statement"), made.statement_balance),
        "unpresented": _amount(
            _("Not yet shown by the bank"),
            -total(line.amount for line in made.unpresented),
        ),
        "weekly_amount": _amount(_("Agreed for a week"), made.weekly_amount),
        "yearly_amount": _amount(_("Agreed for a year"), made.weekly_amount * WEEKS_IN_YEAR),
        "paid_weekly": _amount(_("Paid by the council for a week"), funder),
        "paid_yearly": _amount(
            _("Paid by the council for a year"),
            None if funder is None else funder * WEEKS_IN_YEAR,
        ),
        "contribution_weekly": _amount(_("Paid by others for a week"), total(others)),
        "contribution_yearly": _amount(
            _("Paid by others for a year"), total(others) * WEEKS_IN_YEAR
        ),
    }


def _categories(
    made: FunderReturn, categories: Mapping[str, Category]
) -> Iterator[tuple[str, Figure]]:
    for side, words, rest, totals in (
        ("in", _("In: {category}"), _("In: what is in no list"), made.income),
        ("out", _("Out: {category}"), _("Out: what is in no list"), made.spending),
    ):
        named = {name: each for name, each in categories.items() if each.direction == side}
        for name, category in named.items():
            found = _sum_of(totals, (name,))
            yield f"{side}.{name}", _amount(words.format(category=_(category.label)), found)
        others = (each for each in totals if each.category not in named)
        yield f"{side}_rest", _amount(rest, total(each.amount for each in others))


def _of_the_funder(made: FunderReturn, rules: FunderRules) -> Iterator[tuple[str, Figure]]:
    """The lines of the funder's own list, by their names, and what is in none of them."""
    asked = made.funder_words
    for side, words, rest, totals in (
        (
            "in",
            _("In, as the council calls it: {name}"),
            _("In: not in the council's list"),
            asked.income,
        ),
        (
            "out",
            _("Out, as the council calls it: {name}"),
            _("Out: not in the council's list"),
            asked.spending,
        ),
    ):
        names = [line.name for line in rules.categories if line.side == side]
        if not names:
            continue
        for name in names:
            yield (
                f"funder_{side}.{name}",
                _amount(words.format(name=name), _sum_of(totals, (name,))),
            )
        others = (each for each in totals if each.category not in names)
        yield f"funder_{side}_rest", _amount(rest, total(each.amount for each in others))


def _sum_of(totals: Iterable[CategoryTotal], names: tuple[str, ...]) -> Decimal:
    return total(each.amount for each in totals if each.category in names)


def _set_aside(made: FunderReturn) -> Iterator[tuple[str, Figure]]:
    kinds = {
        "wages": _("Set aside: wages not paid yet"),
        "hours": _("Set aside: hours not on a payslip yet"),
        "entered": _("Set aside: mileage, expenses and the like"),
        "hmrc": _("Set aside: tax and National Insurance"),
        "pension": _("Set aside: pension"),
        "orders": _("Set aside: what was taken from pay under orders"),
        "invoices": _("Set aside: invoices not paid yet"),
        "holiday": _("Set aside: holiday earned and not taken"),
        "back": _("Set aside: owed back to somebody"),
        "reserve_contingency": _("Set aside as agreed: for an emergency"),
        "reserve_holiday": _("Set aside as agreed: for holiday"),
        "reserve_redundancy": _("Set aside as agreed: for redundancy"),
        "reserve_saving": _("Set aside as agreed: saved for something"),
        "reserve_other": _("Set aside as agreed: something else"),
    }
    for kind, words in kinds.items():
        found = total(item.amount for item in made.set_aside if item.kind == kind)
        yield f"aside.{kind}", _amount(words, found)
    rest = total(item.amount for item in made.set_aside if item.kind not in kinds)
    yield "aside_rest", _amount(_("Set aside: for another reason"), rest)


def _left(made: FunderReturn) -> dict[str, Figure]:
    weeks = made.surplus_weeks_allowed
    return {
        "set_aside": _amount(
            _("Set aside, all of it"), total(item.amount for item in made.set_aside)
        ),
        "free_balance": _amount(_("Free after that"), made.free_balance),
        "may_stay": _amount(
            _("May stay in the account"),
            None if weeks is None else pence_nearest(weeks * made.weekly_amount),
        ),
        "surplus": _amount(_("Surplus in pounds"), made.surplus),
        "surplus_weeks": _number(_("Surplus in weeks"), _surplus_weeks(made)),
        "weeks_left": _number(_("Weeks' money left"), made.weeks_left),
        "weeks_allowed": _number(_("Weeks' money that may stay"), weeks),
        "surplus_reasons": _words(
            _("Why money was not spent"), " ".join(made.besides.surplus_reasons)
        ),
        "explanations": _words(_("Explanations"), " ".join(made.besides.explanations)),
    }


def _surplus_weeks(made: FunderReturn) -> Decimal | None:
    if made.weeks_left is None or made.surplus_weeks_allowed is None:
        return None
    return max(made.weeks_left - made.surplus_weeks_allowed, ZERO)


def _hours(made: FunderReturn) -> Iterator[tuple[str, Figure]]:
    worked = made.besides.worker_hours
    for one in worked:
        yield (
            f"{HOURS}{one.worker}",
            _number(_("Hours of {worker}").format(worker=one.worker), one.hours),
        )
        yield (
            f"{NIGHTS}{one.worker}",
            _number(_("Sleep-ins of {worker}").format(worker=one.worker), Decimal(one.nights)),
        )
    hours = sum((one.hours for one in worked), Decimal(0))
    nights = sum(one.nights for one in worked)
    yield "hours_all", _number(_("Hours of all who are employed"), hours)
    yield "nights_all", _number(_("Sleep-ins of all who are employed"), Decimal(nights))
