"""What a receipt says, out of lines that were laid out as tills and invoices lay them out.

The words follow the layouts of UK tills (“TOTAL”, “BALANCE DUE”, “AMOUNT DUE”, VAT shown apart) and
HMRC's list of what a VAT invoice shows: the supplier, an invoice number, its date and the time of
supply, the total without VAT, the VAT, and the total (VAT Notice 700, section 16). Nobody in them
is real.
"""

import math
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpmanager.domain.receipts.lines import TextLine, rows_of
from dpmanager.domain.receipts.reading import amounts_in, read_receipt

TODAY = date(2026, 11, 27)
HEIGHT = 30
WIDE = 16


def line(text: str, x: int, y: int, *, tall: int = HEIGHT, tilt: float = 0.0) -> TextLine:
    """A piece of text at a place; tilt: degrees to the right and down."""
    width = max(1, len(text)) * WIDE * tall // HEIGHT
    cos, sin = math.cos(math.radians(tilt)), math.sin(math.radians(tilt))

    def turned(px: int, py: int) -> tuple[int, int]:
        return round(px * cos - py * sin), round(px * sin + py * cos)

    return TextLine(
        text,
        (turned(x, y), turned(x + width, y), turned(x + width, y + tall), turned(x, y + tall)),
    )


def receipt(*rows: str, tilt: float = 0.0, big: int = 0) -> list[TextLine]:
    """Rows from the top; what stands after a bar stands at the right. big: the tallest row."""
    lines = []
    for number, row in enumerate(rows):
        left, _bar, right = row.partition("|")
        tall = 50 if number == big else HEIGHT
        lines.append(line(left, 40, 60 + number * 60, tall=tall, tilt=tilt))
        if right:
            lines.append(line(right, 600, 60 + number * 60, tilt=tilt))
    return lines


def read(*rows: str, **more: float) -> tuple[object, object, object, object]:
    found = read_receipt(receipt(*rows, **more), today=TODAY)
    return tuple(
        each.value if each else None for each in (found.day, found.total, found.shop, found.number)
    )


def total_of(*rows: str) -> Decimal | None:
    found = read_receipt(receipt("Shop", *rows), today=TODAY).total
    return found.value if found else None


def day_of(*rows: str) -> date | None:
    found = read_receipt(receipt("Shop", *rows), today=TODAY).day
    return found.value if found else None


@pytest.mark.parametrize("tilt", [-6.0, 0.0, 6.0])
def test_a_till_receipt(tilt: float) -> None:
    assert read(
        "GREEN LANE CHEMIST",
        "12 High Street, Northshire",
        "VAT No 123 4567 89",
        "Gloves|4.50",
        "Wipes x2|7.98",
        "VAT 20%|2.08",
        "TOTAL|£12.48",
        "CASH|20.00",
        "CHANGE|7.52",
        "03/05/26 14:22",
        "Receipt no: 004417",
        tilt=tilt,
    ) == (date(2026, 5, 3), Decimal("12.48"), "GREEN LANE CHEMIST", "004417")


def test_an_invoice_with_vat() -> None:
    assert read(
        "INVOICE",
        "Brightday Activities Ltd",
        "Bill to: Sam Rivers",
        "Invoice number: BD-2031",
        "Invoice date: 14 September 2026",
        "Payment due: 14 October 2026",
        "Day sessions, 6 at 28.55|171.30",
        "Subtotal|171.30",
        "VAT at 20%|34.26",
        "Total including VAT|£205.56",
        "Amount due|£205.56",
        big=1,
    ) == (date(2026, 9, 14), Decimal("205.56"), "Brightday Activities Ltd", "BD-2031")


def test_the_heads_of_an_invoice_stand_over_their_values() -> None:
    lines = [
        line("Otter Care", 40, 40, tall=50),
        line("Invoice no", 40, 140), line("Date", 300, 140), line("Amount", 500, 140),
        line("10442", 40, 190), line("02/11/2026", 300, 190), line("84.00", 500, 190),
    ]  # fmt: skip
    found = read_receipt(lines, today=TODAY)
    assert found.number and found.day and found.total
    assert (found.number.value, found.day.value, found.total.value) == (
        "10442", date(2026, 11, 2), Decimal("84.00"),
    )  # fmt: skip
    place = found.total.place
    assert (place.page, place.left, place.top, place.bottom) == (0, 500, 190, 220)


