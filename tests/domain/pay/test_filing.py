from datetime import date
from itertools import product

import msgspec
import pytest

from dpmanager.domain.pay.filing import (
    FilingAnswers,
    filing_questions,
    may_file_on_paper,
    paper_return_words,
    paper_returns,
)
from dpmanager.tasks.pay.rates import rates_for

ALL_YES = FilingAnswers(
    care_is_at_home=True, care_is_for_you_or_family=True, needs_care=True, files_alone=True
)
FIELDS = [one.field for one in filing_questions()]


def answers(**more):
    return FilingAnswers(**{field: more.get(field, True) for field in FIELDS})


def test_every_condition_has_its_question():
    assert list(FilingAnswers.__dataclass_fields__) == FIELDS


def test_who_meets_all_conditions_writes_to_hmrc_first():
    found = may_file_on_paper(ALL_YES)
    assert found.allowed is True
    assert "Write to HMRC" in found.reasons[0]
    assert [step.sum for step in found.steps] == ["yes"] * 4


@pytest.mark.parametrize(
    ("field", "reason"),
    [
        ("care_is_at_home", "at your home"),
        ("care_is_for_you_or_family", "in your family"),
        ("needs_care", "disabled, elderly or infirm"),
        ("files_alone", "somebody else"),
    ],
)
def test_one_condition_that_fails_is_enough_and_is_named(field, reason):
    found = may_file_on_paper(answers(**{field: False}))
    assert found.allowed is False
    assert reason in found.reasons[0]
    assert found.reasons[-1] == "Report online, on or before each pay day."


def test_an_open_question_is_asked_again():
    found = may_file_on_paper(answers(files_alone=None))
    assert found.allowed is None
    assert found.reasons == (filing_questions()[-1].question,)


def test_no_answer_is_given_that_another_answer_could_turn():
    for given in product((True, False, None), repeat=4):
        allowed = may_file_on_paper(FilingAnswers(*given)).allowed
        assert allowed is (False if False in given else None if None in given else True)


def test_the_quarterly_days_of_2026_27():
    # DMBM519240: 19 July, 19 October, 19 January and 19 April
    returns = paper_returns("2026-27", rates_for("2026-27").paper_filing)
    assert [one.due for one in returns] == [
        date(2026, 7, 19),
        date(2026, 10, 19),
        date(2027, 1, 19),
        date(2027, 4, 19),
    ]
    assert [(one.quarter.start, one.quarter.end) for one in returns[:2]] == [
        (date(2026, 4, 6), date(2026, 7, 5)),
        (date(2026, 7, 6), date(2026, 10, 5)),
    ]
    assert paper_return_words(returns[0]) == (
        "Form RT2 for pay from 6 April 2026 to 5 July 2026 must reach HMRC by 19 July 2026."
    )


def test_the_days_come_from_the_rates():
    later = msgspec.structs.replace(rates_for("2026-27").paper_filing, days_after_quarter=16)
    assert paper_returns("2026-27", later)[0].due == date(2026, 7, 21)
