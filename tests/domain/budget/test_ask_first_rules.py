"""Questions about spending: each has a case that sets it off and one that must not.

The lists of words are those of Oldham, South Tyneside, Greenwich, Luton, South Lanarkshire and
Neath Port Talbot, as `resources/spending.toml` names them.
"""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpmanager.domain.budget import spending_rules as rules
from dpmanager.domain.budget.spending_rules import (
    Answer,
    Case,
    Names,
    OutcomeFact,
    PartFact,
    PaymentFact,
    Question,
    RateFact,
    RelativeFact,
    Said,
    ServiceFact,
    SpendingRules,
    Trigger,
    open_questions,
)
from dpmanager.domain.periods import Period
from dpmanager.resource_files import read_toml, resource_path
from dpmanager.tasks.money.spending_questions import questions_for, spending_rules
from dpmanager.tasks.returns.resources import categories, funders

RULES = spending_rules()
QUESTIONS = {question.id: question for question in RULES.questions}
DAY = date(2026, 5, 4)
NAMES = Names(own=("Sam Rivers", "Jo Rivers"), workers=("Rose Beer", "Ada Lovell"))


def payment(
    payee: str, category: str = "", note: str = "", amount: str = "25.00", **more: object
) -> PaymentFact:
    parts = (PartFact(category, category.title(), note),) if category else ()
    fact = PaymentFact("payment:1", DAY, payee, Decimal(amount), parts)
    return replace(fact, **more)


def asked(fact: PaymentFact) -> dict[str, str]:
    """The questions that a payment sets off, with their reasons."""
    cases = rules.payment_cases(RULES.questions, RULES.never_read, [fact], NAMES)
    return {case.question.id: case.reason for case in cases}


SETS_OFF = {
    "alcohol": payment("MAJESTIC WINE 112"),
    "tobacco": payment("CORNER NEWS", "exp_other", "Cigarettes for Sam"),
    "gambling": payment("BET365 STOKE"),
    "cash": payment("LLOYDS BANK", "cash"),
    "food": payment("TESCO STORES 3345", "exp_other"),
    "home": payment("ELM HOUSING ASSOCIATION"),
    "household_bill": payment("BRITISH GAS DD"),
    "council_tax": payment("NORTHSHIRE COUNCIL TAX"),
    "health_care": payment("SMILES", "exp_other", "Dentist in May"),
    "care_home": payment("LAKESIDE NURSING HOME", "respite"),
    "council_service": payment("NORTHSHIRE COUNTY COUNCIL", "day_services"),
    "against_the_law": payment("A FRIEND", "exp_other", "Gardener, cash in hand"),
    "gift": payment("CARD SHOP", "exp_other", "Birthday present for Ada"),
    "fine": payment("NORTHSHIRE PARKING", "exp_other", "Parking fine"),
    "clothes": payment("PRIMARK EXETER"),
    "equipment": payment("HANDY HARDWARE", "equipment"),
    "one_off": payment("CURRYS", "one_off"),
    "holiday": payment("EASYJET LUTON"),
    "building": payment("HILL BUILDERS", "exp_other"),
    "large": payment("COMFORT CHAIRS", "exp_other", amount="500.01"),
    "own_account": payment("MRS J RIVERS"),
}
DOES_NOT = {
    "alcohol": [
        payment("WINEHOUSE CARE", "agency"),
        payment("CHEMIST", "exp_other", "Alcohol gel and alcohol wipes"),
        payment("ROSE BEER", "pa_net_wages"),
        payment("FP ROSE BEER"),
        payment("DRUG AND ALCOHOL SERVICE", "day_services"),
    ],
    "tobacco": [payment("STOP SMOKING CLINIC", "exp_other"), payment("VAPEUR SPA", "day_services")],
    "gambling": [
        payment("BETTY'S TEA ROOM", "day_services"),
        payment("HALL", "day_services", "Paid by the Lottery Community Fund"),
    ],
    "cash": [payment("CASHMERE CLEANERS", "exp_other"), payment("ATMOSPHERE GYM", "day_services")],
    "food": [
        payment("TESCO STORES 3345", "admin", "Printer ink"),
        payment("TESCO STORES 3345"),
        payment("TRAINING CO", "exp_other", "Food hygiene course"),
    ],
    "home": [
        payment("VILLAGE HALL", "day_services", "Rent of the hall for the art group"),
        payment("BRENT LEISURE", "day_services"),
    ],
    "household_bill": [payment("GASKELL CARE", "agency"), payment("POWERCHAIR CO", "equipment")],
    "council_tax": [payment("NORTHSHIRE COUNCIL", "repaid_council")],
    "health_care": [payment("BOOTS 0412", "exp_other", "Gloves")],
    "care_home": [payment("HOME CARE LTD", "agency"), payment("CARE AT HOME LTD", "agency")],
    "council_service": [
        payment("NORTHSHIRE COUNTY COUNCIL", "repaid_council"),
        payment("ELM PARISH COUNCIL", "day_services", "Hall"),
        payment("NORTHSHIRE COUNCIL TAX", "exp_other"),
    ],
    "against_the_law": [payment("THE LAW CENTRE", "exp_other", "Cash in the tin")],
    "gift": [payment("GIFTED HANDS ART", "day_services"), payment("CHARITY", "day_services")],
    "fine": [payment("FINE ART CLASS", "day_services"), payment("DEBT ADVICE", "exp_other")],
    "clothes": [payment("BOOTS 0412"), payment("SHOP", "exp_other", "Adaptive clothing")],
    "equipment": [payment("HANDY HARDWARE", "admin")],
    "one_off": [payment("CURRYS", "admin")],
    "holiday": [
        payment("HOLIDAY CLUB NS", "day_services"),
        payment("ADA LOVELL", "pa_net_wages", "Holiday pay"),
        payment("HOTELIER TRAINING", "training"),
    ],
    "building": [payment("BODYBUILDERS GYM", "day_services")],
    "large": [
        payment("COMFORT CHAIRS", "exp_other", amount="500.00"),
        payment("BROOK DAY CLUB", "agency", amount="900.00"),
    ],
    "own_account": [
        payment("ADA LOVELL", "pa_net_wages"),
        payment("BROOK DAY CLUB REF SAM RIVERS", "agency"),
        payment("MRS J RIVERS", explained=True),
        payment("SAM RIVERS", "contrib_refund"),
        payment("RIVERS CAFE", "day_services"),
    ],
}


