from dataclasses import replace
from datetime import date, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpmanager.domain.people.checks import (
    CheckKind,
    CheckRules,
    CheckSeen,
    CheckState,
    Standing,
    WhoIsChecked,
    is_law,
    look_again_on,
    meaning_of,
    rules_for,
    standing_of,
    what_is_missing,
)
from dpmanager.domain.people.worker_kinds import PROVIDERS, Provider
from dpmanager.tasks.people.hiring_rules import check_rules

RULES = check_rules()
PA = WhoIsChecked("employed", "england", "self")
TODAY = date(2026, 11, 27)


def rule(kind, who=PA):
    return next(one for one in rules_for(replace(who, drives=True), RULES) if one.kind is kind)


def seen(kind, key=1, **more):
    return CheckSeen(key, kind, CheckState.SEEN, seen_on=date(2026, 11, 1), **more)


def missing(who, *checks, today=TODAY):
    return [(one.rule.kind, one.left) for one in what_is_missing(who, checks, RULES, today)]


def test_an_employed_pa_in_england_needs_the_right_to_work_and_advice_comes_after_it():
    found = what_is_missing(PA, [], RULES, TODAY)
    assert [(one.rule.kind, one.by_law, one.left) for one in found] == [
        (CheckKind.RIGHT_TO_WORK, True, 1),
        (CheckKind.DBS, False, 1),
        (CheckKind.REFERENCE, False, 2),
    ]


def test_the_right_to_work_is_asked_of_employees_alone():
    # Immigration, Asylum and Nationality Act 2006, section 15: the employer of an employee
    assert CheckKind.RIGHT_TO_WORK not in dict(missing(replace(PA, kind="self-employed")))


@pytest.mark.parametrize("kind", PROVIDERS)
def test_a_provider_checks_its_own_staff(kind: Provider):
    driver = replace(PA, kind=kind, drives=True)
    assert missing(driver) == []
    assert [rule.kind for rule in rules_for(driver, RULES)] == [CheckKind.REGISTER]


def test_driving_papers_are_asked_of_drivers():
    driving = {CheckKind.DRIVING_LICENCE, CheckKind.CAR_INSURANCE, CheckKind.MOT}
    assert not driving & dict(missing(PA)).keys()
    assert driving < dict(missing(replace(PA, drives=True))).keys()


@pytest.mark.parametrize(
    ("nation", "role", "name", "law"),
    [
        # Gloucestershire, direct payments policy: a recipient with capacity need not, an
        # authorised person must. PVG: Disclosure (Scotland) Act 2020, since 1 April 2025.
        ("england", "self", "DBS check", False),
        ("england", "nominated", "DBS check", False),
        ("england", "authorised", "DBS check", True),
        ("wales", "suitable", "DBS check", True),
        ("scotland", "self", "PVG membership", True),
        ("northern-ireland", "self", "AccessNI check", False),
    ],
)
def test_each_nation_has_its_check_of_the_past(nation, role, name, law):
    who = replace(PA, nation=nation, manager_role=role)
    found = rule(CheckKind.DBS, who)
    assert (found.name, is_law(found, who)) == (name, law)


def test_why_depends_on_who_manages_the_money():
    own = meaning_of(rule(CheckKind.DBS), PA)
    other = meaning_of(rule(CheckKind.DBS), replace(PA, manager_role="authorised"))
    assert "leaves the choice to you" in own["why"]
    assert "close family" in other["why"]
    assert own["look_at"] == other["look_at"]


def test_the_worker_applies_for_a_dbs_check_since_21_january_2026_and_no_copy_is_kept():
    dbs = rule(CheckKind.DBS)
    assert "21 January 2026" in dbs.look_at and "umbrella body" in dbs.look_at
    assert not dbs.keeps_copy and "Never keep the certificate" in dbs.never_keep


