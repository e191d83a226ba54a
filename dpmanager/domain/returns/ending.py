"""The end of a direct payment: what is to be done when, and whose the money is that is left."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

from dpmanager.domain.amounts import ZERO, pounds, total
from dpmanager.domain.budget.surplus_shares import Share, Source, share_surplus
from dpmanager.domain.periods import long_date
from dpmanager.domain.rates import Group, Sourced
from dpmanager.domain.returns.funder_return import SetAside
from dpmanager.domain.steps import Step
from dpmanager.words import _

With = Literal["", "workers", "paye", "pension", "insurance", "bureau", "card"]


class EndingStep(Sourced, frozen=True, kw_only=True):
    """Something to be done when a direct payment ends.

    who: with whom. what: in a few words; why: what else to know, with {last_day} of the direct
    payment. days: how many before or after that day, or the last pay day where that comes later;
    0: at once. only_with: what there must be for it, "" for nothing. checked: when the source was
    looked up.
    """

    id: str
    who: Literal["funder", "worker", "hmrc", "pension", "insurer", "bank", "bureau", "yourself"]
    what: str
    why: str
    when: Literal["before", "on-the-day", "after"]
    days: int = 0
    counted_from: Literal["end", "last-pay"] = "end"
    only_with: With = ""
    checked: date

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.days < 0 or (self.when == "on-the-day" and self.days):
            raise ValueError("days are counted from the last day, before it or after it")

    def day(self, last_day: date, last_pay: date) -> date:
        """The day by which it should be done. last_pay: the last pay day of anybody."""
        start = max(last_day, last_pay) if self.counted_from == "last-pay" else last_day
        days = timedelta(days=self.days)
        return start - days if self.when == "before" else start + days


class EndingRules(Group, frozen=True):
    """All of `resources/ending.toml`."""

    steps: tuple[EndingStep, ...]

    def __post_init__(self) -> None:
        ids = [step.id for step in self.steps]
        if len(set(ids)) != len(ids):
            raise ValueError("each step has an id of its own")


@dataclass(frozen=True, slots=True)
class StepToDo:
    """A step in words. day: by which it should be done."""

    id: str
    who: str
    what: str
    why: str
    day: date
    source: str


@dataclass(frozen=True, slots=True)
class MoneyLeft:
    """The money at the end, in pounds: balance less what is owed is `left`.

    owed: each reason, in the order told. shares: whose `left` is, by what each paid in; they add up
    to it. Empty where nothing is left, or where nobody is known to have paid in.
    """

    balance: Decimal
    owed: tuple[SetAside, ...]
    left: Decimal
    shares: tuple[Share, ...]
    steps: tuple[Step, ...]


def steps_to_do(
    rules: EndingRules, last_day: date, last_pay: date, there_are: Sequence[With]
) -> tuple[StepToDo, ...]:
    """What is to be done, the first day first.

    last_pay: the last pay day of anybody. there_are: what there is besides the account.
    """
    known: set[With] = {"", *there_are}
    names = {"last_day": long_date(last_day)}
    return tuple(
        StepToDo(
            step.id,
            _who(step.who),
            _(step.what).format(**names),
            _(step.why).format(**names),
            step.day(last_day, last_pay),
            step.source[0],
        )
        for step in sorted(rules.steps, key=lambda step: step.day(last_day, last_pay))
        if step.only_with in known
    )


def money_left(balance: Decimal, owed: Sequence[SetAside], sources: Sequence[Source]) -> MoneyLeft:
    """What is left of the balance when all that is owed is paid, and whose it is.

    sources: who paid in, and how much. Money of one's own beyond the contribution comes back first.
    """
    left = balance - total(item.amount for item in owed)
    steps = [Step(_("In the accounts"), pounds(balance))]
    after = balance
    for item in owed:
        rest = after - item.amount
        steps.append(Step(item.reason, f"{pounds(after)} - {pounds(item.amount)} = {pounds(rest)}"))
        after = rest
    if left <= ZERO or not any(source.paid > 0 for source in sources):
        return MoneyLeft(balance, tuple(owed), left, (), tuple(steps))
    shared = share_surplus(left, sources)
    return MoneyLeft(balance, tuple(owed), left, shared.shares, (*steps, *shared.steps))


def _who(who: str) -> str:
    return {
        "funder": _("Council or NHS board"),
        "worker": _("Workers"),
        "hmrc": _("HMRC"),
        "pension": _("Pension"),
        "insurer": _("Insurer"),
        "bank": _("Bank or card"),
        "bureau": _("Payroll service"),
        "yourself": _("Yourself"),
    }[who]
