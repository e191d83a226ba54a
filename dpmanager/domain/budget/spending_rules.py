"""What to ask the funder about spending: "ask first", never "no". Nothing here blocks anything.

The questions are data (`resources/spending.toml`); this is how facts set them off, and how answers
close them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property, lru_cache
from typing import Literal, TypeVar

from dpmanager.domain.amounts import pounds
from dpmanager.domain.deadlines.rules import Nation
from dpmanager.domain.money.matching import words_in_order, words_of
from dpmanager.domain.money.sorting_rules import telling_words
from dpmanager.domain.periods import Period, long_date
from dpmanager.domain.rates import Group, Sourced
from dpmanager.domain.wording import days_words, rate
from dpmanager.words import _, ngettext

WORDS_OF_A_PAYEE = 2
"""Words by which a payee is known again; what follows is mostly the branch or the town."""
PERCENT = 100
_GAP = " | "
_BEFORE_A_NAME = words_of(
    "bacs dr faster fp fpo miss mobile mr mrs ms online order payment so standing tfr to transfer"
)
"""Words of a bank line that may stand before the name of who was paid."""

F = TypeVar("F")


class Trigger(StrEnum):
    """What sets a question off. The values are the words used in the file."""

    PAYMENT = "payment"
    OWN_ACCOUNT = "own-account"
    RELATIVE = "relative"
    RATE = "rate"
    OVER_AGREED = "over-agreed"
    NOT_AGREED = "not-agreed"
    OUTCOME = "outcome"


class Said(StrEnum):
    """What was said about a question. The values are the words used in the book."""

    ASKED = "asked"
    AGREED = "agreed"
    REFUSED = "refused"
    NOT_NEEDED = "not-needed"


class How(StrEnum):
    """How it was said. The values are the words used in the book."""

    PHONE = "phone"
    EMAIL = "email"
    LETTER = "letter"
    MEETING = "meeting"
    PLAN = "plan"


HOLDS_ON = frozenset({Said.AGREED, Said.NOT_NEEDED})
"""What holds for later payments of the same kind to the same payee too."""


class Question(Sourced, frozen=True, kw_only=True):
    """One question of the file, which explains the fields.

    name: of a few words. question, means: in sentences. above: pounds; only a payment of more than
    that is meant. months: without spending. margin_percent: how much over what was agreed nobody
    asks about.
    """

    id: str
    name: str
    question: str
    means: str
    what: Trigger
    nations: tuple[Nation, ...]
    checked: date
    categories: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    only_in: tuple[str, ...] = ()
    in_receipts: bool = False
    above: Decimal | None = None
    holds: Literal["on", "once"] = "on"
    months: int = 0
    margin_percent: int = 0
    not_for: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.what is Trigger.PAYMENT and not (self.words or self.categories):
            raise ValueError("a question about payments needs words or categories")
        if (self.what is Trigger.OUTCOME) != (self.months > 0):
            raise ValueError("months belong to the question about outcomes, and only there")
        for phrase in (*self.words, *self.unless):
            if phrase != _plain(phrase).strip():
                raise ValueError("words stand in small letters, without signs")


class SpendingRules(Group, frozen=True):
    """The whole file. never_read: categories whose payments are not searched for words."""

    never_read: tuple[str, ...]
    questions: tuple[Question, ...]

    def __post_init__(self) -> None:
        ids = [question.id for question in self.questions]
        if len(ids) != len(set(ids)):
            raise ValueError("each question needs an id of its own")


@dataclass(frozen=True, slots=True)
class PartFact:
    """What a part of a payment was for. label: the category in words."""

    category: str
    label: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class PaymentFact:
    """Money that was spent. amount: pounds, above nothing.

    about: `payment:` or `pocket:` and its number. receipt: the words on its receipts. worker: the
    number of the worker it was for, None for nobody. explained: it pays back what the book has
    written down.
    """

    about: str
    day: date
    payee: str
    amount: Decimal
    parts: tuple[PartFact, ...] = ()
    receipt: str = ""
    worker: int | None = None
    explained: bool = False


@dataclass(frozen=True, slots=True)
class RelativeFact:
    """Family at work of whom no consent is written down. why: it is wanted, in a sentence."""

    worker: int
    name: str
    why: str


@dataclass(frozen=True, slots=True)
class RateFact:
    """An hour that somebody is paid, beside what was agreed; both in pounds.

    about: `rate:` or `invoice:` and its number. funder: who agreed it; service: in words.
    """

    about: str
    worker: int
    name: str
    day: date
    hourly: Decimal
    agreed: Decimal
    funder: str
    service: str


@dataclass(frozen=True, slots=True)
class ServiceFact:
    """What was spent on a service within a period, and agreed for it, in pounds.

    id: of the service type; service: in words.
    """

    id: str
    service: str
    period: Period
    spent: Decimal
    agreed: Decimal


@dataclass(frozen=True, slots=True)
class OutcomeFact:
    """A goal of the plan that nothing was spent on since a day."""

    id: int
    name: str
    since: date


@dataclass(frozen=True, slots=True)
class Names:
    """The people of the book. own: whose accounts are personal; workers: who is paid for work."""

    own: tuple[str, ...] = ()
    workers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """A question that something set off.

    about: what it is about, as `kind:number`. like: what other cases of the question have in
    common with it, such as the payee. amount: pounds. title: what it is about, in words; reason:
    why it is asked, in a sentence.
    """

    question: Question
    about: str
    like: str
    day: date
    amount: Decimal
    title: str
    reason: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What was said. day: when; until: the last day for which it holds, None: it goes on."""

    question: str
    about: str
    said: Said
    day: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question to ask. case: the first it is about; later: the others like it, in order.

    asked: the answer is waited for. refused_on: the day they last said no to one like it.
    """

    case: Case
    later: tuple[Case, ...] = ()
    asked: Answer | None = None
    refused_on: date | None = None

    @property
    def cases(self) -> tuple[Case, ...]:
        """All that it is about."""
        return (self.case, *self.later)


def payment_cases(
    questions: Iterable[Question],
    never_read: Sequence[str],
    payments: Sequence[PaymentFact],
    names: Names,
) -> Iterator[Case]:
    """The questions that payments set off. The names of people are not searched for words."""
    people = tuple(_plain(name) for name in (*names.own, *names.workers))
    asked = list(questions)
    for payment in payments:
        texts = _Texts(payment, never_read, people)
        for question in asked:
            reason = ""
            if question.what is Trigger.PAYMENT:
                reason = _why_payment(question, payment, texts)
            elif question.what is Trigger.OWN_ACCOUNT:
                reason = _why_own_account(question, payment, never_read, names)
            if reason:
                yield Case(
                    question,
                    payment.about,
                    like_of(payment),
                    payment.day,
                    payment.amount,
                    _("{amount} to {payee}, {day}").format(
                        amount=pounds(payment.amount),
                        payee=payment.payee,
                        day=long_date(payment.day),
                    ),
                    reason,
                )


def like_of(payment: PaymentFact) -> str:
    """What payments to the same payee have in common."""
    if payment.worker is not None:
        return f"worker:{payment.worker}"
    words = telling_words(payment.payee)[:WORDS_OF_A_PAYEE]
    return " ".join(words) or payment.payee.casefold()


def relative_cases(
    questions: Iterable[Question], relatives: Sequence[RelativeFact], today: date
) -> Iterator[Case]:
    """Family that is at work before the council is known to have agreed."""
    for question in _of(questions, Trigger.RELATIVE):
        for fact in relatives:
            about = f"worker:{fact.worker}"
            yield Case(question, about, about, today, Decimal(0), fact.name, fact.why)


def rate_cases(questions: Iterable[Question], rates: Iterable[RateFact]) -> Iterator[Case]:
    """Hours that cost more than was agreed for the service."""
    for question, fact in _each(_of(questions, Trigger.RATE), rates):
        if fact.hourly > fact.agreed:
            yield Case(
                question,
                fact.about,
                f"worker:{fact.worker}",
                fact.day,
                fact.hourly,
                _("{worker}, {rate} an hour").format(worker=fact.name, rate=rate(fact.hourly)),
                _(
                    "{rate} an hour is above the {agreed} that {funder} agreed for {service}."
                ).format(
                    rate=rate(fact.hourly),
                    agreed=rate(fact.agreed),
                    funder=fact.funder,
                    service=fact.service.lower(),
                ),
            )


def service_cases(questions: Iterable[Question], services: Iterable[ServiceFact]) -> Iterator[Case]:
    """Services that more was spent on than was agreed, and those that nothing was agreed for."""
    both = [
        question
        for question in questions
        if question.what in (Trigger.OVER_AGREED, Trigger.NOT_AGREED)
    ]
    for question, fact in _each(both, services):
        reason = _why_service(question, fact)
        if reason:
            about = f"service:{fact.id}"
            over = fact.spent - fact.agreed
            yield Case(question, about, about, fact.period.end, over, fact.service, reason)


def outcome_cases(
    questions: Iterable[Question], outcomes: Iterable[OutcomeFact], today: date
) -> Iterator[Case]:
    """Goals that nothing was spent on for a while."""
    for question, fact in _each(_of(questions, Trigger.OUTCOME), outcomes):
        about = f"outcome:{fact.id}"
        reason = ngettext(
            "Nothing was spent on it for {count} month, since {day}.",
            "Nothing was spent on it for {count} months, since {day}.",
            question.months,
        ).format(count=question.months, day=long_date(fact.since))
        yield Case(question, about, about, today, Decimal(0), fact.name, reason)


def open_questions(cases: Iterable[Case], answers: Iterable[Answer]) -> tuple[OpenQuestion, ...]:
    """What is still to be asked, cases of one question and payee together, the oldest first.

    An answer closes its own case. What was agreed, or needs no asking, holds for later cases like
    it as well, until its last day if it has one; for a rate, as long as it is not higher.
    answers: in the order in which they were given; of several about one thing the last counts.
    """
    ordered = sorted(cases, key=lambda case: (case.day, case.about, case.question.id))
    last = {(answer.question, answer.about): answer for answer in answers}
    covering: dict[tuple[str, str], list[tuple[Case, Answer]]] = {}
    refused: dict[tuple[str, str], date] = {}
    for case in ordered:
        answer = last.get((case.question.id, case.about))
        if answer is not None and answer.said in HOLDS_ON:
            covering.setdefault(_group(case), []).append((case, answer))
        if answer is not None and answer.said is Said.REFUSED:
            refused[_group(case)] = answer.day
    groups: dict[tuple[str, str], list[Case]] = {}
    for case in ordered:
        own = last.get((case.question.id, case.about))
        if own is not None and own.said is not Said.ASKED and _holds(own, case):
            continue
        if any(_covers(*earlier, case) for earlier in covering.get(_group(case), ())):
            continue
        groups.setdefault(_group(case), []).append(case)
    return tuple(
        OpenQuestion(
            first,
            tuple(later),
            _waited_for((first, *later), last),
            refused.get(group),
        )
        for group, (first, *later) in groups.items()
    )


def said_words() -> dict[Said, str]:
    """Each answer in words."""
    return {
        Said.ASKED: _("Asked, no answer yet"),
        Said.AGREED: _("They agreed"),
        Said.REFUSED: _("They said no"),
        Said.NOT_NEEDED: _("No need to ask"),
    }


def how_words() -> dict[How, str]:
    """Each way of saying so in words, as in a list of choices."""
    return {
        How.PHONE: _("By phone"),
        How.EMAIL: _("By e-mail"),
        How.LETTER: _("By letter"),
        How.MEETING: _("At a meeting"),
        How.PLAN: _("It is in the plan"),
    }


def name_of(question: Question) -> str:
    """What it is about in a few words."""
    return _(question.name)


def asks(question: Question) -> str:
    """The question itself, as it is put to the funder."""
    return _(question.question)


def meaning_of(question: Question) -> str:
    """What it means, in sentences for the person."""
    return _(question.means)


class _Texts:
    """What is written about a payment, in plain words, each made when it is first looked at.

    The names of people, and parts that are never read, are left out.
    """

    def __init__(
        self, payment: PaymentFact, never_read: Sequence[str], people: Sequence[str]
    ) -> None:
        self._payment = payment
        self._people = people
        self.parts = [part for part in payment.parts if part.category not in never_read]
        self.is_read = bool(self.parts) or not payment.parts

    @cached_property
    def payee(self) -> "_Text":
        """The bank's words."""
        return self._read(self._payment.payee)

    @cached_property
    def notes(self) -> list["_Text"]:
        """The notes on its parts."""
        return [self._read(part.note) for part in self.parts if part.note]

    @cached_property
    def receipt(self) -> "_Text":
        """The words on its receipts."""
        return self._read(self._payment.receipt)

    def _read(self, text: str) -> "_Text":
        plain = _plain(text)
        for name in self._people:
            plain = plain.replace(name, _GAP)
        return _Text(plain, frozenset(plain.split()))


