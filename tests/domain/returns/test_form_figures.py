"""Everything a funder's form can ask for: hand-checked, and lists that add up to their totals."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st
from test_build import CATEGORIES, inputs, line
from test_sums import return_inputs

from dpmanager.domain.returns.besides import Besides, Signed, WorkerHours
from dpmanager.domain.returns.build import ReturnInputs, build_return
from dpmanager.domain.returns.form_figures import Figure, figure_named, form_figures
from dpmanager.domain.returns.funder_return import FunderReturn, FundingStream, SetAside
from dpmanager.domain.returns.own_form import Fill, left_out, with_others
from dpmanager.domain.signatures import SignatureGiven, SignatureKind
from dpmanager.tasks.returns.resources import funder_rules, funders

TODAY = date(2026, 10, 5)
RULES = funder_rules("generic")


def figures_of(made: FunderReturn) -> dict[str, Figure]:
    return form_figures(made, RULES, CATEGORIES, TODAY)


def test_the_figures_are_those_of_the_return() -> None:
    # 500.00 + 440.00 - 40.00 - 12.30 = 887.70. 200.00 is set aside, so 687.70 is free: 6.87 weeks
    # of 100.00. Four weeks may stay, so 687.70 - 400.00 = 287.70 is too much: 2.87 weeks.
    made = build_return(
        inputs(
            line(1, "440.00", ("440.00", "dp_council")),
            line(2, "-40.00", ("-40.00", "agency")),
            line(3, "-12.30", on_statement=False),
            weekly_amount=Decimal("100.00"),
            surplus_weeks_allowed=Decimal(4),
            funding=(
                FundingStream("Anyshire Council", Decimal("90.00"), "four-weekly"),
                FundingStream("Your contribution", Decimal("10.00"), "four-weekly"),
            ),
            set_aside=(
                SetAside("Wages", Decimal("150.00"), kind="wages"),
                SetAside("A debt", Decimal("50.00")),
            ),
            besides=Besides(
                worker_hours=(
                    WorkerHours("Ada Lovell", Decimal("30.5"), 0),
                    WorkerHours("Ben Okoro", Decimal(12), 3),
                ),
                surplus_reasons=("No carer could be found.",),
            ),
        )
    )
    values = {name: figure.value for name, figure in figures_of(made).items() if figure.value}
    assert {name: str(value) for name, value in values.items()} == {
        "recipient": "Ann Other",
        "address": "1 Any Street",
        "reference": "42",
        "filled_in_by": "Ann Other",
        "role": "the person herself",
        "employer": "Ann Other",
        "funder": "Anyshire Council",
        "accounts": "Direct payment account, ending 1234",
        "declared_name": "Ann Other",
        "declared_role": "the person herself",
        "declared_on": "2026-10-05",
        "period_start": "2026-07-01",
        "period_end": "2026-09-30",
        "due": "2026-10-28",
        "opening": "500.00",
        "money_in": "440.00",
        "money_out": "52.30",
        "closing": "887.70",
        "statement_balance": "900.00",
        "unpresented": "12.30",
        "weekly_amount": "100.00",
        "yearly_amount": "5200.00",
        "paid_weekly": "90.00",
        "paid_yearly": "4680.00",
        "contribution_weekly": "10.00",
        "contribution_yearly": "520.00",
        "in.dp_council": "440.00",
        "out.agency": "40.00",
        "out_rest": "12.30",
        "aside.wages": "150.00",
        "aside_rest": "50.00",
        "set_aside": "200.00",
        "free_balance": "687.70",
        "may_stay": "400.00",
        "surplus": "287.70",
        "surplus_weeks": "2.87",
        "weeks_left": "6.87",
        "weeks_allowed": "4",
        "surplus_reasons": "No carer could be found.",
        "hours.Ada Lovell": "30.5",
        "hours.Ben Okoro": "12",
        "nights.Ben Okoro": "3",
        "hours_all": "42.5",
        "nights_all": "3",
    }


def test_the_declaration_is_that_of_who_signed() -> None:
    made = build_return(inputs())
    signed = Signed(
        SignatureGiven(SignatureKind.TYPED, "Bea Other"), "Suitable person", date(2026, 10, 2)
    )
    figures = figures_of(replace(made, besides=replace(made.besides, signed=signed)))
    assert [figures[f"declared_{name}"].value for name in ("name", "role", "on")] == [
        "Bea Other",
        "Suitable person",
        date(2026, 10, 2),
    ]


def test_who_did_not_work_has_no_hours_and_other_names_stand_for_nothing() -> None:
    figures = figures_of(build_return(inputs()))
    away = figure_named(figures, "hours.Ada Lovell")
    assert away is not None and (away.words, away.value) == ("Hours of Ada Lovell", Decimal(0))
    assert figure_named(figures, "out.no_such_kind") is None


def test_the_funders_own_lines_are_there_in_every_period() -> None:
    with_list = next(rules for rules in funders() if rules.categories)
    made = build_return(inputs(line(1, "-40.00", ("-40.00", "agency")), rules=with_list))
    figures = form_figures(made, with_list, CATEGORIES, TODAY)
    for one in with_list.categories:
        assert f"funder_{one.side}.{one.name}" in figures
    out = [
        figure.value
        for name, figure in figures.items()
        if name.startswith("funder_out.") or name == "funder_out_rest"
    ]
    assert sum(Decimal(str(value)) for value in out) == Decimal("40.00")


@given(return_inputs())
def test_each_list_adds_up_to_its_total(given_inputs: ReturnInputs) -> None:
    made = build_return(given_inputs)
    figures = figures_of(made)
    for begins, rest, whole in (
        ("in.", "in_rest", "money_in"),
        ("out.", "out_rest", "money_out"),
        ("aside.", "aside_rest", "set_aside"),
    ):
        parts = [
            figure.value
            for name, figure in figures.items()
            if name.startswith(begins) or name == rest
        ]
        assert sum(Decimal(str(part)) for part in parts) == figures[whole].value


@given(return_inputs(), st.sets(st.sampled_from([f"out.{name}" for name in CATEGORIES])))
def test_what_a_form_has_no_place_for_makes_up_the_rest(
    given_inputs: ReturnInputs, named: set[str]
) -> None:
    figures = figures_of(build_return(given_inputs))
    fills = {name: Fill(name) for name in named if name in figures}
    others = with_others(figures, fills)["out_others"].value
    placed = [Decimal(str(figures[fill.figure].value)) for fill in fills.values()]
    assert sum(placed, Decimal(0)) + Decimal(str(others)) == figures["money_out"].value
    missing = [Decimal(str(one.value)) for one in left_out(figures, fills)]
    if fills:
        assert sum(missing, Decimal(0)) == others
        assert left_out(figures, fills | {"rest": Fill("out_others")}) == ()
    else:  # a form that asks for no kinds of money lacks none
        assert missing == []
