"""What a funder asks for, in sentences: all that its file states, and nothing else."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from msgspec.structs import replace

from dpmanager.domain.returns.funder_rules import (
    AccountRule,
    DeadlineRule,
    FunderRules,
    PeriodRule,
    ReceiptRule,
    RetentionRule,
    SendingRule,
    Source,
    SurplusRule,
    not_known,
    what_is_known,
)
from dpmanager.domain.returns.funder_words import what_it_asks
from dpmanager.tasks.returns.resources import evidence_labels, funder_rules

BARE = FunderRules(
    name="Anyshire Council",
    nation="england",
    detail="guidance",
    checked=date(2026, 11, 28),
    sources=(Source(title="A page", address="https://example.org/"),),
    asked_for=("periodic",),
)
ON_REQUEST = PeriodRule(kind="on-request", anchor="last-return")


def said(**what: Any) -> list[str]:
    return list(what_it_asks(replace(BARE, **what), evidence_labels()))


def test_a_file_that_states_nothing_says_nothing_and_names_what_is_missing() -> None:
    assert said() == []
    assert set(not_known(BARE)) == {
        "form",
        "categories",
        "interval",
        "deadline",
        "sending",
        "evidence",
        "paid",
        "accounts",
        "surplus",
        "spending",
        "retention",
    }
    known = what_is_known(BARE)
    assert "how it is sent; which papers it wants; how often it pays" in known
    assert "may be old" not in known
    assert "Its pages may be old." in what_is_known(replace(BARE, era="Pages of 2010."))


@pytest.mark.parametrize(
    ("what", "sentences"),
    [
        (
            {"period": PeriodRule(kind="half-yearly", anchor="financial-year")},
            ["It wants a return every six months."],
        ),
        (
            {
                "period": PeriodRule(kind="yearly", anchor="agreement-start"),
                "asked_for": ("on-request",),
            },
            ["It looks at your records every year."],
        ),
        (
            {"period": ON_REQUEST, "asked_for": ("on-request",)},
            ["It writes to you when it wants to see your records."],
        ),
        (
            {"accounts": (AccountRule(kind="card", spares=("return",)),)},
            ["If it can see your account, you send no return. Keep your receipts."],
        ),
        (
            {"accounts": (AccountRule(kind="card", spares=("statements",)),)},
            ["If it can see your account, you send no bank statements."],
        ),
        (
            {"deadline": DeadlineRule(kind="after-end", days=1)},
            ["Send it within 1 day of the end of the period."],
        ),
        (
            {"deadline": DeadlineRule(kind="after-request", days=28)},
            ["Send it within 28 days of its request."],
        ),
        (
            {"deadline": DeadlineRule(kind="printed")},
            ["Its letter or form says by which day to send it."],
        ),
        ({"deadline": DeadlineRule(kind="ask", suggested_days=28)}, []),
        (
            {"sending": SendingRule(ways=("post", "email"), email="dp@anyshire.example")},
            ["How it is sent: by post, by e-mail. Its page gave: dp@anyshire.example."],
        ),
        ({"sending": SendingRule(ways=("visit",))}, ["How it is sent: at a visit."]),
        (
            {"evidence": ("payslip", "receipt")},
            ["It wants to see: Payslips; Receipts."],
        ),
        (
            {"evidence_on_request": ("invoice",)},
            ["Keep these in case it asks: Invoices."],
        ),
        (
            {"receipts": ReceiptRule(want="over", over=Decimal(25))},
            ["It wants the receipt for each payment above £25.00."],
        ),
        (
            {"receipts": ReceiptRule(want="sample")},
            ["It picks some payments, and wants the receipts for those."],
        ),
        (
            {"surplus": SurplusRule(kind="weeks", most=Decimal(8), repay_within_days=14)},
            [
                "Up to 8 weeks' money may stay in the account.",
                "What it asks back is due within 14 days.",
            ],
        ),
        (
            {"surplus": SurplusRule(kind="weeks", least=Decimal(4), most=Decimal(8))},
            ["Between 4 and 8 weeks' money may stay in the account."],
        ),
        (
            {"surplus": SurplusRule(kind="weeks", least=Decimal(6), most=Decimal(6))},
            ["It asks why if there is more, or less, than 6 weeks' money."],
        ),
        (
            {"surplus": SurplusRule(kind="months", most=Decimal(3))},
            ["Money that is not used for 3 months may be asked back."],
        ),
        (
            {"surplus": SurplusRule(kind="amount", most=Decimal(1500))},
            ["Up to £1,500.00 may stay in the account."],
        ),
        ({"surplus": SurplusRule(kind="none")}, ["Money that is not used goes back."]),
        ({"surplus": SurplusRule(kind="ask", suggested_weeks=Decimal(8))}, []),
        (
            {"retention": RetentionRule(years=6, current_year=True)},
            ["Keep papers for this year and 6 more."],
        ),
        (
            {"retention": RetentionRule(years=7, current_year=False)},
            ["Keep papers for 7 years."],
        ),
        ({"funding_rule": "top-up"}, ["It pays what fills the account up to an agreed sum."]),
    ],
)
def test_each_thing_that_is_known_is_one_sentence(
    what: dict[str, Any], sentences: list[str]
) -> None:
    assert said(**what) == sentences


def test_our_own_design_says_that_no_council_has_said_it() -> None:
    first = what_it_asks(funder_rules("generic"), evidence_labels())[0]
    assert first == "This is what many councils ask for. Yours may differ."
