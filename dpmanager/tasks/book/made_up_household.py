"""A made-up household: two PAs, an agency, 26 weeks of hours, payments and receipts.

It serves the demonstration, the tests and the benchmarks. Nobody in it exists. Everything is
fixed: the same household gives the same records every time.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal
from io import BytesIO

from dpmanager.domain.hours.shifts import HourKind, Shift
from dpmanager.domain.periods import Period, long_date
from dpmanager.tasks.book.answers import SetUp, read_answers

RAVI = "Ravi Patel"
AMINA = "Amina Yusuf"
AGENCY = "Brightday Activities"
OLD_ACCOUNT = "Old account"
NEW_ACCOUNT = "Direct payment account"
FIRST_DAY = date(2026, 4, 2)
QUARTER = Period(date(2026, 7, 1), date(2026, 9, 30))
BEFORE_QUARTER = Period(FIRST_DAY, date(2026, 6, 30))
RETURN_MADE = date(2026, 10, 5)
FIRST_PERIOD = date(2026, 4, 6)
RAVI_AWAY = Period(date(2026, 8, 17), date(2026, 8, 28))
RAVI_ILL = Period(date(2026, 7, 13), date(2026, 7, 15))
DROVE_ON = date(2026, 7, 9)
MILES = Decimal(24)
DECLARED = date(2026, 8, 20)
INSURED_UNTIL = date(2027, 3, 31)
CLUB = "Out and about"
HOME = "Safe at home"

ANSWERS = """
nation = "england"
recipient = { name = "Margaret Hale", address = "4 Orchard Rise, Northshire NS1 2AB", \
date_of_birth = 1948-03-14, phone = "01632 960001" }
manager = { role = "nominated", name = "Frances Hale", phone = "01632 960002", \
email = "frances@example.org" }
employer = { who = "recipient", paye_reference = "475/NS12345", \
accounts_office_reference = "475PX00123456", hmrc_paid = "monthly", employment_allowance = true }

[[funders]]
rules = "generic"
name = "Northshire County Council"
reference = "0041297"

[[funders.agreements]]
from_date = 2026-04-02
weekly_amount = "660.00"
weekly_contribution = "58.20"
paid_every = "four-weekly"
paid_in = "advance"
contribution_collected = "paid-in"
surplus_weeks = 8
return_days = 28
services = [
    { type = "personal_care", weekly_hours = 34, hourly_rate = "17.90" },
    { type = "day_opportunities", weekly_hours = 3, hourly_rate = "17.13" },
]
costs = [
    { cost = "insurance", met = "paid-separately", yearly_amount = "90.00" },
    { cost = "payroll", met = "in-rate" },
]

[[outcomes]]
name = "Safe at home"
description = "Getting up, washing and meals, every day"

[[outcomes]]
name = "Out and about"
description = "Seeing friends, and the day club on Thursdays"

[[accounts]]
name = "Old account"
last_four = "2210"
opening_balance = "1210.40"
opening_date = 2026-04-02

[[accounts]]
name = "Direct payment account"
last_four = "5678"
opening_balance = "0.00"
opening_date = 2026-07-01

[[workers]]
name = "Ravi Patel"
kind = "employed"
address = "2 Station Road, Northshire NS1 4TT"
start_date = 2026-04-06
payroll_number = "1"
date_of_birth = 1991-07-02
ni_number = "QQ123456C"
tax_code = "1257L"
ni_category = "A"
pay_frequency = "weekly"
first_period_start = 2026-04-06
pay_day_after = 5
rates = [
    { kind = "weekday", from_date = 2026-04-06, amount = "13.20" },
    { kind = "bank_holiday", from_date = 2026-04-06, amount = "19.80" },
]

[[workers]]
name = "Amina Yusuf"
kind = "employed"
address = "31 Canal Street, Northshire NS3 8LP"
start_date = 2026-04-06
payroll_number = "2"
date_of_birth = 1985-01-23
ni_number = "QQ654321A"
tax_code = "BR"
ni_category = "A"
pay_frequency = "four-weekly"
first_period_start = 2026-04-06
pay_day_after = 4
rates = [
    { kind = "weekday", from_date = 2026-04-06, amount = "13.60" },
    { kind = "saturday", from_date = 2026-04-06, amount = "14.60" },
    { kind = "sunday", from_date = 2026-04-06, amount = "15.10" },
    { kind = "sunday", from_date = 2026-08-03, amount = "15.60" },
    { kind = "sleep_in", from_date = 2026-04-06, amount = "62.00" },
]

[[workers]]
name = "Brightday Activities"
kind = "agency"
reference = "Invoice each four weeks"
start_date = 2026-04-02
service_type = "day_opportunities"
"""


@dataclass(frozen=True, slots=True)
class Purchase:
    """Something bought: the bank's text, what it was for, and the paper that proves it."""

    day: date
    payee: str
    amount: Decimal
    category: str
    service_type: str
    outcome: str
    proof: str
    paper: str = ""


