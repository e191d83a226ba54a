"""Spending check: what to ask the funder first, and what was said. Nothing is ever blocked."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Literal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from dpmanager.domain.amounts import pounds
from dpmanager.domain.budget import spending_rules as rules
from dpmanager.domain.budget.spending_request import SpendingRequest
from dpmanager.domain.budget.spending_rules import (
    Answer,
    Case,
    How,
    Names,
    OpenQuestion,
    PaymentFact,
    Question,
    Said,
    Trigger,
    how_words,
    said_words,
)
from dpmanager.domain.periods import Period, long_date, months_after
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.budget.agreements import agreements_on
from dpmanager.tasks.money.spending_facts import (
    names_of,
    outcomes_without_spending,
    paid_otherwise,
    payments_in,
    rates_in,
    relatives_at_work,
    services_in,
)
from dpmanager.tasks.money.spending_questions import questions_for, spending_rules
from dpmanager.tasks.people.arrangement import arrangement
from dpmanager.tasks.people.kept_files import KeptFile, kept_file, let_go, put_file, read_and_seal
from dpmanager.tasks.returns.resources import category_labels, rules_of, service_type_labels
from dpmanager.words import _

MONTHS_BACK = 12
"""What is older has been looked at in a review: the law wants one every twelve months."""


@dataclass(frozen=True, slots=True)
class AnswerSeen:
    """What was said about a question. question: in a few words; about: what it was about.

    said, how: in words. once: it holds for that payment or invoice alone, so that until says no
    more. sentence: all of it in one or two sentences.
    """

    id: int
    question: str
    about: str
    said: str
    day: date
    who: str
    how: str
    note: str
    until: date | None
    once: bool
    paper: KeptFile | None
    sentence: str


@dataclass(frozen=True, slots=True)
class QuestionSeen:
    """A question to ask. question, about: by which an answer names it.

    name: in a few words; asks: the question in full; means: what it means; sources: where that was
    read. title: what it is about; reason: why it is asked. like: the titles of later ones of the
    same payee. day: of the payment. asked: whom was asked already, and when; None for nobody.
    refused_on: when they last said no to the like. holds: how long a yes usually holds.
    abouts: all that it is about, the first included. payments: how many of them are payments.
    funder_says: what the funders' own rules say of it, in sentences; "" where that is not known.
    """

    question: str
    about: str
    name: str
    asks: str
    means: str
    sources: tuple[str, ...]
    title: str
    reason: str
    like: tuple[str, ...]
    day: date
    asked: AnswerSeen | None
    refused_on: date | None
    holds: Literal["on", "once"]
    abouts: tuple[str, ...]
    payments: int
    funder_says: str


@dataclass(frozen=True, slots=True)
class SpendingSeen:
    """What is to be asked, the oldest first, and what was answered, the newest first.

    since: the first day of the payments that were looked at.
    """

    since: date
    open: tuple[QuestionSeen, ...]
    done: tuple[AnswerSeen, ...]


@dataclass(frozen=True, slots=True)
class SpendingReply:
    """What was said. who: at the funder; not needed where nobody was asked.

    until: the last day for which a yes holds, None for one that goes on.
    """

    said: Said
    day: date
    who: str = ""
    how: How | None = None
    note: str = ""
    until: date | None = None


def look_at_spending(book: Book, today: date) -> SpendingSeen:
    """The questions about the last twelve months, and all answers."""
    with book.reading() as session:
        period = months_to_look_at(session, today)
        rows = session.scalars(
            select(models.SpendingAnswer).order_by(
                models.SpendingAnswer.day.desc(), models.SpendingAnswer.id.desc()
            )
        ).all()
        waiting = open_questions(session, period)
        asked = {one.asked.id for one in waiting if one.asked is not None}
        done = tuple(_seen_answer(session, row) for row in rows if row.id not in asked)
        return SpendingSeen(period.start, waiting, done)


def months_to_look_at(session: Session, today: date) -> Period:
    """The last twelve months, or as much of them as the book has."""
    first = session.scalar(select(func.min(models.Account.opening_date)))
    start = months_after(today, -MONTHS_BACK)
    return Period(min(max(start, first or start), today), today)


def open_questions(session: Session, period: Period) -> tuple[QuestionSeen, ...]:
    """What is still to be asked about a period, the oldest first.

    Rates, family, services and goals are looked at as they stand on its last day.
    """
    answers = _answers(session)
    questions = _questions(session, period.end)
    cases = [
        *_payment_cases(session, period, questions, answers),
        *_standing_cases(session, period, questions, answers),
    ]
    return tuple(
        _seen_question(session, one) for one in rules.open_questions(cases, answers.values())
    )


def payments_to_ask_about(session: Session, today: date) -> int:
    """How many payments of the last twelve months nobody has asked about yet."""
    period = months_to_look_at(session, today)
    answers = _answers(session)
    cases = _payment_cases(session, period, _questions(session, today), answers)
    found = rules.open_questions(cases, answers.values())
    return len({case.about for one in found if one.asked is None for case in one.cases})


def questions_about(book: Book, transaction_id: int) -> tuple[QuestionSeen, ...]:
    """The open questions that a payment has a part in, whenever it was."""
    about = f"payment:{transaction_id}"
    with book.reading() as session:
        row = session.get(models.Transaction, transaction_id)
        if row is None:
            return ()
        answers = _answers(session)
        questions = _questions(session, row.day)
        period = Period(row.day, row.day)
        cases = _payment_cases(session, period, questions, answers)
        return tuple(
            _seen_question(session, one)
            for one in rules.open_questions(cases, answers.values())
            if any(case.about == about for case in one.cases)
        )


def answered_in(session: Session, period: Period) -> tuple[str, ...]:
    """What was answered about a period, one sentence or two for each answer, oldest first.

    An answer about a payment or an invoice belongs where that lies, however late it came; any
    other belongs to the day it was given.
    """
    row = models.SpendingAnswer
    return tuple(
        _seen_answer(session, one).sentence
        for one in session.scalars(
            select(row).where(row.answer != Said.ASKED).order_by(row.day, row.id)
        )
        if period.start <= (_day_of(session, one.about) or one.day) <= period.end
    )


def answer_question(
    book: Book,
    question: str,
    about: str,
    reply: SpendingReply,
    paper: Path | None = None,
    *,
    who: str,
    at: datetime,
) -> int:
    """Writes down what was said, with a paper of it if there is one; gives the answer's number.

    A yes about family is written down in the worker's file as well. Raises DPManagerError, in
    words, for what cannot be so.
    """
    _check(reply, at.date())
    kept = read_and_seal(book, paper) if paper is not None else None
    with book.task(_("Write down an answer about spending"), who=who, at=at) as session:
        first_day = _day_of(session, about)
        if first_day is None:
            if about.partition(":")[0] in _DATED:
                raise DPManagerError(_("What this is about is no longer in the book."))
            first_day = at.date()
        if reply.until is not None and reply.until < first_day:
            raise DPManagerError(
                _("It must hold at least until {day}. Check the last day.").format(
                    day=long_date(first_day)
                )
            )
        row = models.SpendingAnswer(
            question=_question(question).id,
            about=about,
            answer=reply.said.value,
            day=reply.day,
            who=reply.who.strip(),
            how=reply.how.value if reply.how else "",
            note=reply.note.strip(),
            until=reply.until if reply.said in rules.HOLDS_ON else None,
            proof_id=put_file(session, kept, at.date()) if kept else None,
        )
        session.add(row)
        if _question(question).what is Trigger.RELATIVE and reply.said is Said.AGREED:
            session.get_one(models.Worker, _number(about)).consent_on = reply.day
        session.flush()
        return row.id


def take_answer_back(book: Book, answer_id: int, *, who: str, at: datetime) -> None:
    """Takes an answer out of the book; what it was about is asked again."""
    with book.task(_("Take back an answer about spending"), who=who, at=at) as session:
        row = session.get(models.SpendingAnswer, answer_id)
        if row is None:
            raise DPManagerError(_("This answer is no longer in the book."))
        proof_id = row.proof_id
        asked = _question(row.question).what
        if asked is Trigger.RELATIVE and row.answer == Said.AGREED:
            worker = session.get(models.Worker, _number(row.about))
            if worker is not None and worker.consent_on == row.day:
                worker.consent_on = None
        session.delete(row)
        session.flush()
        let_go(session, proof_id)


def request_of(book: Book, question: str, about: str, today: date) -> SpendingRequest:
    """The question to the funder in full. Raises DPManagerError when it is no longer open."""
    with book.reading() as session:
        period = months_to_look_at(session, today)
        for one in open_questions(session, period):
            if (one.question, one.about) == (question, about):
                return _request(session, one, today)
    raise DPManagerError(_("This question is no longer open."))


def print_request(
    book: Book, question: str, about: str, today: date, *, large_print: bool = False
) -> bytes:
    """The question to the funder as a letter, in PDF."""
    from dpmanager.documents.spending_request import spending_request_pdf

    return spending_request_pdf(request_of(book, question, about, today), large_print=large_print)


def _request(session: Session, seen: QuestionSeen, today: date) -> SpendingRequest:
    who = arrangement(session)
    agreements = agreements_on(session, today)
    funder = agreements[0].funder if agreements else None
    more = _what_it_was_for(session, seen.about) or (seen.reason,)
    return SpendingRequest(
        funder=funder.name if funder else _("direct payments team"),
        reference=funder.reference if funder else "",
        recipient=who.recipient.name,
        manager=who.manager.name,
        day=today,
        question=seen.asks,
        about=seen.title,
        more=more,
        others=len(seen.like),
    )


def _what_it_was_for(session: Session, about: str) -> tuple[str, ...]:
    """What a payment was for, and the notes on it, in sentences for somebody else."""
    kind, number = about.split(":")
    parts: Sequence[models.Split | models.PocketPayment] = ()
    if kind == "payment":
        parts = session.get_one(models.Transaction, int(number)).splits
    elif kind == "pocket":
        parts = (session.get_one(models.PocketPayment, int(number)),)
    else:
        return ()
    labels = category_labels()
    sentences = [
        _("It was for: {what}.").format(what=labels[part.category])
        for part in parts
        if part.category in labels
    ]
    notes = [_("My note says: “{note}”.").format(note=part.note) for part in parts if part.note]
    return tuple(dict.fromkeys((*sentences, *notes))) or (_("It is not sorted yet."),)


def _check(reply: SpendingReply, today: date) -> None:
    if reply.day > today:
        raise DPManagerError(_("The day is still to come. Check the day."))
    if reply.said is Said.NOT_NEEDED:
        if not reply.note.strip():
            raise DPManagerError(_("Say in a few words why there is no need to ask."))
    elif not reply.who.strip():
        raise DPManagerError(_("Say who you asked. A name or a team is enough."))


def _question(question_id: str) -> Question:
    for question in spending_rules().questions:
        if question.id == question_id:
            return question
    raise DPManagerError(_("There is no question named “{name}”.").format(name=question_id))


def _questions(session: Session, day: date) -> list[Question]:
    """The questions of the nation and the funders of the book on a day."""
    nation = arrangement(session).nation
    funders = [agreement.funder.rules for agreement in agreements_on(session, day)]
    return [question for question in questions_for(funders) if nation in question.nations]


def _answers(session: Session) -> dict[int, Answer]:
    """All answers by number, in the order in which they were given."""
    return {
        row.id: Answer(row.question, row.about, Said(row.answer), row.day, row.until)
        for row in session.scalars(
            select(models.SpendingAnswer).order_by(
                models.SpendingAnswer.day, models.SpendingAnswer.id
            )
        )
    }


def _payment_cases(
    session: Session,
    period: Period,
    questions: Sequence[Question],
    answers: Mapping[int, Answer],
) -> list[Case]:
    payments: list[PaymentFact] = [
        *payments_in(session, period, _numbers(answers, "payment")),
        *paid_otherwise(session, period, _numbers(answers, "pocket")),
    ]
    names: Names = names_of(session)
    never_read = spending_rules().never_read
    closed = {
        (answer.question, answer.about)
        for answer in answers.values()
        if answer.said is not Said.ASKED
    }
    return [
        case
        for case in rules.payment_cases(questions, never_read, payments, names)
        if case.day in period or (case.question.id, case.about) in closed
    ]


def _standing_cases(
    session: Session,
    period: Period,
    questions: Sequence[Question],
    answers: Mapping[int, Answer],
) -> list[Case]:
    today = period.end
    invoices = _numbers(answers, "invoice")
    cases = [
        *rules.relative_cases(questions, list(relatives_at_work(session, period)), today),
        *rules.rate_cases(questions, rates_in(session, period, invoices)),
        *rules.service_cases(questions, services_in(session, period)),
    ]
    for question in questions:
        if question.what is Trigger.OUTCOME:
            quiet = outcomes_without_spending(session, today, question.months)
            cases += rules.outcome_cases([question], quiet, today)
    return cases


def _numbers(answers: Mapping[int, Answer], kind: str) -> list[int]:
    """The numbers of the things of a kind that answers are about."""
    abouts: Iterable[str] = dict.fromkeys(answer.about for answer in answers.values())
    return [_number(about) for about in abouts if about.split(":")[0] == kind]


def _number(about: str) -> int:
    return int(about.split(":")[1])


def _day_of(session: Session, about: str) -> date | None:
    """The day of a payment or invoice; None for what has no day, or is no longer in the book."""
    kind, _colon, number = about.partition(":")
    if kind not in _DATED:
        return None
    return session.scalar(select(_DATED[kind].day).where(_DATED[kind].id == int(number)))


def _seen_question(session: Session, one: OpenQuestion) -> QuestionSeen:
    case, question = one.case, one.case.question
    asked = None
    if one.asked is not None:
        row = session.scalars(
            select(models.SpendingAnswer)
            .where(
                models.SpendingAnswer.question == one.asked.question,
                models.SpendingAnswer.about == one.asked.about,
            )
            .order_by(models.SpendingAnswer.day.desc(), models.SpendingAnswer.id.desc())
            .limit(1)
        ).one()
        asked = _seen_answer(session, row)
    of_money = {other.about for other in one.cases if other.about.split(":")[0] in _OF_MONEY}
    return QuestionSeen(
        question=question.id,
        about=case.about,
        name=rules.name_of(question),
        asks=rules.asks(question),
        means=rules.meaning_of(question),
        sources=question.source,
        title=case.title,
        reason=case.reason,
        like=tuple(other.title for other in one.later),
        day=case.day,
        asked=asked,
        refused_on=one.refused_on,
        holds=question.holds,
        abouts=tuple(other.about for other in one.cases),
        payments=len(of_money),
        funder_says=_what_funders_say(session, question.id, case.day),
    )


def _what_funders_say(session: Session, question_id: str, day: date) -> str:
    sentences = []
    for agreement in agreements_on(session, day):
        spending = rules_of(agreement.funder).spending
        if spending is None:
            continue
        if question_id in spending.not_allowed:
            sentence = _("{funder} says that the money is not for this. Ask if you need it.")
        elif question_id in spending.ask_first:
            sentence = _("{funder} wants to be asked first.")
        else:
            continue
        sentences.append(sentence.format(funder=agreement.funder.name))
    return " ".join(sentences)


_DATED: dict[str, type[models.Transaction] | type[models.PocketPayment] | type[models.Invoice]] = {
    "payment": models.Transaction,
    "pocket": models.PocketPayment,
    "invoice": models.Invoice,
}
_OF_MONEY = frozenset({"payment", "pocket"})


def _seen_answer(session: Session, row: models.SpendingAnswer) -> AnswerSeen:
    said = said_words()[Said(row.answer)]
    name = rules.name_of(_question(row.question))
    about = _title_of(session, row.about)
    once = row.until is not None and row.until == _day_of(session, row.about)
    return AnswerSeen(
        id=row.id,
        question=name,
        about=about,
        said=said,
        day=row.day,
        who=row.who,
        how=how_words()[How(row.how)] if row.how else "",
        note=row.note,
        until=row.until,
        once=once,
        paper=kept_file(session, row.proof_id),
        sentence=" ".join(_sentences(row, name, about, once)),
    )


def _sentences(row: models.SpendingAnswer, name: str, about: str, once: bool) -> list[str]:
    day = long_date(row.day)
    sentence = {
        Said.ASKED: _("{name}: {about}. {who} was asked on {day}, and has not answered yet."),
        Said.AGREED: _("{name}: {about}. {who} agreed on {day}."),
        Said.REFUSED: _("{name}: {about}. {who} said no on {day}."),
        Said.NOT_NEEDED: _("{name}: {about}. No need to ask, noted on {day}."),
    }[Said(row.answer)]
    sentences = [sentence.format(name=name, about=about, who=row.who, day=day)]
    if row.how:
        sentences.append(
            {
                How.PHONE: _("It was by phone."),
                How.EMAIL: _("It was by e-mail."),
                How.LETTER: _("It was by letter."),
                How.MEETING: _("It was at a meeting."),
                How.PLAN: _("It is in the plan."),
            }[How(row.how)]
        )
    if once:
        sentences.append(_("It is for this payment only."))
    elif row.until is not None:
        sentences.append(_("It holds until {day}.").format(day=long_date(row.until)))
    if row.note:
        sentences.append(_("Note: {note}").format(note=row.note))
    return sentences


def _title_of(session: Session, about: str) -> str:
    """What an answer was about, in words, as far as it is still in the book."""
    kind, _colon, number = about.partition(":")
    gone = _("Something that is no longer in the book")
    if kind == "service":
        return service_type_labels().get(number, gone)
    if kind in ("payment", "pocket"):
        return _title_of_payment(session, kind, int(number)) or gone
    if kind == "outcome":
        outcome = session.get(models.Outcome, int(number))
        return outcome.name if outcome else gone
    if kind == "worker":
        worker = session.get(models.Worker, int(number))
        return worker.name if worker else gone
    if kind == "rate":
        paid = session.get(models.PayRate, int(number))
        return paid.worker.name if paid else gone
    invoice = session.get(models.Invoice, int(number))
    if invoice is None:
        return gone
    return _("Invoice {number} of {worker}").format(
        number=invoice.number, worker=invoice.worker.name
    )


def _title_of_payment(session: Session, kind: str, number: int) -> str:
    amount, payee, day = None, "", date.min
    if kind == "payment":
        payment = session.get(models.Transaction, number)
        if payment is not None:
            amount, payee, day = abs(payment.amount), payment.description, payment.day
    else:
        pocket = session.get(models.PocketPayment, number)
        if pocket is not None:
            amount, payee, day = pocket.amount, pocket.payee, pocket.day
    if amount is None:
        return ""
    return _("{amount} to {payee}, {day}").format(
        amount=pounds(amount), payee=payee, day=long_date(day)
    )
