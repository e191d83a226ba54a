"""Invented people and figures for the tests of documents."""

import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time, timedelta
from decimal import Decimal

from PIL import Image, ImageDraw

from dpmanager.domain.amounts import ZERO, pounds
from dpmanager.domain.budget.surplus import work_out_surplus
from dpmanager.domain.hours.shifts import HourKind, HoursOfKind, Shift, Timesheet
from dpmanager.domain.pay.holiday_carried import CarriedOver, CarryReason
from dpmanager.domain.pay.holiday_record import (
    EarnedHours,
    HolidayPaid,
    HolidayPay,
    HolidayRecord,
    TakenHours,
)
from dpmanager.domain.pay.payslip import PayLine, Payslip
from dpmanager.domain.periods import Frequency, Period
from dpmanager.domain.returns.funder_return import (
    AccountBalances,
    CategoryTotal,
    FunderReturn,
    FundingStream,
    Gap,
    LedgerLine,
    People,
    Proof,
    SetAside,
    Split,
)
from dpmanager.domain.steps import Step

HOSTILE = (
    "O'Neill & <b>Sons</b> </para> \u202egnirtS\u202c\x07 & Ty\u0302 Gw\u0302yn "
    + "Abcdefghij" * 30
)
LABELS = {
    "wages": "Personal assistant net wages",
    "hmrc": "HMRC: tax and National Insurance",
    "agency": "Care agency",
    "equipment": "Equipment",
    "receipt": "Receipts",
    "payslip": "Payslips",
    "statement": "Bank statements covering every day of the period",
    "council": "Direct payment from the council",
    "contribution": "Your contribution",
    "swim": "Swim every week",
}


def d(text: str) -> Decimal:
    return Decimal(text)


def payslip() -> Payslip:
    routines = "HMRC tax tables, taxable pay routines"
    ni = "Social Security (Contributions) Regulations 2001, regulation 12"
    return Payslip(
        employer="Margaret Bell",
        worker="Ann Llŷr-Smith",
        payroll_number="0002",
        ni_number="QQ 12 34 56 C",
        tax_code="1257L",
        basis="cumulative",
        ni_category="A",
        period=Period(date(2026, 4, 1), date(2026, 4, 30)),
        pay_date=date(2026, 4, 30),
        frequency=Frequency.MONTHLY,
        tax_year="2026-27",
        tax_period=1,
        lines=(
            PayLine(HourKind.WEEKDAY, d("64.50"), d("13.20"), d("851.40")),
            PayLine(HourKind.SUNDAY, Decimal(440) / 60, d("15.75"), d("115.50")),
            PayLine(HourKind.SLEEP_IN, d("6"), d("55.00"), d("330.00"), by_the_night=True),
        ),
        gross_pay=d("1296.90"),
        taxable_pay=d("1296.90"),
        income_tax=d("49.60"),
        employee_ni=d("19.91"),
        employer_ni=d("132.04"),
        net_pay=d("1227.39"),
        gross_to_date=d("1296.90"),
        tax_pay_to_date=d("1296.90"),
        tax_to_date=d("49.60"),
        employee_ni_to_date=d("19.91"),
        employer_ni_to_date=d("132.04"),
        steps=(
            Step("Pay this tax year so far", "0.00 + 1,296.90 = 1,296.90", routines),
            Step("Tax-free pay so far, from code 1257L", "12,579 / 12 x 1 = 1,048.26", routines),
            Step("Pay that is taxed, in whole pounds", "1,296.90 - 1,048.26 = 248", routines),
            Step("Income tax at 20 %", "248 x 0.20 = 49.60", routines),
            Step("Pay between £1,048.00 and £4,189.00", "1,296.90 - 1,048.00 = 248.90", ni),
            Step("National Insurance at 8 %", "248.90 x 0.08 = 19.91", ni),
            Step("Net pay", "1,296.90 - 49.60 - 19.91 = 1,227.39"),
        ),
    )