def test_every_question_is_tried_both_ways():
    of_payments = {
        question.id
        for question in RULES.questions
        if question.what in (Trigger.PAYMENT, Trigger.OWN_ACCOUNT)
    }
    assert set(SETS_OFF) == set(DOES_NOT) == of_payments
    others = {question.what for question in RULES.questions if question.id not in of_payments}
    assert others == {
        Trigger.RELATIVE,
        Trigger.RATE,
        Trigger.OVER_AGREED,
        Trigger.NOT_AGREED,
        Trigger.OUTCOME,
    }


@pytest.mark.parametrize("name", SETS_OFF)
def test_a_payment_sets_it_off(name):
    assert name in asked(SETS_OFF[name])


@pytest.mark.parametrize(("name", "fact"), [(n, fact) for n in DOES_NOT for fact in DOES_NOT[n]])
def test_a_payment_does_not(name, fact):
    assert name not in asked(fact)


def test_the_reason_names_what_was_found_and_where():
    assert asked(SETS_OFF["alcohol"])["alcohol"] == "The bank line has the word “wine” in it."
    assert asked(SETS_OFF["tobacco"])["tobacco"] == "Your note has the word “cigarettes” in it."
    assert asked(SETS_OFF["cash"])["cash"] == "It is sorted as “Cash”."
    assert asked(SETS_OFF["own_account"])["own_account"] == "It went to Jo Rivers."
    assert asked(SETS_OFF["large"])["large"] == (
        "£500.01 is more than £500.00, and is sorted as “Exp_Other”."
    )


def test_receipts_are_read_for_some_questions_only():
    fact = payment("CAFE", "day_services", receipt="soup 4.00 house wine 5.00 cash 10.00 rent")
    assert asked(fact) == {"alcohol": "The receipt has the word “wine” on it."}


def test_every_category_it_names_is_there():
    named = {name for question in RULES.questions for name in question.categories}
    named |= {name for question in RULES.questions for name in question.only_in}
    assert {*named, *RULES.never_read} <= set(categories())


def test_wales_is_not_asked_about_care_homes_and_the_councils_own_services():
    left_out = {q.id for q in RULES.questions if "wales" not in q.nations}
    assert left_out == {"care_home", "council_service"}


