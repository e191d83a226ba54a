from typing import Any

import pytest

from dpmanager.errors import DPManagerError
from dpmanager.tasks.pay.work_out_payslip import work_out_payslip

NEST = {
    "basis": "qualifying",
    "employee_percent": "5",
    "employer_percent": "3",
    "relief": "at-source",
}
NEW = ("student_loan", "postgraduate_loan", "employee_pension", "employer_pension")


def request(**changes: Any) -> dict[str, Any]:
    return {
        "tax_year": "2026-27",
        "frequency": "monthly",
        "period": 1,
        "gross_pay": "1300.00",
        "tax_code": "1257L",
        "basis": "cumulative",
        "pay_to_date_before": "0.00",
        "tax_to_date_before": "0.00",
        "ni_category": "A",
    } | changes


def figures(answer: dict[str, Any]) -> list[str]:
    return [answer[key] for key in NEW]


def test_the_worked_payslip_to_the_penny():
    answer = work_out_payslip(request(pension=NEST))
    assert {key: answer[key] for key in answer if key != "steps"} == {
        "income_tax": "50.20",
        "tax_to_date": "50.20",
        "employee_ni": "20.16",
        "employer_ni": "132.45",
        "net_pay": "1198.44",
        "student_loan": "0.00",
        "postgraduate_loan": "0.00",
        "employee_pension": "31.20",
        "employer_pension": "23.40",
    }


def test_both_loans_and_a_pension_before_tax():
    answer = work_out_payslip(
        request(
            gross_pay="2500.00",
            student_loan_plan="1",
            postgraduate_loan=True,
            pension=NEST | {"relief": "net-pay"},
        )
    )
    assert figures(answer) == ["23.00", "45.00", "99.00", "59.40"]
    # taxed: 2,401.00 - 1,048.26, in whole pounds 1,352, at 20%
    assert (answer["income_tax"], answer["employee_ni"]) == ("270.40", "116.16")
    assert answer["net_pay"] == "1946.44"


def test_a_second_month_goes_on_from_taxable_pay():
    first = work_out_payslip(request(gross_pay="2500.00", pension=NEST | {"relief": "net-pay"}))
    second = work_out_payslip(
        request(
            gross_pay="2500.00",
            pension=NEST | {"relief": "net-pay"},
            period=2,
            pay_to_date_before="2401.00",
            tax_to_date_before=first["tax_to_date"],
        )
    )
    assert second["tax_to_date"] == "541.00"  # (4,802.00 - 2,096.52) in whole pounds, at 20%


@pytest.mark.parametrize(
    "changes", [{"student_loan_plan": None}, {"postgraduate_loan": False}, {"pension": None}]
)
def test_the_new_figures_come_when_one_of_the_new_keys_is_asked_for(changes):
    answer = work_out_payslip(request(**changes))
    assert figures(answer) == ["0.00"] * 4
    assert answer["net_pay"] == "1229.64"
    assert not set(NEW) & set(work_out_payslip(request()))


@pytest.mark.parametrize(("plan", "repaid"), [("1", "23.00"), ("2", "4.00"), ("5", "37.00")])
def test_a_plan_may_be_text_or_a_number(plan, repaid):
    asked = request(gross_pay="2500.00", student_loan_plan=plan)
    assert work_out_payslip(asked)["student_loan"] == repaid
    assert work_out_payslip(asked | {"student_loan_plan": int(plan)}) == work_out_payslip(asked)


def test_percentages_may_be_numbers():
    numbers = NEST | {"employee_percent": 5, "employer_percent": 3}
    assert work_out_payslip(request(pension=numbers)) == work_out_payslip(request(pension=NEST))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"student_loan_plan": "3"}, 'student_loan_plan: "3" is not known. Use one of: 1, 2, 4, 5'),
        ({"student_loan_plan": "plan 1"}, 'student_loan_plan: "plan 1"'),
        ({"student_loan_plan": ""}, "student_loan_plan:"),
        ({"student_loan_plan": True}, "student_loan_plan: True"),
        ({"student_loan_plan": ["1"]}, "student_loan_plan: ['1']"),
        (
            {"student_loan_plan": "5", "tax_year": "2025-26"},
            "student_loan_plan: Student loan plan 5 is not repaid",
        ),
        ({"postgraduate_loan": "true"}, 'postgraduate_loan: "true" is neither true nor false'),
        ({"postgraduate_loan": 1}, "postgraduate_loan: 1"),
        ({"postgraduate_loan": None}, "postgraduate_loan: None"),
        ({"postgrad_loan": True}, 'not known: "postgrad_loan"'),
        ({"pension": "NEST"}, 'pension: "NEST" is not one JSON object'),
        ({"pension": {}}, 'pension: These keys are missing: "basis", "employee_percent"'),
        ({"pension": NEST | {"provider": "x"}}, 'pension: These keys are not known: "provider"'),
        ({"pension": NEST | {"basis": "some"}}, 'pension: basis: "some" is not known'),
        ({"pension": NEST | {"relief": "none"}}, 'pension: relief: "none" is not known'),
        ({"pension": NEST | {"employee_percent": "101"}}, 'pension: employee_percent: "101"'),
        ({"pension": NEST | {"employee_percent": "100.01"}}, "from 0 to 100"),
        ({"pension": NEST | {"employee_percent": "-1"}}, 'employee_percent: "-1"'),
        ({"pension": NEST | {"employer_percent": "3%"}}, 'employer_percent: "3%"'),
        ({"pension": NEST | {"employer_percent": None}}, "employer_percent: None"),
        ({"pension": NEST | {"employer_percent": True}}, "employer_percent: True"),
        (
            {"pension": NEST | {"basis": "all", "employee_percent": "100", "relief": "net-pay"}},
            "More would be taken from this pay",
        ),
    ],
)
def test_what_cannot_be_is_refused_by_name(changes, said):
    with pytest.raises(DPManagerError) as refused:
        work_out_payslip(request(**changes))
    assert said in str(refused.value)
    assert len(str(refused.value)) < 400
