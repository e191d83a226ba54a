"""The rules by which payments are suggested to be for something: look, add, change, remove."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from dpmanager.domain.money.matching import words_in_order
from dpmanager.domain.money.sorting_rules import Purpose, Rule, SortedPayment, learn, tells_enough
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.money.sort_payments import check_purpose, known_number
from dpmanager.tasks.returns.resources import categories
from dpmanager.words import _


@dataclass(frozen=True, slots=True)
class RuleSeen:
    """A rule as the person sees it. id: None for one that was learned."""

    id: int | None
    rule: Rule


def look_at_rules(book: Book) -> list[RuleSeen]:
    """The person's own rules, oldest first, and then what was learned, by its words."""
    with book.reading() as session:
        return rules_of(session)


def rules_of(session: Session) -> list[RuleSeen]:
    """The rules that count. One of the person's stands in place of what was learned alike."""
    own = _own_rules(session)
    learned = [
        RuleSeen(None, rule)
        for rule in sorted(learn(_sorted_payments(session)), key=lambda rule: rule.words)
        if not any(
            set(each.rule.words) == set(rule.words) and each.rule.money_in in (None, rule.money_in)
            for each in own
        )
    ]
    return own + learned


def add_rule(book: Book, words: str, purpose: Purpose, *, who: str, at: datetime) -> int:
    """Makes a rule: payments whose words have all of `words` are for `purpose`.

    A category of "" means that nothing is suggested for these words. Gives the rule's number.
    Raises DPManagerError for words that fit too much or that have a rule, and for unknown names.
    """
    with book.task(_("Add a sorting rule"), who=who, at=at) as session:
        row = models.SortingRule()
        _fill(session, row, words, purpose)
        session.add(row)
        session.flush()
        return row.id


def change_rule(
    book: Book, rule_id: int, words: str, purpose: Purpose, *, who: str, at: datetime
) -> None:
    """Changes a rule that the person made. Raises DPManagerError as `add_rule` does."""
    with book.task(_("Change a sorting rule"), who=who, at=at) as session:
        _fill(session, session.get_one(models.SortingRule, rule_id), words, purpose)


def remove_rule(book: Book, seen: RuleSeen, *, who: str, at: datetime) -> None:
    """Takes a rule away. In place of one that was learned, nothing is suggested from now on."""
    if seen.id is None:
        add_rule(book, " ".join(seen.rule.words), Purpose(""), who=who, at=at)
        return
    with book.task(_("Remove a sorting rule"), who=who, at=at) as session:
        session.delete(session.get_one(models.SortingRule, seen.id))


def _fill(session: Session, row: models.SortingRule, words: str, purpose: Purpose) -> None:
    telling = words_in_order(words)
    if not tells_enough(telling):
        raise DPManagerError(
            _("Type at least one word of three letters or more, as the bank shows it.")
        )
    if purpose.category:
        check_purpose(purpose.category, purpose.service_type)
    money_in = _money_in(purpose.category)
    for other in _own_rules(session):
        same = set(other.rule.words) == set(telling) and other.rule.money_in == money_in
        if same and other.id != row.id:
            raise DPManagerError(
                _("There is a rule of yours for “{words}” already. Change that one.").format(
                    words=" ".join(other.rule.words)
                )
            )
    row.words = " ".join(telling)
    row.category, row.service_type = purpose.category, purpose.service_type
    row.outcome_id = known_number(_numbers(session, models.Outcome), purpose.outcome, _("outcome"))
    row.worker_id = known_number(_numbers(session, models.Worker), purpose.worker, _("worker"))


def _own_rules(session: Session) -> list[RuleSeen]:
    outcomes = _names(session, models.Outcome)
    workers = _names(session, models.Worker)
    return [
        RuleSeen(
            row.id,
            Rule(
                tuple(row.words.split()),
                Purpose(
                    row.category,
                    row.service_type,
                    outcomes.get(row.outcome_id or 0, ""),
                    workers.get(row.worker_id or 0, ""),
                )
                if row.category
                else None,
                _money_in(row.category),
                by_person=True,
            ),
        )
        for row in session.scalars(select(models.SortingRule).order_by(models.SortingRule.id))
    ]


def _money_in(category: str) -> bool | None:
    """Whether a category is for money in or out; None for a transfer, and for no category."""
    if not category or categories()[category].direction == "transfer":
        return None
    return categories()[category].direction == "in"


def _sorted_payments(session: Session) -> Sequence[SortedPayment]:
    """What was said of each payment that has one part and pays no wage, tax or invoice.

    What a refund is for, or a payment to somebody who had paid, depends on another payment.
    """
    split, payment = models.Split, models.Transaction
    outcomes = _names(session, models.Outcome)
    workers = _names(session, models.Worker)
    alone = select(split.transaction_id).group_by(split.transaction_id).having(func.count() == 1)
    rows = session.execute(
        select(
            payment.description,
            payment.amount,
            split.category,
            split.service_type,
            split.outcome_id,
            split.worker_id,
        )
        .join(payment, payment.id == split.transaction_id)
        .where(
            split.expected_payment_id.is_(None),
            split.transaction_id.in_(alone),
            payment.id.not_in(select(models.PaymentTie.transaction_id)),
            payment.id.not_in(
                select(models.PocketPayment.repaid_id).where(
                    models.PocketPayment.repaid_id.is_not(None)
                )
            ),
        )
    )
    return [
        SortedPayment(
            description,
            amount,
            Purpose(
                category, service_type, outcomes.get(outcome or 0, ""), workers.get(worker or 0, "")
            ),
        )
        for description, amount, category, service_type, outcome, worker in rows
    ]


def _names(
    session: Session, model: type[models.Outcome] | type[models.Worker]
) -> Mapping[int, str]:
    return dict(session.execute(select(model.id, model.name)).all())


def _numbers(
    session: Session, model: type[models.Outcome] | type[models.Worker]
) -> Mapping[str, int]:
    return {name: number for number, name in _names(session, model).items()}