@dataclass(frozen=True, slots=True)
class _Text:
    """Plain words in order, and which there are."""

    plain: str
    words: frozenset[str]


def _why_payment(question: Question, payment: PaymentFact, texts: _Texts) -> str:
    by_category = [part for part in payment.parts if part.category in question.categories]
    if by_category and (question.above is None or payment.amount > question.above):
        if question.above is not None:
            return _("{amount} is more than {above}, and is sorted as “{category}”.").format(
                amount=pounds(payment.amount),
                above=pounds(question.above),
                category=by_category[0].label,
            )
        return _("It is sorted as “{category}”.").format(category=by_category[0].label)
    if not texts.is_read:
        return ""
    if question.only_in and not any(part.category in question.only_in for part in texts.parts):
        return ""
    if found := _word_in(question, texts.payee):
        return _("The bank line has the word “{word}” in it.").format(word=found)
    for note in texts.notes:
        if found := _word_in(question, note):
            return _("Your note has the word “{word}” in it.").format(word=found)
    if question.in_receipts and (found := _word_in(question, texts.receipt)):
        return _("The receipt has the word “{word}” on it.").format(word=found)
    return ""


def _why_own_account(
    question: Question, payment: PaymentFact, never_read: Sequence[str], names: Names
) -> str:
    if payment.explained:
        return ""
    for part in payment.parts:
        if part.category in question.categories:
            return _("It is sorted as “{category}”.").format(category=part.label)
    if payment.parts and all(part.category in never_read for part in payment.parts):
        return ""
    workers = {_plain(name) for name in names.workers}
    payee = _plain(payment.payee).split()
    while payee and payee[0] in _BEFORE_A_NAME:
        del payee[0]
    for name in names.own:
        if _plain(name) not in workers and any(
            tuple(payee[: len(form)]) == form for form in _forms_of(name)
        ):
            return _("It went to {name}.").format(name=name)
    return ""


