"""A book is set up from answers that fit together, or not at all."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from small_book import AT, PASSPHRASE, all_of, answers, make_book

from dpmanager.domain.people.worker_kinds import PROVIDERS, Provider
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book, open_book
from dpmanager.tasks.book.answers import read_answers
from dpmanager.tasks.book.check_book import check_book
from dpmanager.tasks.book.set_up import example_answers, new_book


def test_every_answer_is_in_the_book(book: Book) -> None:
    with book.reading() as session:
        who = session.query(models.Arrangement).one()
        assert (who.recipient.name, who.manager.name) == ("Sam Rivers", "Jo Rivers")
        assert who.employer is who.recipient
        assert (who.manager_role, who.nation, who.hmrc_paid) == ("nominated", "england", "monthly")
        funder = session.query(models.Funder).one()
        (agreement,) = funder.agreements
        assert (agreement.weekly_amount, agreement.weekly_contribution) == (400, 50)
        assert (agreement.paid_every, agreement.contribution_collected) == (
            "four-weekly",
            "paid-in",
        )
        account, card = session.query(models.Account).order_by(models.Account.id)
        assert (account.kind, account.last_four, card.kind) == ("bank", "5678", "card")
        assert account.opening_balance == Decimal("1000.00")
        ada, ben, club = session.query(models.Worker).order_by(models.Worker.id)
        assert (ada.pay_frequency, ben.pay_frequency, club.kind) == (
            "weekly",
            "four-weekly",
            "agency",
        )
        assert [(rate.from_date, rate.amount) for rate in ben.rates] == [
            (date(2026, 4, 6), Decimal("12.71")),
            (date(2026, 4, 20), Decimal("13.50")),
        ]
    task, *_hired = all_of(book, models.TaskDone)
    assert (task.name, task.who) == ("Set up the book", "Jo Rivers")


def test_three_parts_may_be_three_people_or_one(book_folder: Path) -> None:
    alone = (
        'manager = { role = "nominated", name = "Jo Rivers" }',
        'manager = { role = "self" }',
    )
    with make_book(book_folder, alone) as book, book.reading() as session:
        who = session.query(models.Arrangement).one()
        assert who.recipient is who.manager is who.employer
        assert session.query(models.Person).count() == 1


def test_the_manager_may_be_the_employer(book_folder: Path) -> None:
    manager_employs = ("employer = { ", 'employer = { who = "manager", ')
    with make_book(book_folder, manager_employs) as book, book.reading() as session:
        who = session.query(models.Arrangement).one()
        assert who.employer.name == who.manager.name == "Jo Rivers"


def test_the_printed_example_makes_a_book_that_works(book_folder: Path) -> None:
    new_book(book_folder, PASSPHRASE, read_answers(example_answers()), at=AT).close()

    with open_book(book_folder, passphrase=PASSPHRASE) as book:
        assert check_book(book) == []
        assert [row.name for row in all_of(book, models.Account)] == ["Direct payment account"]


@pytest.mark.parametrize("kind", PROVIDERS)
def test_a_provider_of_any_kind_is_set_up_and_needs_no_checks(
    book_folder: Path, kind: Provider
) -> None:
    with make_book(book_folder, ('kind = "agency"', f'kind = "{kind}"')) as book:
        (club,) = all_of(book, models.Worker, models.Worker.name == "Brook Day Club")
        assert (club.kind, club.service_type) == (kind, "day_opportunities")
        assert not all_of(book, models.Check, models.Check.worker_id == club.id)
        assert check_book(book) == []


def test_a_kind_of_worker_that_there_is_not_is_refused() -> None:
    with pytest.raises(DPManagerError, match="fund"):
        answers(('kind = "agency"', 'kind = "fund"'))


FUNDERS = 'name = "Northshire County Council"'
AGREEMENT = "[[funders.agreements]]"
SECOND_AGREEMENT = (
    '[[funders.agreements]]\nfrom_date = 2026-04-06\nweekly_amount = "1"\n'
    'paid_every = "weekly"\npaid_in = "arrears"\n\n[[outcomes]]'
)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('name = "Sam Rivers"', 'name = " "', "The recipient has no name"),
        ('name = "Jo Rivers"', 'name = ""', "The manager has no name"),
        ('role = "nominated"', 'role = "self"', "Sam Rivers manages the money"),
        (FUNDERS, 'name = ""', "A funder has no name"),
        (FUNDERS, f'rules = "atlantis"\n{FUNDERS}', "“atlantis”"),
        (FUNDERS, f'rules = "../banks/lloyds"\n{FUNDERS}', "“../banks/lloyds”"),
        ('weekly_amount = "400.00"', "weekly_amount = 0", "6 April 2026 has no weekly amount"),
        ('weekly_contribution = "50.00"', 'weekly_contribution = "400.01"', "is more than"),
        ('"paid-in"', '"none"', "a contribution of £50.00 and says that none is collected"),
        ("[[outcomes]]", SECOND_AGREEMENT, "Two agreements with Northshire County Council"),
        ('name = "Safe at home"', 'name = ""', "An outcome has no name"),
        ("[[outcomes]]", '[[outcomes]]\nname = "Safe at home "\n[[outcomes]]', "“Safe at home”"),
        ('name = "Prepaid card"', 'name = " "', "An account has no name"),
        ('name = "Prepaid card"', 'name = "Direct payment account"', "Two accounts are both"),
        ('last_four = "5678"', 'last_four = "12345678"', "“12345678” is not the end"),
        ('last_four = "5678"', 'last_four = "56 8"', "“56 8” is not the end"),
        ('name = "Ben Okoro"', 'name = "Ada Lovell"', "Two workers are both named “Ada Lovell”"),
        ('name = "Ben Okoro"', 'name = ""', "The worker has no name"),
        (
            "surplus_weeks = 8",
            'services = [{ type = "gardens", weekly_hours = 1, hourly_rate = 1 }]',
            "“gardens” is not a service type",
        ),
    ],
)
def test_answers_that_do_not_fit_are_refused_by_name(old: str, new: str, said: str) -> None:
    with pytest.raises(DPManagerError) as refused:
        answers((old, new))

    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("part", "said"), [("funders", "There is no funder"), ("accounts", "There is no account")]
)
def test_a_book_needs_a_funder_and_an_account(part: str, said: str) -> None:
    from msgspec.structs import replace

    from dpmanager.tasks.book.set_up import check_answers

    with pytest.raises(DPManagerError, match=said):
        check_answers(replace(answers(), **{part: ()}))


def test_a_funder_needs_an_agreement() -> None:
    from msgspec.structs import replace

    from dpmanager.tasks.book.set_up import check_answers

    made = answers()
    without = replace(made, funders=(replace(made.funders[0], agreements=()),))
    with pytest.raises(DPManagerError, match="Northshire County Council has no agreement"):
        check_answers(without)


def test_a_worker_who_cannot_be_paid_leaves_no_book(book_folder: Path) -> None:
    wrong = answers(('tax_code = "BR"', 'tax_code = "B7"'))

    with pytest.raises(DPManagerError, match="“B7” is not a tax code"):
        new_book(book_folder, PASSPHRASE, wrong, at=AT)

    assert list(book_folder.parent.iterdir()) == []
