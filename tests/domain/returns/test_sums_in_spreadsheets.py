"""Our own return as a workbook and as CSV: its sums, worked out again, are those of the return."""

import csv
import io
import re
from dataclasses import replace
from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import Any

from hypothesis import HealthCheck, given, settings
from openpyxl import load_workbook
from test_build import inputs, line
from test_sums import return_inputs

from dpmanager.documents.return_csv import return_csv
from dpmanager.documents.return_workbook import return_workbook
from dpmanager.domain.returns.besides import Besides, PaidOutside, WorkerHours
from dpmanager.domain.returns.build import ReturnInputs, build_return
from dpmanager.domain.returns.funder_return import FunderReturn, SetAside
from dpmanager.tasks.returns.resources import funders, labels

TODAY = date(2026, 10, 5)


CELL = re.compile(
    r"(?:(?:'([^']+)'|([A-Za-z]\w*))!)?\$?([A-Z]{1,2})\$?(\d+)(?::\$?[A-Z]{1,2}\$?(\d+))?"
)


class Column(list[Any]):
    """The cells under one another, multiplied row by row."""

    def __mul__(self, other: Any) -> "Column":
        return Column(one * each for one, each in zip(self, other, strict=True))


FUNCTIONS = {
    "SUM": lambda column: sum((one or Decimal(0) for one in column), Decimal(0)),
    "MAX": max,
    "ROUND": lambda amount, places: amount.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP),
    "ROUNDDOWN": lambda amount, places: amount.quantize(Decimal(1).scaleb(-places), ROUND_DOWN),
    "SUMPRODUCT": lambda column: sum(column, Decimal(0)),
    "EXACT": lambda column, words: Column(Decimal(one == words) for one in column),
}


class Sheets:
    """A workbook of a return, whose formulas are worked out here."""

    def __init__(self, made: FunderReturn) -> None:
        self.book = load_workbook(io.BytesIO(return_workbook(made, labels(), TODAY)))

    def value(self, sheet: str, cell: str) -> Any:
        found = self.book[sheet][cell].value
        if isinstance(found, str) and found.startswith("="):
            return self.work_out(sheet, found[1:])
        return found if found is None or isinstance(found, str | date) else Decimal(str(found))

    def work_out(self, sheet: str, formula: str) -> Any:
        found: dict[str, Any] = dict(FUNCTIONS)

        def named(place: re.Match[str]) -> str:
            on = place.group(1) or place.group(2) or sheet
            letter, first, last = place.group(3), int(place.group(4)), place.group(5)
            name = f"_{len(found)}"
            if last is None:
                found[name] = self.value(on, f"{letter}{first}")
            else:
                rows = range(first, int(last) + 1)
                found[name] = Column(self.value(on, f"{letter}{row}") for row in rows)
            return name

        return eval(CELL.sub(named, formula), {"__builtins__": {}}, found)

    def summary(self) -> dict[str, Any]:
        rows = self.book["Summary"].iter_rows(max_col=2)
        return {
            str(label.value): self.value("Summary", amount.coordinate)
            for label, amount in rows
            if label.value
        }

    def column(self, sheet: str, letter: str) -> list[Any]:
        return [
            self.value(sheet, f"{letter}{row}") for row in range(2, self.book[sheet].max_row + 1)
        ]


