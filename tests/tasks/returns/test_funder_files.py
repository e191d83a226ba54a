"""Every funder's file: it is in order, and the made-up household's return with it adds up."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pypdfium2
import pytest

from dpmanager.domain.amounts import pounds, total
from dpmanager.domain.returns.funder_lint import faults_of
from dpmanager.domain.returns.funder_rules import what_is_known
from dpmanager.domain.returns.funder_words import what_it_asks
from dpmanager.domain.returns.return_periods import periods_of
from dpmanager.domain.returns.sums import check_sums
from dpmanager.records.book import Book
from dpmanager.resource_files import resource_path
from dpmanager.tasks.returns.check_funder import made_up_book, return_with
from dpmanager.tasks.returns.resources import evidence_labels, funder_rules, funders, known_ids

NAMES = sorted(path.stem for path in resource_path("funders").glob("*.toml"))
WRITTEN = date(2026, 11, 28)
AMOUNT = re.compile(r"-?£[\d,]+\.\d\d")


@pytest.fixture(scope="module")
def household(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    with made_up_book(tmp_path_factory.mktemp("made-up") / "Margaret.dpbook") as book:
        yield book


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    pages = [page.get_textpage().get_text_bounded() for page in document]
    document.close()
    return " ".join(" ".join(pages).split())


def amounts_between(text: str, start: str, end: str) -> list[Decimal]:
    part = text[text.index(start) : text.index(end)]
    return [Decimal(found.replace("£", "").replace(",", "")) for found in AMOUNT.findall(part)]


@pytest.mark.parametrize("name", NAMES)
def test_the_file_is_in_order(name: str) -> None:
    assert faults_of(funder_rules(name), known_ids(), WRITTEN) == ()


@pytest.mark.parametrize("name", NAMES)
def test_the_return_of_the_household_is_read_back_and_adds_up(name: str, household: Book) -> None:
    rules = funder_rules(name)
    file = resource_path("funders", f"{name}.toml").read_text("utf-8")
    made, pdf = return_with(household, rules, file)
    check_sums(made)
    text = text_of(pdf)

    who = "Northshire County Council" if rules.preset else rules.name
    assert made.people.funder == who
    assert f"standard layout, not a form of {who}" in text
    known = what_is_known(rules)
    assert " ".join(known.split()) in text

    # In the words of the PDF: each side adds up to its total, and the four sums to the balance.
    *income, in_all = amounts_between(text, "Money in, by source", "Spending, by category")
    *spending, out_all = amounts_between(text, "Spending, by category", "Every payment in and out")
    assert total(income) == in_all == made.money_in
    assert total(spending) == out_all == made.money_out
    assert made.opening + in_all - out_all == made.closing
    assert f"Closing balance {pounds(made.closing)}" in text

    own = [line.name for line in rules.categories]
    lists = text[text.index("Money in, by source") : text.index("Every payment in and out")]
    assert re.findall("|".join(own or ["no list"]), lists) == own
    for label, figure in made.funder_words.form_lines:
        assert f"{label} {figure or 'fill in by hand'}" in text
    for evidence in rules.evidence:
        assert evidence_labels()[evidence] in text


def test_no_file_says_that_it_is_the_funders_own_form() -> None:
    for rules in funders():
        assert "This layout is our own" in what_is_known(rules)
        if rules.detail != "own-design":
            assert "form" in rules.unknown, rules.id


def test_every_file_says_something_that_was_found() -> None:
    nothing = [
        rules.id
        for rules in funders()
        if not what_it_asks(rules, evidence_labels()) and not (rules.paid or rules.accounts)
    ]
    assert nothing == []


def test_what_the_files_say_of_these_was_read_in_their_pages() -> None:
    def months(name: str) -> list[date]:
        return [
            period.start
            for period in periods_of(funder_rules(name), date(2026, 1, 15), date(2027, 6, 1))
        ]

    # Oldham visits after three months, then yearly; Cheshire West after six months.
    assert months("oldham") == [date(2026, 1, 15), date(2026, 4, 15), date(2027, 4, 15)]
    assert months("cheshire_west") == [date(2026, 1, 15), date(2026, 7, 15)]
    # St Helens asks each quarter; Trafford and Nottinghamshire write when they want to see it.
    assert months("st_helens")[:3] == [date(2026, 1, 15), date(2026, 4, 1), date(2026, 7, 1)]
    assert months("trafford") == months("nottinghamshire") == []
    # The children's page of Norfolk: every four weeks.
    assert months("norfolk_children")[1] == date(2026, 2, 12)
    # Weeks of money that may stay.
    weeks = {
        rules.id: (rules.surplus.least, rules.surplus.most)
        for rules in funders()
        if rules.surplus and rules.surplus.kind == "weeks"
    }
    assert weeks == {
        "aberdeen_city": (None, 4),
        "birmingham": (6, 6),
        "brighton_hove": (None, 6),
        "essex": (None, 4),
        "haringey": (4, 8),
        "harrow": (None, 4),
        "ilf_scotland": (None, 1),
        "money_tracker": (None, 8),
        "richmond": (None, 8),
        "sefton": (4, 8),
        "sefton_quarterly": (4, 8),
        "st_helens": (None, 8),
        "surrey_heartlands_phb": (None, 1),
        "trafford": (6, 8),
    }
    years = {rules.id: rules.retention.years for rules in funders() if rules.retention}
    assert {name: years[name] for name in ("harrow", "shropshire", "merton", "wokingham")} == {
        "harrow": 6,
        "shropshire": 6,
        "merton": 7,
        "wokingham": 3,
    }
    assert "oldham" not in years  # the sentence was cut off in the copy
    assert [rules.id for rules in funders() if rules.funding_rule == "top-up"] == ["midlothian"]