def test_a_question_is_left_out_only_if_all_funders_leave_it_out(monkeypatch):
    one = Question(
        id="x", name="X", question="X?", means="X.", what=Trigger.RATE, nations=("england",),
        checked=DAY, verified=False, source=("X",), not_for=("stockport",),
    )  # fmt: skip
    made = SpendingRules(never_read=(), questions=(one,))
    monkeypatch.setattr("dpmanager.tasks.money.spending_questions.spending_rules", lambda: made)
    assert questions_for(["stockport"]) == ()
    assert questions_for(["stockport", "devon"]) == (one,)
    assert questions_for([]) == (one,)


def test_what_funders_files_name_are_questions():
    for funder in funders():
        if funder.spending is not None:
            named = {*funder.spending.ask_first, *funder.spending.not_allowed}
            assert named <= set(QUESTIONS), funder.id
    named = {name for question in RULES.questions for name in question.not_for}
    assert named == {"stockport"} <= {funder.id for funder in funders()}


def test_words_with_signs_are_refused(tmp_path):
    text = resource_path("spending.toml").read_text("utf-8")
    file = tmp_path / "spending.toml"
    file.write_text(text.replace('"beer"', '"Beer"', 1), "utf-8")
    with pytest.raises(Exception, match="small letters"):
        read_toml(file, SpendingRules)


def test_family_is_asked_about_with_the_reason_of_the_law():
    fact = RelativeFact(3, "Ada Lovell", "Close family in the same home may be paid only if.")
    (case,) = rules.relative_cases(RULES.questions, [fact], DAY)
    assert (case.question.id, case.about, case.reason) == ("relative", "worker:3", fact.why)
    assert list(rules.relative_cases(RULES.questions, [], DAY)) == []


def rate(amount: str, about: str = "rate:7", day: date = DAY) -> RateFact:
    return RateFact(
        about,
        3,
        "Ada Lovell",
        day,
        Decimal(amount),
        Decimal("16.40"),
        "Northshire",
        "Personal care",
    )


def test_an_hour_above_the_agreed_rate_is_asked_about_and_one_at_it_is_not():
    (case,) = rules.rate_cases(RULES.questions, [rate("16.41"), rate("16.40", "rate:8")])
    assert case.title == "Ada Lovell, £16.41 an hour"
    assert case.reason == (
        "£16.41 an hour is above the £16.40 that Northshire agreed for personal care."
    )


def service(spent: str, agreed: str) -> ServiceFact:
    period = Period(date(2026, 4, 6), date(2026, 7, 5))
    return ServiceFact("respite", "Respite", period, Decimal(spent), Decimal(agreed))


@pytest.mark.parametrize(
    ("spent", "agreed", "name"),
    [
        ("1050.01", "1000.00", "over_agreed"),
        ("1050.00", "1000.00", ""),
        ("0.01", "0.00", "not_agreed"),
        ("0.00", "0.00", ""),
    ],
)
def test_a_service_is_asked_about_beyond_five_per_cent_or_where_nothing_was_agreed(
    spent, agreed, name
):
    cases = rules.service_cases(RULES.questions, [service(spent, agreed)])
    assert [case.question.id for case in cases] == ([name] if name else [])


def test_a_goal_without_spending_is_asked_about():
    facts = [OutcomeFact(2, "Out and about", date(2026, 2, 4))]
    (case,) = rules.outcome_cases(RULES.questions, facts, DAY)
    assert case.about == "outcome:2"
    assert case.reason == "Nothing was spent on it for 3 months, since 4 February 2026."
    assert list(rules.outcome_cases(RULES.questions, [], DAY)) == []


def at(number: int, day: int, payee: str = "MAJESTIC WINE 112", amount: str = "25.00") -> Case:
    """A payment of May that sets off the question about alcohol."""
    fact = PaymentFact(f"payment:{number}", date(2026, 5, day), payee, Decimal(amount))
    (case,) = rules.payment_cases([QUESTIONS["alcohol"]], (), [fact], Names())
    return case


def said(what: Said, number: int, until: date | None = None) -> Answer:
    return Answer("alcohol", f"payment:{number}", what, date(2026, 5, 20), until)


def abouts(cases: list[Case], answers: list[Answer]) -> list[list[str]]:
    return [[case.about for case in one.cases] for one in open_questions(cases, answers)]