@pytest.mark.parametrize(
    ("rows", "total"),
    [
        (["TOTAL|12.48"], "12.48"),
        (["T0TAL|12.48", "CASH|20.00"], "12.48"),
        (["Total: £1,234.50"], "1234.50"),
        (["BALANCE DUE|£ 9.99"], "9.99"),
        (["TOTAL (3 ITEMS) 12.48"], "12.48"),
        (["Sub-total|10.40", "VAT|2.08", "TOTAL|12.48"], "12.48"),
        (["Subtotal|30.00", "Discount|-5.00", "Total|25.00"], "25.00"),
        (["Total|24.00", "Paid|10.00", "Amount due|14.00"], "14.00"),
        (["Total|24.50", "VISA|24.50", "Balance due|0.00"], "24.50"),
        (["Total ex VAT|20.00", "VAT|4.00", "Total inc VAT|24.00"], "24.00"),
        (["Total VAT|4.00", "Total|24.00"], "24.00"),
        (["TOTAL SAVINGS|3.00", "TOTAL|9.00"], "9.00"),
        (["TOTAL", "£12.48"], "12.48"),
        (["Total 12,48"], "12.48"),
        (["Total 12 .48"], "12.48"),
        (["TOTAL|GBP 12.48"], "12.48"),
        (["TOTAL|12.4O"], "12.40"),
        (["Fare|14.50", "Tip 2.00"], "14.50"),
        (["Cash tendered|20.00", "Bread|1.20"], "1.20"),
        (["Previous balance|80.00", "Total|12.00"], "12.00"),
        (["Apples 0.345 kg @ 2.00/kg|0.69", "Card|0.69"], "0.69"),
        (["20.00% off", "Total|8.00"], "8.00"),
        (["No amounts here"], None),
        (["CHANGE|7.52"], None),
    ],
)
def test_the_total(rows: list[str], total: str | None) -> None:
    assert total_of(*rows) == (Decimal(total) if total else None)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("03/05/2026", (2026, 5, 3)),
        ("03/05/26 14:22", (2026, 5, 3)),
        ("03/05/202614:22", (2026, 5, 3)),
        ("03/05/2614:22", (2026, 5, 3)),
        ("3-5-26", (2026, 5, 3)),
        ("03.05.2026", (2026, 5, 3)),
        ("3 May 2026", (2026, 5, 3)),
        ("Sun 3rd May, 2026", (2026, 5, 3)),
        ("03MAY26", (2026, 5, 3)),
        ("03-MAY-2026", (2026, 5, 3)),
        ("3 May '26", (2026, 5, 3)),
        ("May 3, 2026", (2026, 5, 3)),
        ("2026-05-03 09:11", (2026, 5, 3)),
        ("13/25/2026", None),
        ("31/02/2026", None),
        ("28/11/2026", None),
        ("03/05/2011", None),
        ("Tel 01632 960123", None),
    ],
)
def test_the_day(text: str, day: tuple[int, int, int] | None) -> None:
    assert day_of(text) == (date(*day) if day else None)


@pytest.mark.parametrize(
    "rows",
    [
        ["Valid until 01/06/2026", "Date 03/05/2026"],
        ["Delivered 01/05/2026", "03/05/2026 10:01"],
        ["Your last visit 01/02/2026", "Invoice date: 03/05/2026", "Due 02/06/2026"],
        ["03/05/2026", "Best before 30/06/2026"],
    ],
)
def test_of_several_days_the_one_of_the_sale(rows: list[str]) -> None:
    assert day_of(*rows) == date(2026, 5, 3)