def _why_service(question: Question, fact: ServiceFact) -> str:
    if fact.agreed > 0 and question.what is Trigger.OVER_AGREED:
        allowed = fact.agreed * (PERCENT + question.margin_percent) / PERCENT
        if fact.spent > allowed:
            return _(
                "{spent} was spent on it in {period}, and {agreed} was agreed for these days."
            ).format(
                spent=pounds(fact.spent),
                period=days_words(fact.period),
                agreed=pounds(fact.agreed),
            )
    if fact.agreed <= 0 and fact.spent > 0 and question.what is Trigger.NOT_AGREED:
        return _("{spent} was spent on it in {period}. The agreement does not name it.").format(
            spent=pounds(fact.spent), period=days_words(fact.period)
        )
    return ""


def _word_in(question: Question, text: _Text) -> str:
    """The first of the question's words that is in a text as a whole word; "" for none."""
    if text.words.isdisjoint(_first_words(question.words)):
        return ""
    plain = text.plain
    for phrase in question.unless:
        plain = plain.replace(f" {phrase} ", _GAP)
    return next((word for word in question.words if f" {word} " in plain), "")


@lru_cache
def _first_words(phrases: tuple[str, ...]) -> frozenset[str]:
    """The word that each phrase begins with."""
    return frozenset(phrase.split()[0] for phrase in phrases)


