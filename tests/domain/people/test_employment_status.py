import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpmanager.domain.people.status import Status, StatusAnswer, weigh
from dpmanager.tasks.people.hiring_rules import status_questions

RULES = status_questions()
AT_HOME = {
    # HMRC, ESM4015: a carer who comes at a pre-arranged time to the client's home and does what
    # the client asks is likely to be an employee
    "substitute": "no",
    "when": "me",
    "how": "me",
    "duty": "yes",
    "others": "no",
    "price": "me",
    "helpers": "no",
    "benefits": "yes",
    "where": "mine",
}
BUSINESS = {
    # ESM4015: who looks after a number of people and has a business organisation in place
    "substitute": "has",
    "when": "they",
    "how": "they",
    "duty": "no",
    "others": "business",
    "price": "they",
    "helpers": "yes",
    "benefits": "no",
    "where": "mine",
}


def test_a_carer_who_comes_when_told_is_likely_to_be_employed():
    view = weigh(AT_HOME, RULES)
    assert view.status is Status.EMPLOYED
    assert "you are likely to be the employer" in view.says
    assert len(view.steps) == len(RULES.questions)
    assert ("Who decides when they work?", "They come at times that you set.") in [
        (step.label, step.sum) for step in view.steps
    ]
    assert all(step.source for step in view.steps)


def test_who_runs_a_business_is_likely_to_be_self_employed():
    assert weigh(BUSINESS, RULES).status is Status.SELF_EMPLOYED


def test_care_in_the_workers_own_home_weighs_towards_self_employment():
    # ESM4015: in the careworker's own home usually treated as self-employed
    there = weigh(BUSINESS | {"helpers": "no", "where": "theirs"}, RULES)
    assert there.status is Status.SELF_EMPLOYED


def test_with_too_many_open_questions_nothing_is_said():
    few = {name: AT_HOME[name] for name in ("substitute", "when", "how", "duty", "others")}
    assert weigh(few, RULES).status is Status.UNSURE
    assert weigh(few | {"price": "me"}, RULES).status is Status.EMPLOYED
    assert weigh({}, RULES).steps == ()


def test_what_is_balanced_is_left_open():
    mixed = BUSINESS | {"substitute": "no", "helpers": "no", "others": "jobs"}
    # employed: 2 (substitute) + 1 (where); self-employed: 2 (when) + 1 (how) + 1 (duty) + 1 (price)
    assert weigh(mixed, RULES).status is Status.UNSURE


@given(st.fixed_dictionaries({q.id: st.sampled_from([a.id for a in q.answers])
                              for q in RULES.questions}))  # fmt: skip
def test_an_answer_that_points_to_a_job_never_makes_it_less_likely_to_be_one(answers):
    order = [Status.SELF_EMPLOYED, Status.UNSURE, Status.EMPLOYED]
    before = order.index(weigh(answers, RULES).status)
    after = order.index(weigh(answers | {"when": "me"}, RULES).status)
    assert after >= before


def test_an_answer_without_a_direction_has_no_weight():
    with pytest.raises(ValueError, match="points nowhere"):
        StatusAnswer(id="x", words="x", towards=Status.UNSURE, because="x", weight=1)