PURCHASES = (
    Purchase(date(2026, 4, 14), "CAREFORCE INSURANCE", Decimal("90.00"), "insurance",
             "running_costs", "", "insurance_certificate", "png"),
    Purchase(date(2026, 5, 19), "HANDY HARDWARE", Decimal("64.99"), "equipment",
             "equipment", HOME, "receipt", "jpeg"),
    Purchase(date(2026, 7, 8), "NORTHSHIRE STATIONERS", Decimal("7.45"), "admin",
             "running_costs", "", "receipt", "jpeg"),
    Purchase(date(2026, 7, 23), "FIRST AID TRAINING CIC", Decimal("48.00"), "training",
             "running_costs", HOME, "invoice", "pdf"),
    Purchase(date(2026, 8, 12), "COMFORT CHAIRS", Decimal("119.00"), "equipment",
             "equipment", HOME, "receipt", "png"),
    Purchase(date(2026, 9, 17), "VALE TAXIS", Decimal("14.50"), "day_services",
             "day_opportunities", CLUB, ""),
)  # fmt: skip


def answers() -> SetUp:
    """The household's answers to the first start."""
    return read_answers(ANSWERS)


def shifts_of(worker: str, period: Period, bank_holidays: frozenset[date]) -> list[Shift]:
    """What the worker worked in the period, by the household's rota."""
    rota = _ravi_on if worker == RAVI else _amina_on
    return [
        shift
        for day in period.each_day()
        if day >= FIRST_PERIOD
        for shift in rota(day, bank_holidays)
    ]


def _ravi_on(day: date, bank_holidays: frozenset[date]) -> Iterator[Shift]:
    """Every weekday morning, and longer on Thursdays for the day club; two weeks off in August."""
    if day.weekday() > 4:
        return
    end = time(15, 30) if day.weekday() == 3 else time(12, 0)
    minutes = 30 if day.weekday() == 3 else 0
    kind = HourKind.BANK_HOLIDAY if day in bank_holidays else HourKind.WEEKDAY
    if day in RAVI_AWAY:
        kind = HourKind.HOLIDAY
    outcome = CLUB if day.weekday() == 3 else HOME
    yield Shift(day, time(8, 0), end, kind, minutes, outcome=outcome)


def _amina_on(day: date, bank_holidays: frozenset[date]) -> Iterator[Shift]:
    """Weekends, a Wednesday evening, and a sleep-in every other Friday night."""
    del bank_holidays
    if day.weekday() == 2:
        yield Shift(day, time(17, 0), time(20, 30), HourKind.WEEKDAY, outcome=HOME)
    if day.weekday() == 5:
        yield Shift(day, time(9, 0), time(14, 0), HourKind.SATURDAY, outcome=HOME)
    if day.weekday() == 6:
        yield Shift(day, time(9, 0), time(14, 0), HourKind.SUNDAY, outcome=HOME)
    if day.weekday() == 4 and (day - FIRST_PERIOD).days % 14 == 4:
        yield Shift(day, time(22, 0), time(7, 0), HourKind.SLEEP_IN, outcome=HOME)


def agency_invoices(last_day: date) -> list[Purchase]:
    """The agency's invoices: three hours each Thursday, billed every four weeks."""
    invoices = []
    day = FIRST_PERIOD + timedelta(days=29)
    while day <= last_day:
        invoices.append(
            Purchase(
                day,
                AGENCY.upper(),
                Decimal("205.56"),
                "agency",
                "day_opportunities",
                CLUB,
                "invoice",
                "pdf",
            )
        )
        day += timedelta(days=28)
    return invoices


def draw_paper(purchase: Purchase) -> bytes:
    """The receipt, invoice or certificate of a purchase, as a photo or a PDF."""
    lines = [
        purchase.payee.title(),
        "Invoice" if purchase.proof == "invoice" else "Thank you",
        long_date(purchase.day),
        f"Total £{purchase.amount:.2f}",
        "Paid in full",
    ]
    return _draw_pdf(lines) if purchase.paper == "pdf" else _draw_picture(lines, purchase.paper)


def _draw_picture(lines: list[str], kind: str) -> bytes:
    from PIL import Image, ImageDraw, ImageFont

    picture = Image.new("RGB", (900, 1200), (252, 251, 247))
    pen = ImageDraw.Draw(picture)
    font = ImageFont.load_default(44)
    for number, line in enumerate(lines):
        pen.text((90, 120 + number * 110), line, fill=(30, 30, 30), font=font)
    pen.line((90, 720, 810, 720), fill=(120, 120, 120), width=3)
    out = BytesIO()
    picture.save(out, format=kind.upper())
    return out.getvalue()


def _draw_pdf(lines: list[str]) -> bytes:
    from reportlab.lib.pagesizes import A5
    from reportlab.pdfgen.canvas import Canvas

    out = BytesIO()
    page = Canvas(out, pagesize=A5, invariant=1)
    page.setFont("Helvetica", 16)
    for number, line in enumerate(lines):
        page.drawString(50, 520 - number * 36, line)
    page.save()
    return out.getvalue()
