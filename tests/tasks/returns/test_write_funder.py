"""Rules written down: as a text that reads back, in the book where all follows, and to share."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs
from small_book import ACCOUNT, AT, PASSPHRASE, WHO, all_of, tables
from sqlalchemy import select

from dpmanager.domain.periods import Frequency, Period
from dpmanager.domain.returns import funder_rules as parts
from dpmanager.domain.returns.funder_rules import FunderRules
from dpmanager.domain.returns.own_letter import Heading, Letter, letter_from, with_heading
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book, open_book
from dpmanager.resource_files import read_toml_text, resource_path
from dpmanager.tasks.book.what_needs_doing import what_needs_doing
from dpmanager.tasks.money.sort_payments import Part, add_payment, sort_payment
from dpmanager.tasks.returns.check_funder import FunderFileFaults, read_and_check
from dpmanager.tasks.returns.choose_rules import look_at_rules, read_in_rules
from dpmanager.tasks.returns.expected_returns import expected_returns
from dpmanager.tasks.returns.prepare_return import export_return
from dpmanager.tasks.returns.resources import funder_rules, funders
from dpmanager.tasks.returns.write_funder import (
    file_name,
    look_at_funder,
    rules_of_letter,
    save_own_rules,
    share_rules,
    toml_of,
    try_on_book,
)

TODAY = date(2026, 7, 6)
NAMES = [rules.id for rules in funders()]


@pytest.fixture
def book(small_book: Path, tmp_path: Path) -> Iterator[Book]:
    folder = tmp_path / "Sam.dpbook"
    shutil.copytree(small_book, folder)
    with open_book(folder, passphrase=PASSPHRASE) as opened:
        yield opened


def number(book: Book) -> int:
    (row,) = all_of(book, models.Funder)
    return int(row.id)


def written(letter: Letter, base: str = "generic") -> FunderRules:
    return rules_of_letter(letter, funder_rules(base), Frequency.FOUR_WEEKLY, TODAY)


def a_letter(**answers: Any) -> Letter:
    start = replace(letter_from(funder_rules("generic")), name="Northshire County Council")
    return replace(start, **answers)


def save(book: Book, rules: FunderRules) -> None:
    save_own_rules(book, number(book), rules, who=WHO, at=AT)


# The text of a file

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))
POUNDS = st.decimals(0, 10**6, allow_nan=False, allow_infinity=False)


@st.composite
def rules_of_any_kind(draw: st.DrawFn) -> FunderRules:
    base = draw(st.sampled_from(funders()))
    first = draw(DAYS)
    printed = (
        parts.PrintedDays(start=date(2026, 1, 5), end=date(2026, 2, 1)),
        parts.PrintedDays(start=date(2026, 2, 2), end=date(2026, 3, 1)),
    )
    period = draw(
        st.sampled_from(
            [
                base.period,
                parts.PeriodRule(kind="13-weeks", anchor="first-day", first_day=first),
                parts.PeriodRule(kind="custom", anchor="last-return", printed=printed),
                parts.PeriodRule(
                    kind="yearly", anchor="agreement-start", first_after_weeks=(6, 26)
                ),
            ]
        )
    )
    line = st.builds(
        parts.FunderCategory,
        name=TEXT,
        side=st.sampled_from(["in", "out"]),
        ours=st.lists(TEXT, max_size=3).map(tuple),
        other=st.booleans(),
    )
    form = st.builds(
        parts.FormRule,
        title=TEXT,
        read=TEXT,
        lines=st.lists(st.builds(parts.FormLine, label=TEXT, fills=TEXT), max_size=3).map(tuple),
    )
    return structs.replace(
        base,
        name=draw(TEXT),
        era=draw(TEXT),
        period=period,
        sending=parts.SendingRule(
            ways=draw(st.sampled_from([(), ("post", "fax")])), post=draw(TEXT)
        ),
        categories=tuple(draw(st.lists(line, max_size=4))),
        form=draw(st.none() | form),
        receipts=parts.ReceiptRule(want="over", over=draw(POUNDS)),
        surplus=parts.SurplusRule(kind="amount", most=draw(POUNDS), kept_back=("hmrc_due",)),
        deadline=parts.DeadlineRule(kind="printed", dates=tuple(sorted(draw(st.sets(DAYS))))),
        sources=(parts.Source(title=draw(TEXT), address=draw(TEXT), address_only=True),),
        paid=draw(st.none() | st.sampled_from(list(Frequency))),
    )


def read_back(text: str, name: str) -> FunderRules:
    return structs.replace(read_toml_text(text, FunderRules, name), id=name)


@settings(deadline=None)
@given(rules=rules_of_any_kind())
def test_what_is_written_is_what_is_read(rules: FunderRules) -> None:
    assert read_back(toml_of(rules), rules.id) == rules


@pytest.mark.parametrize("name", NAMES)
def test_every_file_of_the_program_can_be_written_anew(name: str) -> None:
    rules = funder_rules(name)
    assert read_back(toml_of(rules), name) == rules


def test_the_text_is_one_that_a_person_can_read() -> None:
    letter = with_heading(a_letter(due="after-end", due_days=30), Heading('Help "at home"'))
    lines = toml_of(written(letter)).splitlines()
    assert lines[:4] == [
        'name = "Northshire County Council"',
        'nation = "any"',
        'detail = "own-letter"',
        "checked = 2026-07-06",
    ]
    assert lines[lines.index("[deadline]") + 1 :][:2] == ['kind = "after-end"', "days = 30"]
    assert 'name = "Help \\"at home\\""' in lines
    assert not any(line.startswith("id") for line in lines)


# In the book


def periods(book: Book) -> list[tuple[date, date, date | None]]:
    with book.reading() as session:
        return [
            (one.period.start, one.period.end, one.due) for one in expected_returns(session, TODAY)
        ]


def test_periods_due_days_and_home_follow_at_once(book: Book) -> None:
    assert periods(book) == [(date(2026, 4, 6), date(2026, 6, 30), date(2026, 7, 28))]
    save(
        book,
        written(
            a_letter(every="four-weekly", from_day="agreement-start", due="after-end", due_days=10)
        ),
    )
    assert periods(book) == [(date(2026, 6, 1), date(2026, 6, 28), date(2026, 7, 8))]
    said = "\n".join(str(each) for each in what_needs_doing(book, TODAY).things)
    assert "2026, 7, 8" in said or "8 July" in said
    save(book, written(a_letter(every="on-request")))
    assert periods(book) == []


def test_one_undo_takes_all_of_it_back(book: Book) -> None:
    before = tables(book)
    save(
        book,
        written(
            a_letter(
                due="after-request",
                due_days=14,
                stays="weeks",
                stays_most=Decimal(6),
                name="Northshire Council",
            )
        ),
    )
    (agreement,) = all_of(book, models.Agreement)
    assert (agreement.return_days, agreement.surplus_weeks) == (None, Decimal(6))
    assert all_of(book, models.Funder)[0].name == "Northshire Council"
    assert book.undo(who=WHO, at=AT)
    assert tables(book) == before


def test_what_the_letter_does_not_say_stays_as_agreed(book: Book) -> None:
    save(book, written(a_letter(due="", stays="")))
    (agreement,) = all_of(book, models.Agreement)
    assert (agreement.return_days, agreement.surplus_weeks) == (28, Decimal(8))


def test_the_return_has_the_headings_in_their_order(book: Book) -> None:
    for category, amount in (("day_services", "-40.00"), ("equipment", "-25.50")):
        payment = add_payment(
            book, ACCOUNT, date(2026, 5, 4), "Shop", Decimal(amount), who=WHO, at=AT
        )
        sort_payment(book, payment, [Part(Decimal(amount), category)], who=WHO, at=AT)
    letter = a_letter()
    letter = with_heading(letter, Heading("Out & about <b>", ("day_services", "respite")))
    letter = with_heading(letter, Heading("Staff", ("pa_net_wages",)))
    rules = written(letter)
    tried = try_on_book(book, number(book), rules, TODAY)
    assert all_of(book, models.Funder)[0].own_rules == ""  # it was only tried
    save(book, rules)
    saved = export_return(book, tried.period, today=TODAY)
    for made in (tried.funder_return, saved.funder_return):
        assert [(one.label, one.amount) for one in made.funder_words.spending] == [
            ("Out & about <b>", Decimal("40.00")),
            ("Staff", Decimal(0)),
            ("Other", Decimal("25.50")),
        ]
    assert tried.funder_return == saved.funder_return
    assert tried.pdf == saved.pdf


def test_the_return_can_be_tried_where_no_period_is_over_yet(book: Book) -> None:
    rules = written(a_letter(every="yearly", from_day="agreement-start"))
    tried = try_on_book(book, number(book), rules, TODAY)
    assert tried.period == Period(date(2026, 4, 1), date(2026, 6, 30))


def test_the_files_of_the_program_stay_as_they_are(book: Book) -> None:
    files = {path: path.read_bytes() for path in resource_path("funders").glob("*.toml")}
    save(book, written(a_letter(keep_years=9)))
    assert files == {path: path.read_bytes() for path in resource_path("funders").glob("*.toml")}
    assert funder_rules("generic").retention == parts.RetentionRule(years=6, current_year=True)
    (seen,) = look_at_rules(book)[1]
    assert (seen.rules, seen.own, seen.from_letter) == ("generic", True, True)
    assert "Keep papers for this year and 9 more." in seen.asks
    assert "Written down on 6 July 2026." in seen.known
    assert "Not written down: when a return is due; how it is sent" in seen.known
    assert ("Your own letter", "") in seen.sources


def test_it_goes_on_from_what_was_written_before(book: Book) -> None:
    save(book, written(with_heading(a_letter(keep_years=9), Heading("Staff"))))
    of = look_at_funder(book, number(book))
    assert (of.name, of.nation, of.paid) == (
        "Northshire County Council",
        "england",
        Frequency.FOUR_WEEKLY,
    )
    again = letter_from(of.rules)
    assert (again.keep_years, again.headings) == (9, (Heading("Staff"),))
    rules = rules_of_letter(again, of.rules, of.paid, TODAY)
    assert rules == of.rules


def test_rules_that_are_not_in_order_are_not_saved(book: Book) -> None:
    rules = structs.replace(written(a_letter()), evidence=("a paper nobody knows",))
    before = tables(book)
    with pytest.raises(FunderFileFaults, match=r"names of evidence\.toml"):
        save(book, rules)
    with book.task("Another funder", who=WHO, at=AT) as session:
        session.add(models.Funder(name="NHS Northshire", rules="any_nhs_phb"))
    first = all_of(book, models.Funder)[0].id
    with pytest.raises(DPManagerError, match="Another funder in this book"):
        save_own_rules(book, first, written(a_letter(name="NHS Northshire")), who=WHO, at=AT)
    book.undo(who=WHO, at=AT)
    assert tables(book) == before


# To share


def test_a_shared_file_is_read_into_another_book_and_names_nobody(
    book: Book, tmp_path: Path
) -> None:
    letter = with_heading(
        a_letter(post="Finance team\n1 High Street", email="dp@northshire.example"),
        Heading("Staff", ("pa_net_wages",)),
    )
    save(book, written(letter))
    file = tmp_path / "out" / file_name(written(letter))
    file.parent.mkdir()
    share_rules(book, number(book), file)
    assert file.name == "northshire_county_council.toml"
    text = file.read_text("utf-8")
    for private in ("Sam", "Rivers", "Jo", "Ada", "Lovell", "Elm Court", "NS9", "0055501", "475PX"):
        assert private not in text
    assert "Your own letter" not in text
    read, _text = read_and_check(file, TODAY)
    assert read.categories == written(letter).categories
    read_in_rules(book, number(book), file, who=WHO, at=AT)
    (seen,) = look_at_rules(book)[1]
    assert (seen.rules, seen.own) == ("northshire_county_council", True)
    assert ("A letter that somebody has", "") in seen.sources


@pytest.mark.parametrize(
    "answers",
    [
        {"headings": (Heading("Wages of Ada Lovell"),)},
        {"headings": (Heading("Ada's wages"),)},
        {"post": "Quote 0055501"},
        {"post": "c/o sam  RIVERS"},
        {"post": "7 Elm Court"},
        {"name": "Council of Jo Rivers"},
    ],
)
def test_a_file_that_names_somebody_is_not_saved(
    book: Book, tmp_path: Path, answers: dict[str, Any]
) -> None:
    save(book, written(a_letter(**answers)))
    file = tmp_path / "mine.toml"
    with pytest.raises(DPManagerError, match="nobody else's business"):
        share_rules(book, number(book), file)
    assert not file.exists()


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("Kent", "kent.toml"),
        ("Dún & Co. 2", "d_n_co_2.toml"),
        ("21 Trust", "trust.toml"),
        ("…", "council.toml"),
    ],
)
def test_the_name_of_a_file_is_plain(name: str, called: str) -> None:
    assert file_name(structs.replace(funder_rules("generic"), name=name)) == called


# From somebody else: whatever is in a file, it is refused in one sentence

GOOD = toml_of(written(a_letter()))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\0",
        "name = ",
        "[" * 60_000,
        "a = " + "[" * 3_000,
        "a." * 60_000 + "b = 1",
        ("a." * 1_900 + "b = 1\n") * 25,
        GOOD.replace("years = 6", "years = " + "9" * 5000),
        GOOD.replace("years = 6", "years = nan"),
        GOOD.replace("years = 6", "years = -1"),
        GOOD.replace("years = 6", "years = 1000"),
        GOOD + "\n[surplus]\nkind = 'weeks'\nmost = nan\nleast = 1\n",
        GOOD + "\n[surplus]\nkind = 'weeks'\nmost = 1e999999999\nleast = 0\n",
        GOOD + "\n[surplus]\nkind = 'weeks'\nmost = 1e99\n",
        GOOD + "\n[deadline]\nkind = 'after-end'\ndays = 999999999\n",
        GOOD.replace('"quarterly"', '"never"'),
        GOOD.replace('name = "Northshire', 'name = "' + "x" * 5000),
        GOOD + "".join(f"\n[[categories]]\nname = '{n}'\nside = 'out'\n" for n in range(300)),
        GOOD + "\nsurprise = true\n",
        GOOD.replace("checked = 2026-07-06", "checked = 2999-01-01"),
        GOOD.replace(
            'anchor = "calendar"', 'anchor = "agreement-start"\nfirst_after_weeks = [9999999]'
        ),
    ],
)
def test_a_wrong_or_hostile_file_is_refused_and_changes_nothing(
    book: Book, tmp_path: Path, text: str
) -> None:
    assert text != GOOD
    file = tmp_path / "theirs.toml"
    file.write_text(text, "utf-8")
    before = tables(book)
    with pytest.raises(DPManagerError, match=r"theirs\.toml") as refused:
        read_in_rules(book, number(book), file, who=WHO, at=AT)
    assert len(str(refused.value)) < 20_000
    assert tables(book) == before


def test_a_file_that_is_huge_or_no_text_is_refused(book: Book, tmp_path: Path) -> None:
    file = tmp_path / "theirs.toml"
    for content in (b"#" * 1_100_000, b"\xff\xfe\x00", b"PK\x03\x04"):
        file.write_bytes(content)
        with pytest.raises(DPManagerError, match=r"theirs\.toml"):
            read_in_rules(book, number(book), file, who=WHO, at=AT)
    with book.reading() as session:
        assert session.scalars(select(models.Funder.own_rules)).all() == [""]