@lru_cache(maxsize=2000)
def _plain(text: str) -> str:
    """The words of a text in small letters, with a space around each."""
    words = words_in_order(text.replace("'", "").replace("\u2019", ""))
    return f" {' '.join(words)} "


def _forms_of(name: str) -> tuple[tuple[str, ...], ...]:
    """A name in full, and as banks write it: the first letter and the last name."""
    words = tuple(_plain(name).split())
    if len(words) < WORDS_OF_A_PAYEE:
        return ()
    return words, (words[0], words[-1]), (words[0][0], words[-1])


def _of(questions: Iterable[Question], what: Trigger) -> list[Question]:
    return [question for question in questions if question.what is what]


def _each(questions: Iterable[Question], facts: Iterable[F]) -> Iterator[tuple[Question, F]]:
    known = tuple(facts)
    return ((question, fact) for question in questions for fact in known)


def _group(case: Case) -> tuple[str, str]:
    return case.question.id, case.like


def _holds(answer: Answer, case: Case) -> bool:
    return answer.until is None or case.day <= answer.until


def _covers(answered: Case, answer: Answer, case: Case) -> bool:
    """Whether what was said of one case holds for another like it."""
    if case.question.what is Trigger.RATE and case.amount > answered.amount:
        return False
    return answered.day <= case.day and _holds(answer, case)


def _waited_for(cases: Iterable[Case], last: Mapping[tuple[str, str], Answer]) -> Answer | None:
    answers = (last.get((case.question.id, case.about)) for case in cases)
    return next((answer for answer in answers if answer and answer.said is Said.ASKED), None)