def holiday_record() -> HolidayRecord:
    """60 and 54 hours earn 7.242 and 6.5178: 7 hours each; 9 were taken, at 780.00 / 60."""
    april = Period(date(2026, 4, 6), date(2026, 5, 3))
    may = Period(date(2026, 5, 4), date(2026, 5, 31))
    rule = "Working Time Regulations 1998, regulation 15B"
    return HolidayRecord(
        employer="Margaret Bell",
        worker="Ann Llŷr-Smith",
        payroll_number="0002",
        year=Period(date(2026, 4, 6), date(2027, 4, 5)),
        made_on=date(2026, 6, 10),
        method="The worker's hours vary.",
        pay_method="An hour of holiday is paid at the average.",
        earned=(
            EarnedHours(april, d("60"), d("7")),
            EarnedHours(may, d("54"), d("7")),
        ),
        carried=(CarriedOver(d("4.5"), CarryReason.SICK, date(2027, 10, 5)),),
        taken=(TakenHours(date(2026, 5, 11), d("5")), TakenHours(date(2026, 5, 13), d("4"))),
        booked=(TakenHours(date(2026, 8, 3), d("5")),),
        paid=(
            HolidayPaid(
                HolidayPay.TAKEN,
                date(2026, 6, 4),
                may,
                d("9"),
                d("13"),
                d("117.00"),
                (Step("Average pay for an hour", "780.00 / 60 = 13", "Regulation 16"),),
            ),
        ),
        steps=(Step("Earned in April", "60 x 12.07% = 7.242; 7", rule),),
        keep_until=date(2032, 6, 10),
    )


def timesheet(*, approved: bool = False) -> Timesheet:
    start = date(2026, 4, 6)
    shifts = [
        Shift(
            start + timedelta(days=7 * week + day),
            time(8, 0) if day < 5 else time(10, 0),
            time(12, 20) if day < 5 else time(14, 0),
            HourKind.WEEKDAY if day < 5 else HourKind.SATURDAY,
            break_minutes=20 if day < 5 else 0,
        )
        for week in range(4)
        for day in (0, 2, 4, 5)
    ]
    shifts.append(
        Shift(date(2026, 5, 2), time(22, 0), time(7, 0), HourKind.SLEEP_IN, note="Called once")
    )
    return Timesheet(
        employer="Margaret Bell",
        supported_person="Margaret Bell",
        worker="Ann Llŷr-Smith",
        payroll_number="0002",
        period=Period(start, date(2026, 5, 3)),
        shifts=tuple(shifts),
        totals=(
            HoursOfKind(HourKind.WEEKDAY, 12 * 240),
            HoursOfKind(HourKind.SATURDAY, 4 * 240),
            HoursOfKind(HourKind.SLEEP_IN, 0, nights=1),
        ),
        approved_on=date(2026, 5, 4) if approved else None,
        approved_by="Margaret Bell" if approved else "",
    )