@pytest.mark.parametrize(
    ("rows", "number"),
    [
        (["Invoice No. INV/2026/081"], "INV/2026/081"),
        (["Invoice #1023"], "1023"),
        (["INVOICE NUMBER|A1023"], "A1023"),
        (["Receipt: 0044", "Invoice: 77"], "77"),
        (["Order no 5512"], "5512"),
        (["Invoice date 03/05/2026"], None),
        (["Invoice total 100.00"], None),
        (["VAT No 123 4567 89"], None),
        (["Thank you for your order"], None),
    ],
)
def test_the_number(rows: list[str], number: str | None) -> None:
    found = read_receipt(receipt("Shop", *rows), today=TODAY).number
    assert (found.value if found else None) == number


def test_the_shop_is_the_largest_name_at_the_top() -> None:
    rows = ["Welcome to", "Harbour Mobility", "12 High Street", "NS9 9ZZ", "Total|8.00"]
    assert read(*rows, big=1)[2] == "Harbour Mobility"
    assert read("03/05/2026", "12.00", "77 5 21")[2] is None


def test_nothing_is_read_from_nothing() -> None:
    assert read_receipt([], today=TODAY) == read_receipt([line("  ", 0, 0)], today=TODAY)
    assert read_receipt([], today=TODAY).total is None


def test_each_page_has_its_own_rows() -> None:
    lines = [
        TextLine("Total", ((0, 100), (90, 100), (90, 130), (0, 130)), 1),
        TextLine("4.00", ((400, 100), (480, 100), (480, 130), (400, 130)), 0),
        TextLine("9.00", ((400, 101), (480, 101), (480, 131), (400, 131)), 1),
    ]
    found = read_receipt(lines, today=TODAY).total
    assert found is not None
    assert (found.value, found.place.page) == (Decimal("9.00"), 1)


TEXTS = st.text(st.characters(codec="utf-8"), max_size=30) | st.sampled_from(
    [
        "TOTAL",
        "12.48",
        "99/99/9999",
        "0/0/00",
        "Invoice no",
        "£",
        "1,000.00",
        "--",
        "|",
        "May 0 2026",
    ]
)
LINES = st.builds(
    lambda text, x, y, tall, page: TextLine(
        text, ((x, y), (x + 90, y), (x + 90, y + tall), (x, y + tall)), page
    ),
    TEXTS,
    st.integers(0, 900),
    st.integers(0, 900),
    st.integers(0, 60),
    st.integers(0, 2),
)


@given(st.lists(LINES, max_size=12))
def test_whatever_was_read_gives_a_reading_and_each_line_one_row(lines: list[TextLine]) -> None:
    found = read_receipt(lines, today=TODAY)
    assert found.total is None or found.total.value > 0
    assert found.day is None or found.day.value <= TODAY
    cells = [cell for row in rows_of(lines) for cell in row.cells]
    assert sorted(map(repr, cells)) == sorted(repr(each) for each in lines if each.text.strip())


@given(
    st.dates(date(2020, 1, 1), TODAY),
    st.sampled_from(["%d/%m/%Y", "%d/%m/%y", "%d.%m.%Y", "%d %b %Y", "%d%b%y", "%d %B %Y"]),
    st.decimals("0.01", "99999.99", places=2),
    st.floats(-7, 7),
)
def test_any_day_and_total_are_found_however_they_are_written_and_tilted(
    day: date, form: str, total: Decimal, tilt: float
) -> None:
    shown = read("Shop", f"{day:{form}} 10:15", "Thing|0.01", f"TOTAL|£{total:,.2f}", tilt=tilt)
    assert shown[:2] == (day, total)


@given(st.text(max_size=40))
def test_amounts_are_what_can_be_paid(text: str) -> None:
    for amount in amounts_in(text):
        assert amount == amount.quantize(Decimal("0.01"))


@given(st.integers(0, 999_999), st.integers(0, 99))
def test_an_amount_is_read_back_with_and_without_a_comma(whole: int, pence: int) -> None:
    for shown in (f"{whole}.{pence:02}", f"£{whole:,}.{pence:02}"):
        assert amounts_in(shown) == [Decimal(f"{whole}.{pence:02}")]
