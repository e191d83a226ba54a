"""What is wrong with a funder's file is named by its key, with what was expected."""

from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from dpmanager.domain.returns.funder_lint import faults_of
from dpmanager.domain.returns.funder_rules import (
    FormLine,
    FormRule,
    FunderCategory,
    PaperRetention,
    PeriodRule,
    Source,
    SpendingRule,
)
from dpmanager.tasks.returns.resources import categories, funder_rules, known_ids

TODAY = date(2026, 11, 28)
PAGE = Source(title="A page", address="https://example.org/rules")


def line(name: str, *ours: str, side: Any = "out", other: bool = False) -> FunderCategory:
    return FunderCategory(name=name, side=side, ours=ours, other=other)


WHOLE = (line("In", side="in", other=True), line("Care", "agency"), line("Rest", other=True))


@pytest.mark.parametrize(
    ("change", "key", "expected"),
    [
        ({"id": "Devon 2"}, "file name", "small letters"),
        ({"name": " "}, "name", "the name of the funder"),
        ({"checked": date(2026, 11, 29)}, "checked", "to 28 November 2026"),
        ({"checked": date(2019, 12, 31)}, "checked", "from 1 January 2020"),
        (
            {"period": PeriodRule(kind="on-request", anchor="last-return")},
            "period.kind",
            "since asked_for says “periodic”",
        ),
        ({"accounts": ()}, "accounts", "since asked_for says “card”"),
        ({"evidence": ("reciept",)}, "evidence", "“reciept” is not there"),
        ({"evidence": ("receipt", "receipt")}, "evidence", "each name once"),
        ({"evidence_on_request": ("bank_statement",)}, "evidence_on_request", "only once"),
        (
            {"retention_of": (PaperRetention(papers=("slips",), years=1),)},
            "retention_of[0].papers",
            "“slips” is not there",
        ),
        (
            {"spending": SpendingRule(not_allowed=("beer",))},
            "spending.not_allowed",
            "“beer” is not there",
        ),
        (
            {"spending": SpendingRule(ask_first=("cash",), not_allowed=("cash",))},
            "spending",
            "either in ask_first or in not_allowed",
        ),
        (
            {
                "detail": "form-part",
                "form": FormRule(read="all", lines=(FormLine(label="A", fills="balanse"),)),
            },
            "form.lines[0].fills",
            "not “balanse”: address, closing",
        ),
        (
            {"form": FormRule(read="all", lines=(FormLine(label="A"),))},
            "detail",
            "“form-part”",
        ),
        ({"categories": (*WHOLE, line("Care"))}, "categories", "“Care” is there again"),
        (
            {"categories": (*WHOLE, line("More", "agency"))},
            "categories",
            "“agency” is in more",
        ),
        (
            {"categories": (*WHOLE, line("More", "agenci"))},
            "categories[3].ours",
            "“agenci” is not there",
        ),
        (
            {"categories": (*WHOLE, line("More", "refund"))},
            "categories[3].ours",
            "“refund” is money in",
        ),
        (
            {"categories": (*WHOLE, line("Rest too", other=True))},
            "categories",
            "“other” in one line of money out",
        ),
        ({"categories": WHOLE[:2]}, "categories", "Missing: pa_net_wages, hmrc_paye"),
        ({"categories": WHOLE[1:]}, "categories", "Missing: dp_council, dp_one_off"),
        ({"unknown": ()}, "unknown", "“surplus” too"),
        ({"sources": ()}, "sources", "at least one page"),
        (
            {"sources": (Source(title="A", address="https://a.org", address_only=True),)},
            "sources",
            "at least one page that was read",
        ),
        (
            {"sources": (PAGE, Source(title="A", address="www.devon.gov.uk"))},
            "sources[1].address",
            "begins with https://",
        ),
        (
            {"sources": (Source(title="A", address="https://devon.gov.uk/a b"),)},
            "sources[0].address",
            "begins with https://",
        ),
        ({"sources": (Source(title="", address="https://a.org"),)}, "sources[0].title", "called"),
    ],
)
def test_each_fault_is_named(change: dict[str, Any], key: str, expected: str) -> None:
    rules = replace(funder_rules("devon"), **change)
    found = [fault for fault in faults_of(rules, known_ids(), TODAY) if expected in fault.expected]
    assert key in [fault.key for fault in found]


def test_our_own_design_has_nothing_unknown() -> None:
    rules = replace(funder_rules("generic"), unknown=("form",))
    (fault,) = faults_of(rules, known_ids(), TODAY)
    assert fault.key == "unknown"


def test_every_category_that_is_left_out_is_named() -> None:
    rules = replace(funder_rules("generic"), categories=(line("Care", "agency"),))
    said = {
        word.strip(",")
        for fault in faults_of(rules, known_ids(), TODAY)
        for word in fault.expected.split()
    }
    for name, category in categories().items():
        assert (name in said) == (category.direction != "transfer" and name != "agency")