def test_one_reference_of_two_leaves_one():
    assert (CheckKind.REFERENCE, 1) in missing(PA, seen(CheckKind.REFERENCE))
    both = [seen(CheckKind.REFERENCE, 1), seen(CheckKind.REFERENCE, 2)]
    assert CheckKind.REFERENCE not in dict(missing(PA, *both))


def test_what_is_not_needed_is_not_missing():
    not_needed = CheckSeen(1, CheckKind.DBS, CheckState.NOT_NEEDED)
    assert CheckKind.DBS not in dict(missing(PA, not_needed))
    asked = CheckSeen(1, CheckKind.DBS, CheckState.ASKED)
    found = what_is_missing(PA, [asked], RULES, TODAY)
    assert [one.is_asked for one in found if one.rule.kind is CheckKind.DBS] == [True]


def test_a_permission_that_ends_is_told_60_days_before_and_missing_the_day_after():
    # GOV.UK: a new check protects only if it is made before the permission ends
    visa = seen(CheckKind.RIGHT_TO_WORK, until=date(2027, 3, 1))
    right = rule(CheckKind.RIGHT_TO_WORK)
    first_day = date(2027, 3, 1) - timedelta(days=60)
    assert standing_of(right, visa, first_day - timedelta(days=1)) is Standing.SEEN
    assert standing_of(right, visa, first_day) is Standing.RUNS_OUT
    assert standing_of(right, visa, date(2027, 3, 1)) is Standing.RUNS_OUT
    assert standing_of(right, visa, date(2027, 3, 2)) is Standing.RAN_OUT
    assert CheckKind.RIGHT_TO_WORK not in dict(missing(PA, visa, today=date(2027, 3, 1)))
    assert CheckKind.RIGHT_TO_WORK in dict(missing(PA, visa, today=date(2027, 3, 2)))


def test_a_passport_has_no_end():
    assert look_again_on(rule(CheckKind.RIGHT_TO_WORK), seen(CheckKind.RIGHT_TO_WORK)) is None


@pytest.mark.parametrize(
    ("more", "again"),
    [
        # Wigan's audit takes a DBS check that is at most three years old
        ({"issued_on": date(2026, 10, 20)}, date(2029, 10, 20)),
        ({}, date(2029, 11, 1)),
        ({"issued_on": date(2026, 10, 20), "again_on": date(2027, 10, 20)}, date(2027, 10, 20)),
    ],
)
def test_a_dbs_check_is_looked_at_again_after_three_years_or_when_the_person_says(more, again):
    assert look_again_on(rule(CheckKind.DBS), seen(CheckKind.DBS, **more)) == again


def test_pvg_membership_ends_after_five_years_only_if_it_began_in_april_2026_or_later():
    # Disclosure Scotland: five-year membership from 1 April 2026
    pvg = rule(CheckKind.DBS, replace(PA, nation="scotland"))
    new = seen(CheckKind.DBS, issued_on=date(2026, 4, 1))
    old = seen(CheckKind.DBS, issued_on=date(2026, 3, 31))
    assert look_again_on(pvg, new) == date(2031, 4, 1)
    assert look_again_on(pvg, old) is None


@given(
    st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    st.one_of(st.none(), st.dates(date(2020, 1, 1), date(2035, 1, 1))),
    st.dates(date(2020, 1, 1), date(2035, 1, 1)),
)
def test_a_check_is_missing_exactly_when_it_is_not_good(day, until, today):
    check = CheckSeen(1, CheckKind.RIGHT_TO_WORK, CheckState.SEEN, seen_on=day, until=until)
    is_missing = CheckKind.RIGHT_TO_WORK in dict(missing(PA, check, today=today))
    assert is_missing == (until is not None and until < today)


def test_a_file_with_two_rules_for_the_same_is_refused():
    twice = [*RULES.checks, RULES.checks[0]]
    with pytest.raises(ValueError, match=r"right_to_work .* has two rules"):
        CheckRules(checks=tuple(twice))
    with pytest.raises(ValueError, match="come together"):
        msgspec.structs.replace(RULES.checks[0], law_for_roles=("authorised",))
