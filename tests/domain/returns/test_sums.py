"""Whatever the ledger holds, a return adds up; and no penny of it can be changed unseen."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpmanager.domain.periods import Period
from dpmanager.domain.returns.build import ReturnInputs, build_return
from dpmanager.domain.returns.funder_return import (
    AccountBalances,
    FunderReturn,
    LedgerLine,
    People,
    SetAside,
    Split,
)
from dpmanager.domain.returns.sums import ReturnDoesNotAddUp, check_sums
from dpmanager.tasks.returns.resources import categories, evidence_labels, funder_rules

QUARTER = Period(date(2026, 7, 1), date(2026, 9, 30))
PENNY = Decimal("0.01")
NAMES = ("Bank", "Card", "Savings")
PEOPLE = People("Ann Other", "", "42", "Ann Other", "self", "Ann Other", "Anyshire Council")

pence = st.integers(-300_000, 300_000).map(lambda number: Decimal(number) / 100)
amounts = pence.filter(bool)
# Often the same few categories, so that refunds and transfers meet what they belong to.
names = st.sampled_from(["", "equipment", "transfer", "dp_council", *categories()])


@st.composite
def splits(draw: st.DrawFn, amount: Decimal) -> tuple[Split, ...]:
    parts = draw(st.lists(st.tuples(pence, names), max_size=3))
    if not parts and draw(st.booleans()):
        return ()
    rest = amount - sum((part for part, _name in parts), Decimal(0))
    return (*(Split(part, name) for part, name in parts), Split(rest, draw(names)))


@st.composite
def ledgers(draw: st.DrawFn) -> tuple[LedgerLine, ...]:
    lines = []
    for number in range(1, draw(st.integers(0, 8)) + 1):
        amount = draw(amounts)
        lines.append(
            LedgerLine(
                number=number,
                account=draw(st.sampled_from(NAMES)),
                day=QUARTER.start + timedelta(days=draw(st.integers(0, 91))),
                description="A line",
                amount=amount,
                splits=draw(splits(amount)),
                proof_numbers=(),
                on_statement=draw(st.booleans()),
            )
        )
    return tuple(sorted(lines, key=lambda one: one.day))


@st.composite
def return_inputs(draw: st.DrawFn) -> ReturnInputs:
    """Records that are in order: each account's balances follow from its lines."""
    lines = draw(ledgers())
    earlier = tuple(
        LedgerLine(0, name, date(2026, 6, 20), "A cheque", draw(amounts), (), (), False)
        for name in draw(st.lists(st.sampled_from(NAMES), max_size=2))
    )
    accounts = []
    for name in NAMES:
        opening = draw(pence)
        closing = opening + sum(one.amount for one in lines if one.account == name)
        waiting = sum(
            one.amount for one in (*earlier, *lines) if one.account == name and not one.on_statement
        )
        known = draw(st.booleans())
        accounts.append(
            AccountBalances(
                name, "bank", "", opening, closing, closing - waiting if known else None
            )
        )
    return ReturnInputs(
        people=PEOPLE,
        period=QUARTER,
        due=None,
        funding=(),
        accounts=tuple(accounts),
        lines=lines,
        set_aside=tuple(
            SetAside("Owed", abs(amount)) for amount in draw(st.lists(amounts, max_size=2))
        ),
        proofs=(),
        rules=funder_rules("generic"),
        weekly_amount=abs(draw(pence)),
        surplus_weeks_allowed=draw(st.none() | st.integers(0, 12).map(Decimal)),
        categories=categories(),
        evidence_labels=evidence_labels(),
        unpresented_before=earlier,
    )


@given(return_inputs())
def test_every_return_adds_up(given_inputs: ReturnInputs) -> None:
    built = build_return(given_inputs)
    check_sums(built)
    assert built.opening + built.money_in - built.money_out == built.closing
    assert built.money_in - built.money_out == sum(line.amount for line in built.lines)
    assert all(category.amount >= 0 for category in (*built.income, *built.spending))


@given(return_inputs())
def test_every_line_stands_behind_a_category_unless_it_moved_between_accounts(
    given_inputs: ReturnInputs,
) -> None:
    built = build_return(given_inputs)
    listed = {
        number for category in (*built.income, *built.spending) for number in category.line_numbers
    }
    for line in built.lines:
        only_moved = line.splits and all(split.category == "transfer" for split in line.splits)
        assert only_moved or line.number in listed


def _swap(things: tuple[Any, ...], at: int, new: Any) -> tuple[Any, ...]:
    return (*things[:at], new, *things[at + 1 :])


def _tampered(r: FunderReturn) -> list[tuple[str, FunderReturn]]:
    """Every return that differs from `r` by one penny in one figure."""
    found: list[tuple[str, FunderReturn]] = [
        (name, replace(r, **{name: getattr(r, name) + PENNY}))
        for name in ("opening", "closing", "money_in", "money_out", "free_balance")
    ]
    if r.statement_balance is not None:
        found.append(("statement", replace(r, statement_balance=r.statement_balance + PENNY)))
    if r.surplus is not None:
        found.append(("surplus", replace(r, surplus=r.surplus + PENNY)))
    for group in ("income", "spending", "set_aside", "lines"):
        things = getattr(r, group)
        for at, thing in enumerate(things):
            changed = replace(thing, amount=thing.amount + PENNY)
            found.append((f"{group} {at}", replace(r, **{group: _swap(things, at, changed)})))
    for at, line in enumerate(r.lines):
        for part, split in enumerate(line.splits):
            changed_splits = _swap(line.splits, part, replace(split, amount=split.amount + PENNY))
            changed = replace(line, splits=changed_splits)
            found.append((f"split {at}.{part}", replace(r, lines=_swap(r.lines, at, changed))))
    for at, account in enumerate(r.accounts):
        for name in ("opening", "closing", "statement_balance"):
            compared = name != "statement_balance" or r.statement_balance is not None
            if compared and getattr(account, name) is not None:
                changed = replace(account, **{name: getattr(account, name) + PENNY})
                accounts = _swap(r.accounts, at, changed)
                found.append((f"account {at} {name}", replace(r, accounts=accounts)))
    for at, line in enumerate(r.unpresented):
        if line.day in r.period:
            changed = replace(line, amount=line.amount + PENNY)
            unpresented = _swap(r.unpresented, at, changed)
            found.append((f"unpresented {at}", replace(r, unpresented=unpresented)))
    return found


@given(return_inputs())
def test_a_penny_changed_anywhere_is_caught(given_inputs: ReturnInputs) -> None:
    for what, tampered in _tampered(build_return(given_inputs)):
        with pytest.raises(ReturnDoesNotAddUp):
            check_sums(tampered)
            raise AssertionError(f"nobody noticed: {what}")


@given(return_inputs(), pence.filter(bool))
def test_the_message_names_the_difference(given_inputs: ReturnInputs, difference: Decimal) -> None:
    built = build_return(given_inputs)
    amount = f"{abs(difference):,.2f}"
    with pytest.raises(ReturnDoesNotAddUp, match=f"{'-' if difference < 0 else ''}£{amount}"):
        check_sums(replace(built, money_in=built.money_in - difference))


@given(return_inputs())
def test_an_unpresented_line_that_is_left_out_is_caught(given_inputs: ReturnInputs) -> None:
    built = build_return(given_inputs)
    if any(line.day in built.period for line in built.unpresented):
        fewer = tuple(line for line in built.unpresented if line.day not in built.period)
        if sum(line.amount for line in fewer) != sum(line.amount for line in built.unpresented):
            with pytest.raises(ReturnDoesNotAddUp):
                check_sums(replace(built, unpresented=fewer))
