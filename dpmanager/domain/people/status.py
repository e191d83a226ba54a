"""Whether somebody is employed: the questions, what the answers point to, and why.

It is no ruling. HMRC's own tool, Check Employment Status for Tax, gives HMRC's view. The law is in
decided cases; HMRC's manual on care workers is ESM4015.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from dpmanager.domain.rates import Group, Sourced
from dpmanager.domain.steps import Step
from dpmanager.words import _

TOOL = "https://www.gov.uk/guidance/check-employment-status-for-tax"
NOT_SURE = "not_sure"
"""Stands for no answer in a list of answers; a question with it is left out of the answers."""


class Status(StrEnum):
    """What the answers point to. The values are the words used in the book."""

    EMPLOYED = "employed"
    SELF_EMPLOYED = "self-employed"
    UNSURE = "unsure"


class StatusAnswer(Group, frozen=True):
    """An answer that can be given. weight: how much it says; 0 for nothing. because: why."""

    id: str
    words: str
    towards: Status
    because: str
    weight: int = 1

    def __post_init__(self) -> None:
        if self.weight < 0 or (self.towards is Status.UNSURE) != (self.weight == 0):
            raise ValueError("an answer that points nowhere has the weight 0, and no other has")


class StatusQuestion(Sourced, frozen=True, kw_only=True):
    """A question about the work, with its answers."""

    id: str
    question: str
    hint: str = ""
    answers: tuple[StatusAnswer, ...]


class StatusQuestions(Group, frozen=True):
    """The whole file.

    employed_from, self_employed_from: by how much one side must outweigh the other. most_unsure:
    with more questions than that open, nothing is said.
    """

    employed_from: int
    self_employed_from: int
    most_unsure: int
    questions: tuple[StatusQuestion, ...]


@dataclass(frozen=True, slots=True)
class StatusView:
    """What the answers point to, in a sentence, and the reason that each answer gives."""

    status: Status
    says: str
    steps: tuple[Step, ...]


def weigh(answers: Mapping[str, str], rules: StatusQuestions) -> StatusView:
    """What the answers point to. answers: the id of the answer by that of the question.

    A question that was left out is open.
    """
    weights = {Status.EMPLOYED: 0, Status.SELF_EMPLOYED: 0, Status.UNSURE: 0}
    steps = []
    unsure = 0
    for question in rules.questions:
        given = next((one for one in question.answers if one.id == answers.get(question.id)), None)
        if given is None:
            unsure += 1
            continue
        weights[given.towards] += given.weight
        steps.append(Step(_(question.question), _(given.because), question.source[0]))
    more = weights[Status.EMPLOYED] - weights[Status.SELF_EMPLOYED]
    if unsure > rules.most_unsure:
        status = Status.UNSURE
    elif more >= rules.employed_from:
        status = Status.EMPLOYED
    elif -more >= rules.self_employed_from:
        status = Status.SELF_EMPLOYED
    else:
        status = Status.UNSURE
    return StatusView(status, status_says()[status], tuple(steps))


def status_says() -> dict[Status, str]:
    """What each outcome means, in sentences."""
    return {
        Status.EMPLOYED: _(
            "These answers point to a job: you are likely to be the employer. "
            "Then you run PAYE, and the worker has holiday and sick pay."
        ),
        Status.SELF_EMPLOYED: _(
            "These answers point to self-employment. "
            "Then the worker sends invoices and pays tax without you."
        ),
        Status.UNSURE: _(
            "These answers do not settle it. Most PAs who work in a person's own home are employed."
        ),
    }


def question_words(question: StatusQuestion) -> tuple[str, str, list[tuple[str, str]]]:
    """The question, its hint ("" for none), and each answer (id, words)."""
    answers = [(one.id, _(one.words)) for one in question.answers]
    hint = _(question.hint) if question.hint else ""
    return _(question.question), hint, answers
