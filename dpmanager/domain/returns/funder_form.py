"""A return in the funder's own words: its list of categories, and fields of its form."""

from collections.abc import Callable, Mapping
from decimal import Decimal

from dpmanager.domain.amounts import pounds, total
from dpmanager.domain.periods import long_date
from dpmanager.domain.returns.funder_categories import in_funder_words
from dpmanager.domain.returns.funder_return import FunderReturn, FunderWords
from dpmanager.domain.returns.funder_rules import Category, FunderRules

WEEKS_IN_YEAR = 52


def funder_words(
    rules: FunderRules, made: FunderReturn, categories: Mapping[str, Category]
) -> FunderWords:
    """The return in the words and the order of the funder, as far as its file has them."""
    form = rules.form
    return FunderWords(
        income=in_funder_words(made.income, rules, categories, "in"),
        spending=in_funder_words(made.spending, rules, categories, "out"),
        form_title=form.title if form else "",
        form_read=form.read if form else "",
        form_lines=tuple(
            (line.label, FIGURES[line.fills](made) if line.fills in FIGURES else "")
            for line in (form.lines if form else ())
        ),
    )


def _may_stay(r: FunderReturn) -> Decimal | None:
    weeks = r.surplus_weeks_allowed
    return None if weeks is None else weeks * r.weekly_amount


def _paid_weekly(r: FunderReturn) -> Decimal | None:
    """What the funder pays a week; None where it is not among the streams of the return."""
    paid = [stream.weekly for stream in r.funding if stream.source == r.people.funder]
    return total(paid) if paid else None


def _yearly(weekly: Decimal | None) -> Decimal | None:
    return None if weekly is None else weekly * WEEKS_IN_YEAR


def _pounds(amount: Decimal | None) -> str:
    return "" if amount is None else pounds(amount)


# What `fills` of a line may name.
FIGURES: Mapping[str, Callable[[FunderReturn], str]] = {
    "recipient": lambda r: r.people.recipient,
    "address": lambda r: r.people.recipient_address,
    "reference": lambda r: r.people.reference,
    "filled_in_by": lambda r: r.people.manager,
    "role": lambda r: r.people.manager_role,
    "phone": lambda r: r.people.phone,
    "email": lambda r: r.people.email,
    "period_start": lambda r: long_date(r.period.start),
    "period_end": lambda r: long_date(r.period.end),
    "due": lambda r: long_date(r.due) if r.due else "",
    "weekly_amount": lambda r: pounds(r.weekly_amount),
    "yearly_amount": lambda r: _pounds(_yearly(r.weekly_amount)),
    "paid_weekly": lambda r: _pounds(_paid_weekly(r)),
    "paid_yearly": lambda r: _pounds(_yearly(_paid_weekly(r))),
    "opening": lambda r: pounds(r.opening),
    "money_in": lambda r: pounds(r.money_in),
    "money_out": lambda r: pounds(r.money_out),
    "closing": lambda r: pounds(r.closing),
    "statement_balance": lambda r: _pounds(r.statement_balance),
    "set_aside": lambda r: pounds(total(item.amount for item in r.set_aside)),
    "free_balance": lambda r: pounds(r.free_balance),
    "may_stay": lambda r: _pounds(_may_stay(r)),
    "surplus": lambda r: _pounds(r.surplus),
    "weeks_left": lambda r: "" if r.weeks_left is None else str(r.weeks_left),
}
