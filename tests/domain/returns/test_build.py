"""A return built by hand-checked figures: income, spending, transfers, gaps, surplus."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from dpmanager.domain.periods import Period
from dpmanager.domain.returns.build import ReturnInputs, build_return
from dpmanager.domain.returns.funder_return import (
    AccountBalances,
    FunderReturn,
    FundingStream,
    Gap,
    LedgerLine,
    People,
    SetAside,
    Split,
)
from dpmanager.domain.returns.funder_rules import Category
from dpmanager.domain.returns.sums import ReturnDoesNotAddUp, check_sums
from dpmanager.resource_files import read_toml, resource_path
from dpmanager.tasks.returns.resources import evidence_labels, funder_rules

QUARTER = Period(date(2026, 7, 1), date(2026, 9, 30))
MAIN, SAVINGS = "Direct payment account", "Card"
CATEGORIES = read_toml(resource_path("categories.toml"), dict[str, Category])


def line(
    number: int, amount: str, *parts: tuple[str, str], account: str = MAIN, **more: Any
) -> LedgerLine:
    """A line of the quarter; its parts are (amount, category), or one category for all of it."""
    return LedgerLine(
        number=number,
        account=account,
        day=date(2026, 7, 1 + number),
        description=f"Line {number}",
        amount=Decimal(amount),
        splits=tuple(Split(Decimal(part), category) for part, category in parts),
        proof_numbers=more.pop("proof_numbers", (number,)),
        on_statement=more.pop("on_statement", True),
        **more,
    )


def inputs(*lines: LedgerLine, opening: str = "500.00", **more: Any) -> ReturnInputs:
    """One account whose closing and statement balances are right for the lines."""
    closing = Decimal(opening) + sum(one.amount for one in lines)
    shown = closing - sum(one.amount for one in lines if not one.on_statement)
    given: dict[str, Any] = {
        "people": People(
            recipient="Ann Other",
            recipient_address="1 Any Street",
            reference="42",
            manager="Ann Other",
            manager_role="the person herself",
            employer="Ann Other",
            funder="Anyshire Council",
        ),
        "period": QUARTER,
        "due": date(2026, 10, 28),
        "funding": (FundingStream("Council", Decimal("110.00"), "four-weekly"),),
        "accounts": (AccountBalances(MAIN, "bank", "1234", Decimal(opening), closing, shown),),
        "lines": lines,
        "set_aside": (),
        "proofs": (),
        "rules": funder_rules("generic"),
        "weekly_amount": Decimal(200),
        "surplus_weeks_allowed": Decimal(8),
        "categories": CATEGORIES,
        "evidence_labels": evidence_labels(),
    }
    return ReturnInputs(**(given | more))


def amounts(built: FunderReturn) -> dict[str, tuple[str, str]]:
    return {
        "in": ", ".join(f"{one.category} {one.amount}" for one in built.income),
        "out": ", ".join(f"{one.category} {one.amount}" for one in built.spending),
    }


def test_income_and_spending_by_category_with_the_lines_behind_them() -> None:
    built = build_return(
        inputs(
            line(1, "440.00", ("440.00", "dp_council")),
            line(2, "160.00", ("160.00", "client_contrib")),
            line(3, "-300.10", ("-300.10", "pa_net_wages")),
            line(4, "-80.00", ("-60.00", "day_services"), ("-20.00", "mileage")),
            line(5, "-250.40", ("-250.40", "pa_net_wages")),
        )
    )
    check_sums(built)
    assert amounts(built) == {
        "in": "dp_council 440.00, client_contrib 160.00",
        "out": "pa_net_wages 550.50, mileage 20.00, day_services 60.00",
    }
    assert built.spending[0].line_numbers == (3, 5)
    assert (built.money_in, built.money_out) == (Decimal("600.00"), Decimal("630.50"))
    assert (built.opening, built.closing) == (Decimal("500.00"), Decimal("469.50"))
    assert built.statement_balance == Decimal("469.50")
    assert built.gaps == ()
    assert "Payslips" in built.evidence_wanted
    assert built.notes_on_funder.startswith("This layout is our own.")


def test_a_refund_reduces_its_category() -> None:
    built = build_return(
        inputs(line(1, "-80.00", ("-80.00", "equipment")), line(2, "30.00", ("30.00", "equipment")))
    )
    check_sums(built)
    assert amounts(built) == {"in": "", "out": "equipment 50.00"}
    assert built.spending[0].line_numbers == (1, 2)


def test_a_refund_of_an_earlier_period_is_money_in_that_says_so() -> None:
    built = build_return(inputs(line(1, "30.00", ("30.00", "equipment"))))
    check_sums(built)
    assert amounts(built) == {"in": "equipment 30.00", "out": ""}
    assert built.income[0].label == "Equipment: more came back than was paid"


def test_money_taken_back_by_the_council_reduces_its_payments() -> None:
    built = build_return(
        inputs(
            line(1, "440.00", ("440.00", "dp_council")),
            line(2, "-40.00", ("-40.00", "dp_council"), no_proof_reason="taken back off the card"),
        )
    )
    assert amounts(built) == {"in": "dp_council 400.00", "out": ""}


def test_more_taken_back_than_paid_in_the_period_is_money_out_that_says_so() -> None:
    built = build_return(
        inputs(
            line(1, "-40.00", ("-40.00", "dp_council")), line(2, "15.00", ("15.00", "dp_council"))
        )
    )
    check_sums(built)
    assert amounts(built) == {"in": "", "out": "dp_council 25.00"}
    assert built.spending[0].label.endswith("more was taken back than was paid in")


def test_what_nobody_has_named_keeps_the_totals_whole() -> None:
    built = build_return(
        inputs(
            line(1, "75.00"),
            line(2, "-12.00"),
            line(3, "-9.00", ("-4.00", "admin"), ("-5.00", "")),
        )
    )
    check_sums(built)
    assert amounts(built) == {"in": " 75.00", "out": "admin 4.00,  17.00"}
    assert built.spending[-1].label == "Not yet said"
    assert [gap.line_numbers for gap in built.gaps] == [(1, 2, 3)]


def test_money_moved_between_own_accounts_is_neither_in_nor_out() -> None:
    out = line(1, "-100.00", ("-100.00", "transfer"))
    back = line(2, "100.00", ("100.00", "transfer"), account=SAVINGS)
    built = build_return(
        inputs(
            out,
            back,
            accounts=(
                AccountBalances(MAIN, "bank", "1234", Decimal(500), Decimal(400), Decimal(400)),
                AccountBalances(SAVINGS, "card", "", Decimal(0), Decimal(100), Decimal(100)),
            ),
        )
    )
    check_sums(built)
    assert amounts(built) == {"in": "", "out": ""}
    assert (built.opening, built.closing) == (Decimal(500), Decimal(500))
    assert built.gaps == ()


def test_half_of_a_transfer_is_named_and_still_adds_up() -> None:
    built = build_return(inputs(line(1, "-100.00", ("-100.00", "transfer"))))
    check_sums(built)
    assert amounts(built) == {"in": "", "out": "transfer 100.00"}
    assert built.spending[0].label.endswith("the other half is missing")
    assert built.gaps[0].line_numbers == (1,)
    assert "£100.00" in built.gaps[0].what


def test_proof_is_missing_only_where_one_is_wanted() -> None:
    without: dict[str, Any] = {"proof_numbers": ()}
    built = build_return(
        inputs(
            line(1, "-1.00", ("-1.00", "equipment"), **without),
            line(2, "-1.00", ("-1.00", "bank_charges"), **without),
            line(3, "-1.00", ("-1.00", "equipment"), no_proof_reason="lost", **without),
            line(4, "1.00", ("1.00", "dp_council"), **without),
            line(5, "-2.00", ("-1.00", "bank_charges"), ("-1.00", "agency"), **without),
            line(6, "-1.00", ("-1.00", "agency")),
        )
    )
    assert [gap.line_numbers for gap in built.gaps] == [(1, 5)]
    assert built.gaps[0].what.startswith("2 payments out have no proof.")


def test_a_cheque_that_the_bank_has_not_shown_is_listed_and_explained() -> None:
    cheque = line(2, "-40.00", ("-40.00", "equipment"), on_statement=False)
    built = build_return(inputs(line(1, "-10.00", ("-10.00", "admin")), cheque))
    check_sums(built)
    assert built.unpresented == (cheque,)
    assert built.statement_balance == built.closing + 40
    assert built.gaps == ()


def test_a_cheque_from_before_the_period_is_still_unpresented() -> None:
    given = inputs(line(1, "-10.00", ("-10.00", "admin")))
    old = replace(line(9, "-25.00", on_statement=False), day=date(2026, 6, 20))
    account = replace(given.accounts[0], statement_balance=Decimal("515.00"))
    built = build_return(replace(given, unpresented_before=(old,), accounts=(account,)))
    check_sums(built)
    assert built.unpresented == (old,)
    assert built.gaps == ()
    assert (built.money_out, built.closing) == (Decimal("10.00"), Decimal("490.00"))


def test_an_unknown_statement_balance_is_a_gap() -> None:
    given = inputs(line(1, "-10.00", ("-10.00", "admin")))
    account = replace(given.accounts[0], statement_balance=None)
    built = build_return(replace(given, accounts=(account,)))
    check_sums(built)
    assert built.statement_balance is None
    assert "on 30 September 2026 is not known" in built.gaps[0].what


def test_a_difference_with_the_bank_is_a_gap_that_names_it() -> None:
    given = inputs(line(1, "-10.00", ("-10.00", "admin")))
    account = replace(given.accounts[0], statement_balance=Decimal("490.01"))
    built = build_return(replace(given, accounts=(account,)))
    assert "£0.01 is not explained" in built.gaps[0].what
    check_sums(built)


def test_two_wrong_accounts_do_not_excuse_each_other() -> None:
    built = build_return(
        inputs(
            accounts=(
                AccountBalances(MAIN, "bank", "1234", Decimal(500), Decimal(500), Decimal(510)),
                AccountBalances(SAVINGS, "card", "", Decimal(50), Decimal(50), Decimal(40)),
            ),
        )
    )
    assert built.statement_balance == built.closing
    unexplained = [gap.what for gap in built.gaps if "not explained" in gap.what]
    assert [MAIN in unexplained[0], SAVINGS in unexplained[1]] == [True, True]
    assert "£10.00" in unexplained[0] and "-£10.00" in unexplained[1]


def test_lines_that_do_not_lead_to_the_closing_balance_are_refused() -> None:
    given = inputs(line(1, "-10.00", ("-10.00", "admin")))
    account = replace(given.accounts[0], closing=Decimal("489.00"))
    with pytest.raises(ReturnDoesNotAddUp, match=r"£1\.00"):
        build_return(replace(given, accounts=(account,)))


def test_parts_that_do_not_make_the_payment_are_refused_by_day_and_pounds() -> None:
    with pytest.raises(ReturnDoesNotAddUp, match=r"2 Jul 2026 differ from it by £0\.50"):
        build_return(inputs(line(1, "-10.00", ("-9.50", "admin"))))


def test_money_spoken_for_is_not_free() -> None:
    built = build_return(
        inputs(
            opening="2350.00",
            set_aside=(
                SetAside("Wages earned and not paid", Decimal("250.00")),
                SetAside("HMRC", Decimal("100.00")),
            ),
        )
    )
    check_sums(built)
    assert built.free_balance == Decimal("2000.00")
    assert (built.surplus, built.weeks_left) == (Decimal("400.00"), Decimal("10.00"))
    assert built.surplus_steps


def test_other_gaps_come_last() -> None:
    given = inputs(line(1, "-3.00"), other_gaps=(Gap("A timesheet is not approved."),))
    assert build_return(given).gaps[-1] == Gap("A timesheet is not approved.")


def test_a_return_without_any_lines() -> None:
    built = build_return(inputs())
    check_sums(built)
    assert (built.money_in, built.money_out, built.closing) == (0, 0, Decimal("500.00"))
