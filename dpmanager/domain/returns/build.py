"""Builds the return for a funder from the records of a period."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from dpmanager.domain.amounts import ZERO, pounds, total
from dpmanager.domain.budget.surplus import work_out_surplus
from dpmanager.domain.periods import Period
from dpmanager.domain.returns.besides import FINAL, NOTHING_BESIDES, Besides
from dpmanager.domain.returns.funder_form import funder_words
from dpmanager.domain.returns.funder_return import (
    AccountBalances,
    CategoryTotal,
    FunderReturn,
    FundingStream,
    Gap,
    LedgerLine,
    People,
    Proof,
    SetAside,
    SharedBy,
    SharedPart,
    Split,
)
from dpmanager.domain.returns.funder_rules import Category, FunderRules, what_is_known
from dpmanager.domain.returns.gaps import gaps_in
from dpmanager.domain.returns.sums import check_sums
from dpmanager.words import _

NOT_YET_SAID = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnInputs:
    """All that a return is made from. Amounts in pounds.

    lines: every line of every account in the period, in the order in which they are printed.
    unpresented_before: lines from before the period that the bank had still not shown at its end.
    weekly_amount: what surplus weeks are counted in. surplus_weeks_allowed: by the funder's
    letter, None if not known. categories and evidence_labels: the data files. other_gaps: what
    else is missing, such as timesheets that nobody has approved. besides: what it tells besides
    the money. shared, shared_by, statement: as in FunderReturn, where several funders share the
    accounts; lines are then the parts of this one, and its name is that of people.
    """

    people: People
    period: Period
    due: date | None
    funding: tuple[FundingStream, ...]
    accounts: tuple[AccountBalances, ...]
    lines: tuple[LedgerLine, ...]
    set_aside: tuple[SetAside, ...]
    proofs: tuple[Proof, ...]
    rules: FunderRules
    weekly_amount: Decimal
    surplus_weeks_allowed: Decimal | None
    categories: Mapping[str, Category]
    evidence_labels: Mapping[str, str]
    unpresented_before: tuple[LedgerLine, ...] = ()
    other_gaps: tuple[Gap, ...] = ()
    besides: Besides = NOTHING_BESIDES
    shared: tuple[SharedPart, ...] = ()
    shared_by: tuple[SharedBy, ...] = ()
    statement: tuple[LedgerLine, ...] = ()


def build_return(inputs: ReturnInputs) -> FunderReturn:
    """The return, with a list of what it still lacks.

    A payment back reduces its category. Money moved between accounts of the book is in neither
    list, unless its other half is missing. What nobody has named yet is listed as such, so that
    the totals always are those of the accounts.
    Raises ReturnDoesNotAddUp if the lines do not lead from the opening to the closing balances.
    Whether the bank agrees is a gap.
    """
    sums = _sums_by_category(inputs.lines, inputs.categories)
    income = tuple(_listed(sums, inputs.categories, money_in=True))
    spending = tuple(_listed(sums, inputs.categories, money_in=False))
    opening, closing = _balances(inputs)
    set_aside = total(item.amount for item in inputs.set_aside)
    left = work_out_surplus(closing, set_aside, inputs.weekly_amount, inputs.surplus_weeks_allowed)
    unpresented = (
        *inputs.unpresented_before,
        *(
            replace(line, amount=line.in_account)
            for line in inputs.statement or inputs.lines
            if not line.on_statement
        ),
    )
    built = FunderReturn(
        people=inputs.people,
        period=inputs.period,
        due=inputs.due,
        funding=inputs.funding,
        accounts=inputs.accounts,
        opening=opening,
        income=income,
        spending=spending,
        money_in=total(category.amount for category in income),
        money_out=total(category.amount for category in spending),
        closing=closing,
        unpresented=unpresented,
        statement_balance=_statement_balance(inputs.accounts),
        set_aside=inputs.set_aside,
        free_balance=left.free,
        weekly_amount=inputs.weekly_amount,
        surplus_weeks_allowed=inputs.surplus_weeks_allowed,
        surplus=left.surplus,
        weeks_left=left.weeks_left,
        surplus_steps=left.steps,
        lines=inputs.lines,
        proofs=inputs.proofs,
        evidence_wanted=tuple(
            inputs.evidence_labels[evidence]
            for evidence in inputs.rules.evidence or inputs.rules.evidence_on_request
        ),
        gaps=(
            *gaps_in(inputs.period, inputs.accounts, inputs.lines, unpresented, inputs.categories),
            *inputs.other_gaps,
            *_surplus_gap(left.surplus, inputs.besides),
        ),
        notes_on_funder=what_is_known(inputs.rules),
        besides=inputs.besides,
        shared=inputs.shared,
        shared_by=inputs.shared_by,
        statement=inputs.statement,
    )
    built = replace(built, funder_words=funder_words(inputs.rules, built, inputs.categories))
    check_sums(built)
    return built


def _balances(inputs: ReturnInputs) -> tuple[Decimal, Decimal]:
    """Opening and closing: those of the accounts, or of what they hold for this funder."""
    for part in inputs.shared:
        if part.funder == inputs.people.funder:
            return part.opening, part.closing
    return (
        total(account.opening for account in inputs.accounts),
        total(account.closing for account in inputs.accounts),
    )


def _surplus_gap(surplus: Decimal | None, besides: Besides) -> Iterator[Gap]:
    if surplus and besides.kind != FINAL and not besides.surplus_reasons:
        yield Gap(
            _("{amount} is above what may stay, and nothing says why it was not spent.").format(
                amount=pounds(surplus)
            ),
            kind="surplus",
        )


@dataclass(slots=True)
class _Sum:
    """The parts of one category: their sum with its sign, and their lines once each."""

    amount: Decimal = ZERO
    line_numbers: dict[int, None] = field(default_factory=dict)


# A category, and whether its money came in. Only what nobody has named has both.
_Sums = dict[tuple[str, bool], _Sum]


def _sums_by_category(lines: Iterable[LedgerLine], categories: Mapping[str, Category]) -> _Sums:
    sums: _Sums = {}
    for line in lines:
        for split in line.splits or (Split(line.amount, NOT_YET_SAID),):
            if split.category in categories:
                key = split.category, categories[split.category].direction == "in"
            else:
                key = NOT_YET_SAID, split.amount > 0
            one = sums.setdefault(key, _Sum())
            one.amount += split.amount
            one.line_numbers[line.number] = None
    return sums


def _listed(
    sums: _Sums, categories: Mapping[str, Category], *, money_in: bool
) -> Iterator[CategoryTotal]:
    """One side of the return, in the order of the categories. Amounts are never below nothing.

    A category that was paid back more than it took stands on the other side, with words that
    say so: its payment lies in an earlier period.
    """
    for name in (*categories, NOT_YET_SAID):
        for usual_side in (True, False):
            one = sums.get((name, usual_side))
            if one is None:
                continue
            side = one.amount > 0 or (one.amount == 0 and usual_side)
            if side != money_in or (_is_transfer(name, categories) and one.amount == 0):
                continue
            yield CategoryTotal(
                category=name,
                label=_label(name, categories, turned=side != usual_side),
                amount=abs(one.amount),
                line_numbers=tuple(one.line_numbers),
            )


def _is_transfer(name: str, categories: Mapping[str, Category]) -> bool:
    return name in categories and categories[name].direction == "transfer"


def _label(name: str, categories: Mapping[str, Category], *, turned: bool) -> str:
    if name not in categories:
        return _("Not yet said")
    category = _(categories[name].label)
    if _is_transfer(name, categories):
        return _("{category}: the other half is missing").format(category=category)
    if turned and categories[name].direction == "in":
        return _("{category}: more was taken back than was paid in").format(category=category)
    if turned:
        return _("{category}: more came back than was paid").format(category=category)
    return category


def _statement_balance(accounts: tuple[AccountBalances, ...]) -> Decimal | None:
    known = [
        account.statement_balance for account in accounts if account.statement_balance is not None
    ]
    return total(known) if len(known) == len(accounts) else None
