"""What a receipt says: its day, its total, the shop and the number, out of its lines of text.

All of it is a proposal, with the place where it was read; the person says what is right. The
layouts are those of UK tills and invoices: the day before the month, the total on a line of its
own, VAT apart from it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Generic, TypeVar

from dpmanager.domain.amounts import ZERO
from dpmanager.domain.reading import read_amount, read_date, tidied
from dpmanager.domain.receipts.lines import Place, TextLine, TextRow, place_of, rows_of
from dpmanager.errors import DPManagerError

T = TypeVar("T")

OLDEST_YEARS = 7
"""A receipt is hardly older: so a date that says so was misread, or is not the day of the sale."""

MOST_OF_SHOP = 60
TOP_LINES = 7
"""Among so many first lines that may be a name, the shop is the tallest."""

CLEARLY_TALLER = 1.25

_MONEY = re.compile(
    r"(?<![\w.,/:-])(?P<minus>-)? ?(?:£|GBP ?|E(?=\d))? ?"
    r"(?P<pounds>\d{1,3}(?:,\d{3})+|[\dOo]{1,6}) ?[.,] ?(?P<pence>[\dOo]{2})"
    r"(?![\dOo]|[.,/-]\d| ?%| ?(?:kg|g|ml|l|cm|mm|m)\b)",
    re.IGNORECASE,
)
_FIGURES = re.compile(
    r"(?<!\d)(\d{1,2}) ?([/.-]) ?(\d{1,2}) ?\2 ?((?:19|20)\d\d|\d\d(?=$|\D|\d\d? ?:))"
)
_YEAR_FIRST = re.compile(r"(?<!\d)(20\d\d)-(\d\d)-(\d\d)")
_MONTHS = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    "sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_DAY_THEN_MONTH = re.compile(
    rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th)?[ /.,-]{{0,2}}({_MONTHS})[ /.,'’-]{{0,2}}"
    r"((?:19|20)\d\d|\d\d(?=$|\D|\d\d? ?:))",
    re.IGNORECASE,
)
_MONTH_THEN_DAY = re.compile(
    rf"\b({_MONTHS}) ?(\d{{1,2}})(?:st|nd|rd|th)?,? ?((?:19|20)\d\d)", re.IGNORECASE
)
_TIME_OF_DAY = re.compile(r"\d{1,2}[:.]\d{2}")
_NOT_THE_DAY = re.compile(
    r"\b(?:due|valid|until|expir\w*|exp|best before|return\w*|use by|start|from|deliver\w*|"
    r"next|renew\w*|offer)\b"
)
_THE_DAY = re.compile(r"\b(?:date|tax point|dated|sale|issued)\b")

_FULL_TOTAL = re.compile(
    r"\b(?:amount due|total due|balance due|grand total|tota[li] (?:to pay|payable|paid|gbp|"
    r"inc\w*|amount)|balance to pay|amount (?:payable|to pay)|invoice total|to pay|"
    r"total for this (?:invoice|order))\b"
)
_TOTAL = re.compile(r"\b(?:tota[li]s?|balance)\b")
_PAID = re.compile(r"\b(?:amount|sale|visa|mastercard|debit|card|contactless|paid|price)\b")
_NOT_THE_TOTAL = re.compile(
    r"\b(?:sub ?-? ?tota[li]s?|net|excl?|excluding|before|vat (?:total|amount|at|@)|total vat|tax|"
    r"savings?|saved|discount|points|rewards?|brought|previous|change|tendered|cash|"
    r"rounding|hours|donation)\b"
)
_WITH_TAX = re.compile(r"\binc\w*\b")
_VAT = re.compile(r"\bvat\b")
_LETTER_FOR_FIGURE = str.maketrans("015|", "olsl")

_NUMBER_LABELS = tuple(
    re.compile(rf"\b(?:{names}) ?(?:no|number|num|nr|ref\w*|id)?\b[ .:#]*", re.IGNORECASE)
    for names in (
        "(?:tax |sales )?inv(?:oice)?",
        "receipt",
        "(?:order|booking|transaction|our) ?(?=no|number|ref|id|#)",
    )
)
_NUMBER = re.compile(r"#?(?P<number>[A-Z]{0,6}[-/]?\d[A-Z\d]*(?:[-/][A-Z\d]+)*)\b", re.IGNORECASE)
LONGEST_NUMBER = 24

_NO_SHOP = re.compile(
    r"\b(?:receipt|invoice|tax|vat|welcome|thank|copy|customer|date|time|tel|phone|www|http\w*|"
    r"email|cashier|till|store|page|served|order|total|amount|card|bill to|sale)\b|@|\.co\b|\.uk\b"
)
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Proposal(Generic[T]):
    """Something that was read, and where it stands."""

    value: T
    place: Place


@dataclass(frozen=True, slots=True)
class Reading:
    """What a receipt seems to say; None for what was not found. total: pounds."""

    day: Proposal[date] | None = None
    total: Proposal[Decimal] | None = None
    shop: Proposal[str] | None = None
    number: Proposal[str] | None = None


def read_receipt(lines: Iterable[TextLine], *, today: date) -> Reading:
    """What the lines of a receipt seem to say. today: no receipt is of a later day."""
    rows = rows_of(lines)
    return Reading(_find_day(rows, today), _find_total(rows), _find_shop(rows), _find_number(rows))


# --- the day ---------------------------------------------------------------------------------


def _find_day(rows: Sequence[TextRow], today: date) -> Proposal[date] | None:
    """A row that says it is the date comes first, then one with the time; of equals the first."""
    found = []
    for row in rows:
        said = row.text.casefold()
        for day in _days_in(row.text):
            if not today.year - OLDEST_YEARS <= day.year or day > today:
                continue
            rank = (
                3 if _NOT_THE_DAY.search(said) else
                0 if _THE_DAY.search(said) else
                1 if _TIME_OF_DAY.search(said) else 2
            )  # fmt: skip
            cells = [cell for cell in row.cells if day in _days_in(cell.text)] or row.cells
            found.append((rank, Proposal(day, place_of(cells))))
    return min(found, key=lambda each: each[0])[1] if found else None


def _days_in(text: str) -> list[date]:
    return list(_read_days(tidied(text)))


def _read_days(text: str) -> Iterator[date]:
    for found in _FIGURES.finditer(text):
        yield from _day(found[1], found[3], found[4])
    for found in _YEAR_FIRST.finditer(text):
        yield from _day(found[3], found[2], found[1])
    for found in _DAY_THEN_MONTH.finditer(text):
        yield from _day(found[1], found[2][:3], found[3])
    for found in _MONTH_THEN_DAY.finditer(text):
        yield from _day(found[2], found[1][:3], found[3])


def _day(day: str, month: str, year: str) -> Iterator[date]:
    with suppress(DPManagerError):
        yield read_date(f"{day} {month} {year}")


# --- the total -------------------------------------------------------------------------------


def _find_total(rows: Sequence[TextRow]) -> Proposal[Decimal] | None:
    """The amount on the line that names the total; without one, the largest that may be it.

    “Amount due” and the like come before “Total”, that before what was paid by card. Lines of
    VAT, savings, cash and change name no total. Nothing due is no total.
    """
    ranked = []
    for number, row in enumerate(rows):
        rank = _rank_of_total(row)
        here = _amounts_of(row)
        if not here and rank < _NO_LABEL and number + 1 < len(rows):
            row = rows[number + 1]
            here = _amounts_of(row) if not _has_words(row) else []
        ranked += [(rank, -proposal.value, proposal) for proposal in here if proposal.value > ZERO]
    likely = [each for each in ranked if each[0] < _LEFT_OUT]
    return min(likely, key=lambda each: each[:2])[2] if likely else None


_NO_LABEL, _LEFT_OUT = 3, 4


def _rank_of_total(row: TextRow) -> int:
    said = _label(row.text)
    with_tax = bool(_WITH_TAX.search(said))
    if _NOT_THE_TOTAL.search(said) and not (with_tax and _TOTAL.search(said)):
        return _LEFT_OUT
    if _FULL_TOTAL.search(said):
        return 0
    if _TOTAL.search(said):
        return 1
    if _VAT.search(said):
        return _LEFT_OUT
    return 2 if _PAID.search(said) else _NO_LABEL


def _label(text: str) -> str:
    """The words in small letters, with figures that were read for letters put right."""
    words = re.findall(r"[^\s:*]+", text.casefold())
    return " ".join(
        word.translate(_LETTER_FOR_FIGURE) if sum(map(str.isalpha, word)) >= 2 else word
        for word in words
    )


def _has_words(row: TextRow) -> bool:
    left = _MONEY.sub("", row.text)
    return sum(map(str.isalpha, left.replace("GBP", ""))) > 1


def _amounts_of(row: TextRow) -> list[Proposal[Decimal]]:
    found = []
    for cell in row.cells:
        found += [Proposal(amount, place_of([cell])) for amount in amounts_in(cell.text)]
    return found or [Proposal(amount, place_of(row.cells)) for amount in amounts_in(row.text)]


def amounts_in(text: str) -> list[Decimal]:
    """The amounts of money in a text, in pounds; percentages, weights and dates are none."""
    found = []
    for match in _MONEY.finditer(tidied(text)):
        pounds, pence = (
            match[part].replace("O", "0").replace("o", "0") for part in ("pounds", "pence")
        )
        with suppress(DPManagerError):
            found.append(read_amount(f"{match['minus'] or ''}{pounds.replace(',', '')}.{pence}"))
    return found


# --- the shop --------------------------------------------------------------------------------


def _find_shop(rows: Sequence[TextRow]) -> Proposal[str] | None:
    """The name in the largest letters at the top."""
    names = [cell for row in rows for cell in row.cells if _may_be_a_name(cell.text)][:TOP_LINES]
    if not names:
        return None
    tallest = max(cell.height for cell in names)
    cell = next(cell for cell in names if cell.height * CLEARLY_TALLER >= tallest)
    return Proposal(tidied(cell.text)[:MOST_OF_SHOP], place_of([cell]))


def _may_be_a_name(text: str) -> bool:
    letters = sum(map(str.isalpha, text))
    return (
        letters >= 3
        and letters * 2 > len(text.replace(" ", ""))
        and not text.strip()[0].isdigit()
        and not _NO_SHOP.search(text.casefold())
        and not _POSTCODE.search(text)
        and not amounts_in(text)
        and not _days_in(text)
    )


# --- the number ------------------------------------------------------------------------------


def _find_number(rows: Sequence[TextRow]) -> Proposal[str] | None:
    """The number of the invoice, else that of the receipt, else that of the order."""
    for label in _NUMBER_LABELS:
        for number, row in enumerate(rows):
            below = rows[number + 1] if number + 1 < len(rows) else None
            if found := _number_at(label, row, below):
                return found
    return None


def _number_at(label: re.Pattern[str], row: TextRow, below: TextRow | None) -> Proposal[str] | None:
    for place, cell in enumerate(row.cells):
        said = label.search(cell.text)
        if said is None:
            continue
        rest = cell.text[said.end() :].strip()
        if rest:
            return _number_in([(rest, cell)])
        beside = [(each.text, each) for each in row.cells[place + 1 : place + 2]]
        under = [(each.text, each) for each in below.cells if _overlap(each, cell)] if below else []
        return _number_in(beside) or _number_in(under)
    return None


def _number_in(places: Sequence[tuple[str, TextLine]]) -> Proposal[str] | None:
    for text, cell in places:
        found = _NUMBER.match(tidied(text).lstrip(":# ."))
        if not found or _days_in(text) or amounts_in(text):
            continue
        if len(found["number"]) <= LONGEST_NUMBER:
            return Proposal(found["number"], place_of([cell]))
    return None


def _overlap(one: TextLine, other: TextLine) -> bool:
    first, second = place_of([one]), place_of([other])
    return first.left < second.right and second.left < first.right