def test_payments_to_one_payee_are_one_question_about_the_oldest():
    cases = [at(3, 9), at(1, 2), at(2, 4, "BARGAIN BOOZE"), at(4, 11, "Majestic Wine, Bath")]
    assert abouts(cases, []) == [["payment:1", "payment:3", "payment:4"], ["payment:2"]]


def test_what_was_agreed_holds_for_later_payments_to_the_same_payee():
    cases = [at(1, 2), at(2, 4), at(3, 6), at(4, 6, "BARGAIN BOOZE")]
    assert abouts(cases, [said(Said.AGREED, 2)]) == [["payment:1"], ["payment:4"]]
    assert abouts(cases, [said(Said.NOT_NEEDED, 1)]) == [["payment:4"]]


def test_with_a_last_day_it_holds_until_then():
    cases = [at(1, 2), at(2, 4), at(3, 5)]
    assert abouts(cases, [said(Said.AGREED, 1, date(2026, 5, 4))]) == [["payment:3"]]


def test_no_closes_that_payment_alone_and_is_remembered_for_the_next():
    (left,) = open_questions([at(1, 2), at(2, 4)], [said(Said.REFUSED, 1)])
    assert (left.case.about, left.refused_on) == ("payment:2", date(2026, 5, 20))


def test_asked_marks_the_question_and_leaves_it_open():
    (left,) = open_questions([at(1, 2), at(2, 4)], [said(Said.ASKED, 1)])
    assert (left.asked, len(left.cases)) == (said(Said.ASKED, 1), 2)


def test_of_several_answers_the_last_counts():
    cases = [at(1, 2)]
    assert abouts(cases, [said(Said.ASKED, 1), said(Said.AGREED, 1)]) == []
    assert abouts(cases, [said(Said.AGREED, 1), said(Said.ASKED, 1)]) == [["payment:1"]]


def test_a_rate_that_was_agreed_covers_no_higher_one():
    lower, higher = rate("17.00", "rate:1"), rate("18.00", "rate:2", DAY + timedelta(days=1))
    same = rate("17.00", "invoice:9", DAY + timedelta(days=2))
    cases = list(rules.rate_cases(RULES.questions, [lower, higher, same]))
    answers = [Answer("rate", "rate:1", Said.AGREED, DAY)]
    assert abouts(cases, answers) == [["rate:2"]]


MADE_UP = ["MAJESTIC WINE 112", "BARGAIN BOOZE", "BET365", "CO", "PRIMARK", "TESCO STORES"]


@given(
    payments=st.lists(
        st.tuples(
            st.sampled_from(MADE_UP),
            st.integers(0, 60),
            st.sampled_from(["", "equipment", "cash", "exp_other", "one_off", "agency"]),
        ),
        max_size=12,
    ),
    answers=st.lists(st.sampled_from([Said.AGREED, Said.REFUSED, Said.NOT_NEEDED]), min_size=1),
    once=st.booleans(),
)
def test_closing_all_questions_one_by_one_leaves_none(payments, answers, once):
    facts = [
        payment(payee, category, about=f"payment:{number}", day=DAY + timedelta(days=days))
        for number, (payee, days, category) in enumerate(payments)
    ]
    cases = list(rules.payment_cases(RULES.questions, RULES.never_read, facts, NAMES))
    given_answers: list[Answer] = []
    for turn in range(len(cases) + 1):
        left = open_questions(cases, given_answers)
        if not left:
            break
        first = left[0].case
        given_answers.append(
            Answer(
                first.question.id,
                first.about,
                answers[turn % len(answers)],
                DAY,
                first.day if once else None,
            )
        )
        assert sum(len(one.cases) for one in open_questions(cases, given_answers)) < sum(
            len(one.cases) for one in left
        )
    assert open_questions(cases, given_answers) == ()


WORDS_OF_ALL = {
    part for question in RULES.questions for word in question.words for part in word.split()
}


@given(
    words=st.lists(st.from_regex(r"[a-z]{1,12}", fullmatch=True), max_size=6),
    category=st.sampled_from(["", "agency", "day_services", "pa_net_wages", "admin", "training"]),
    amount=st.decimals("0.01", "500.00", places=2),
)
def test_a_payment_without_any_of_the_words_is_never_asked_about(words, category, amount):
    text = " ".join(word for word in words if word not in WORDS_OF_ALL)
    fact = payment(text, category, note=text, amount=str(amount), receipt=text)
    assert asked(replace(fact, payee=f"shop {text}")) == {}