def _lines(count: int, period: Period) -> list[LedgerLine]:
    """A quarter's lines: money in every fourth line, wages, HMRC, an agency and a wheelchair."""
    kinds = (
        ("DEVON CC DP 0093321", d("520.00"), "council"),
        ("FP ANN LLYR-SMITH WAGES", d("-142.11"), "wages"),
        ("HMRC CUMBERNAULD 120PX00123456", d("-49.60"), "hmrc"),
        ("BRIGHT CARE LTD INV 1187", d("-231.50"), "agency"),
    )
    lines = []
    balance = d("2511.30")
    for number in range(1, count + 1):
        description, amount, category = kinds[(number - 1) % 4]
        balance += amount
        last = number == count
        lines.append(
            LedgerLine(
                number=number,
                account="Direct payment account",
                day=period.start + timedelta(days=(number - 1) * (period.days - 1) // count),
                description=description,
                amount=amount,
                splits=(Split(amount, category),),
                proof_numbers=(number,) if number % 4 in (0, 2) else (),
                on_statement=not last,
                bank_balance=None if last else balance,
                no_proof_reason="HMRC sends none" if number % 4 == 3 else "",
            )
        )
    return lines


def _totals(
    lines: Sequence[LedgerLine], categories: Sequence[str], sign: int
) -> tuple[CategoryTotal, ...]:
    made = []
    for category in categories:
        parts = [
            (line.number, split.amount * sign)
            for line in lines
            for split in line.splits
            if split.category == category
        ]
        if parts:
            amount = sum((amount for _number, amount in parts), ZERO)
            numbers = tuple(number for number, _amount in parts)
            made.append(CategoryTotal(category, LABELS[category], amount, numbers))
    return tuple(made)


def people() -> People:
    return People(
        recipient="Margaret Bell",
        recipient_address="4 Orchard Lane\nNewton Abbot\nTQ12 0ZZ",
        reference="DP-204417",
        manager="Owen Bell",
        manager_role="suitable person",
        employer="Margaret Bell",
        funder="Devon County Council",
        phone="01632 960123",
        email="owen.bell@example.org",
    )


def funder_return(count: int = 24) -> FunderReturn:
    period = Period(date(2026, 7, 1), date(2026, 9, 30))
    lines = _lines(count, period)
    if count >= 5:
        whole = lines[3]
        lines[3] = replace(
            whole,
            splits=(
                Split(d("-200.00"), "agency", outcome="swim"),
                Split(d("-31.50"), "equipment", note="Grab rail"),
            ),
        )
    opening = d("2511.30")
    money_in = sum((line.amount for line in lines if line.amount > 0), ZERO)
    money_out = -sum((line.amount for line in lines if line.amount < 0), ZERO)
    closing = opening + money_in - money_out
    unpresented = tuple(line for line in lines if not line.on_statement)
    statement = closing - sum((line.amount for line in unpresented), ZERO)
    set_aside = (
        SetAside(
            "Wages earned and not yet paid",
            d("568.44"),
            (Step("Ann Llŷr-Smith, four timesheets", "4 x 142.11 = 568.44"),),
        ),
        SetAside("Tax and National Insurance due to HMRC", d("99.20")),
    )
    weekly = d("260.00")
    left = work_out_surplus(closing, d("667.64"), weekly, d("8"))
    return FunderReturn(
        people=people(),
        period=period,
        due=date(2026, 10, 28),
        funding=(
            FundingStream("Devon County Council", d("230.00"), "four-weekly"),
            FundingStream("Your contribution", d("30.00"), "weekly"),
        ),
        accounts=(
            AccountBalances("Direct payment account", "bank", "4417", opening, closing, statement),
        ),
        opening=opening,
        income=_totals(lines, ("council", "contribution"), 1),
        spending=_totals(lines, ("wages", "hmrc", "agency", "equipment"), -1),
        money_in=money_in,
        money_out=money_out,
        closing=closing,
        unpresented=unpresented,
        statement_balance=statement,
        set_aside=set_aside,
        free_balance=left.free,
        weekly_amount=weekly,
        surplus_weeks_allowed=d("8"),
        surplus=left.surplus,
        weeks_left=left.weeks_left,
        surplus_steps=left.steps,
        lines=tuple(lines),
        proofs=tuple(
            Proof(
                number,
                "Payslip, Ann Llŷr-Smith" if number % 4 == 2 else "Invoice, Bright Care",
                "payslip" if number % 4 == 2 else "receipt",
                lines[number - 1].day,
                (number,),
            )
            for number in range(1, count + 1)
            if number % 4 in (0, 2)
        ),
        evidence_wanted=(LABELS["statement"], LABELS["payslip"], LABELS["receipt"]),
        gaps=(Gap("2 payments have no proof", (1, 5)),),
        notes_on_funder="",
    )


def sentence(r: FunderReturn) -> str:
    return (
        f"You started with {pounds(r.opening)}, {pounds(r.money_in)} came in, "
        f"{pounds(r.money_out)} was spent, and {pounds(r.closing)} is left."
    )


def photo(
    kind: str = "JPEG", *, size: tuple[int, int] = (900, 1500), turned: bool = False
) -> bytes:
    """A drawn till receipt: dark band at its top. turned: stored on its side, as phones do."""
    picture = Image.new("RGB", size, "#F4F1E8")
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 0, size[0], size[1] // 8), fill="#203040")
    for row in range(3, 20):
        pen.line((80, row * size[1] // 24, size[0] - 80, row * size[1] // 24), "#333333", 4)
    exif = Image.Exif()
    if turned:
        picture = picture.transpose(Image.Transpose.ROTATE_90)
        exif[0x0112] = 6
        exif[0x010E] = "secret place"
    made = io.BytesIO()
    picture.save(made, kind, exif=exif)
    return made.getvalue()