def csv_rows(made: FunderReturn) -> list[dict[str, str]]:
    text = return_csv(made, labels()).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_a_return_with_everything_in_it() -> None:
    # 500.00 + 440.00 - 100.00 - 12.30 = 827.70. 150.00 is set aside; 677.70 is 6.77 weeks of
    # 100.00. Four weeks may stay: 277.70 is too much.
    made = build_return(
        inputs(
            line(1, "440.00", ("440.00", "dp_council")),
            line(2, "-100.00", ("-60.00", "agency"), ("-40.00", "equipment")),
            line(3, "-12.30", on_statement=False),
            weekly_amount=Decimal("100.00"),
            surplus_weeks_allowed=Decimal(4),
            set_aside=(SetAside("=Wages", Decimal("150.00")),),
            besides=Besides(
                worker_hours=(
                    WorkerHours("Ada Lovell", Decimal("30.5"), 0),
                    WorkerHours("Ben Okoro", Decimal(12), 3),
                )
            ),
        )
    )
    sheets = Sheets(made)
    assert sheets.book.sheetnames == ["Summary", "Payments", "Categories", "Set aside", "Hours"]
    summary = sheets.summary()
    assert {name: str(value) for name, value in summary.items() if isinstance(value, Decimal)} == {
        "Opening balance": "500",
        "Money in": "440.00",
        "Money out": "112.30",
        "Closing balance": "827.70",
        "The same from every payment": "827.70",
        "Difference": "0.00",
        "Balance on the bank statement": "840",
        "Not yet shown by the bank": "-12.3",
        "Set aside": "150",
        "Free after that": "677.70",
        "Agreed for a week": "100",
        "Weeks' money left": "6.77",
        "Weeks' money that may stay": "4",
        "Surplus": "277.70",
    }
    assert summary["Money for"] == "Ann Other"
    assert sheets.column("Categories", "A") == [
        "In: Direct payment from the council",
        "Money in",
        "Out: Care agency",
        "Out: Equipment",
        "Out: Not yet said",
        "Money out",
    ]
    assert sheets.value("Set aside", "A2") == "'=Wages"  # words, and never a formula
    assert sheets.column("Hours", "B") == [Decimal("30.5"), Decimal(12), Decimal("42.5")]
    assert sheets.column("Hours", "C") == [Decimal(0), Decimal(3), Decimal(3)]
    assert [(row["No."], row["Amount"], row["What for"]) for row in csv_rows(made)] == [
        ("1", "440.00", "Direct payment from the council"),
        ("2", "-60.00", "Care agency"),
        ("2", "-40.00", "Equipment"),
        ("3", "-12.30", "Not yet said"),
    ]


def test_words_of_others_are_never_formulas() -> None:
    made = build_return(inputs(line(1, "-5.00", ("-5.00", "agency"))))
    evil = replace(made, lines=(replace(made.lines[0], description='=CMD("x")'),))
    sheet = Sheets(evil).book["Payments"]
    assert (sheet["D2"].value, sheet["D2"].data_type) == ('\'=CMD("x")', "s")
    assert csv_rows(evil)[0]["Who"] == '\'=CMD("x")'


def test_the_funders_own_list_has_a_sheet() -> None:
    rules = next(rules for rules in funders() if any(one.side == "out" for one in rules.categories))
    made = build_return(inputs(line(1, "-5.00", ("-5.00", "agency")), rules=rules))
    *amounts, together = Sheets(made).column("In the council's words", "B")
    assert together == made.money_out == Decimal("5.00")
    assert len(amounts) >= len([one for one in rules.categories if one.side == "out"])


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(return_inputs())
def test_every_sum_is_that_of_the_return(given_inputs: ReturnInputs) -> None:
    made = build_return(given_inputs)
    sheets = Sheets(made)
    summary = sheets.summary()
    assert summary["Opening balance"] == made.opening
    assert (summary["Money in"], summary["Money out"]) == (made.money_in, made.money_out)
    assert summary["Closing balance"] == made.closing
    assert summary["Difference"] == 0
    assert summary["Free after that"] == made.free_balance
    if made.weeks_left is not None:
        assert summary["Weeks' money left"] == made.weeks_left
    if made.surplus is not None:
        assert summary["Surplus"] == made.surplus
    totals = [each.amount for each in made.income]
    totals += [made.money_in, *(each.amount for each in made.spending), made.money_out]
    assert sheets.column("Categories", "B") == totals
    rows = csv_rows(made)
    assert sum(Decimal(row["Amount"]) for row in rows) == made.money_in - made.money_out
    assert len(rows) == sum(max(1, len(one.splits)) for one in made.lines)


def test_contributions_outside_the_account_have_a_sheet_and_change_no_other_sum() -> None:
    plain = build_return(inputs(line(1, "400.00")))
    paid = tuple(
        PaidOutside(date(2026, 8, day), "=Vale Care", "A bill", Decimal(amount), note)
        for day, amount, note in ((3, "58.20", "Bill 7"), (31, "41.80", ""))
    )
    sheets = Sheets(replace(plain, besides=Besides(paid_outside=paid)))
    assert sheets.book.sheetnames == [*Sheets(plain).book.sheetnames, "Paid outside"]
    assert sheets.value("Paid outside", "D4") == Decimal("100.00")
    rows = list(sheets.book["Paid outside"].iter_rows(min_row=2, max_row=3, values_only=True))
    assert [row[2] for row in rows] == ["A bill. Bill 7", "A bill"]
    assert not rows[0][1].startswith("=")
    assert sheets.summary() == Sheets(plain).summary()
