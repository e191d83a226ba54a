"""Reading what people and banks write: dates, amounts of money, times of day.

What cannot be understood for certain is refused, never guessed, with one sentence that quotes
what was typed and shows what is understood.
"""

import re
import unicodedata
from calendar import monthrange
from contextlib import suppress
from datetime import date, time
from decimal import Decimal

from dpmanager.domain.amounts import PENNY, ZERO
from dpmanager.domain.periods import long_date, month_names
from dpmanager.errors import DPManagerError
from dpmanager.words import _

FIRST_YEAR, LAST_YEAR = 1900, 2100
LONGEST_QUOTE = 40
MOST_POUND_DIGITS = 9

_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_SEPARATED = re.compile(r"([0-9]{1,4}) ?([/. -]) ?([0-9]{1,2})(?: ?\2 ?([0-9]{1,5}))?")
_MONTH_IN_WORDS = re.compile(
    r"([0-9]{1,2})(?:st|nd|rd|th)?[ /.-]?([a-z]+)\.?,?(?:[ /.-]?([0-9]{1,5}))?", re.IGNORECASE
)
_PLAIN_AMOUNT = re.compile(r"-?[0-9]{1,9}\.[0-9]{2}")
_AMOUNT = re.compile(
    r"(?P<minus>[-+])? ?£? ?(?P<late_minus>-)? ?"
    r"(?P<pounds>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,3}(?: [0-9]{3})+|[0-9]+)?"
    r"(?P<pence>\.[0-9]{1,2})? ?(?P<last_minus>-)?"
)
_TIME = re.compile(
    r"(?P<half>half (?:past )?)?(?P<hour>[0-9]{1,2}?)(?:[:. ]?(?P<minute>[0-9]{2}))?"
    r"(?: ?(?P<half_of_day>[ap])\.?m\.?)?",
    re.IGNORECASE,
)
_DASHES = str.maketrans("−–—﹣－", "-----")


def tidied(text: str) -> str:
    """One line of visible text: invisible characters left out, each run of spaces made one."""
    if not text.isprintable():
        text = "".join(_visible(character) for character in text)
    return " ".join(text.split())


def quoted(text: str, *, longest: int = LONGEST_QUOTE) -> str:
    """What was typed, fit to stand inside a message: tidied, and cut when it is long."""
    text = tidied(text[: longest * 10])
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def read_date(text: str, *, today: date | None = None) -> date:
    """The day that a person or a bank wrote, the day always before the month.

    Understood: 6/4/26, 06/04/2026, 6-4-2026, 6.4.26, 6 apr 2026, 6 April 2026, 2026-04-06.
    A year of two figures is in the 2000s. `today` only helps to word the refusal of a date
    without a year. Raises DPManagerError.
    """
    typed = tidied(text)
    if not typed:
        raise DPManagerError(
            _("The date is empty: type the day, month and year, like 6/4/2026 or 6 April 2026.")
        )
    if found := _SEPARATED.fullmatch(typed):
        first, _separator, second, third = found.groups()
        if len(first) == 4 and third:
            return _day(typed, year=first, month=int(second), day=int(third))
        if len(first) <= 2:
            return _day(typed, year=third, month=int(second), day=int(first), today=today)
    if found := _MONTH_IN_WORDS.fullmatch(typed):
        day, word, year = found.groups()
        return _day(typed, year=year, month=_month(typed, word), day=int(day), today=today)
    raise DPManagerError(
        _("“{text}” is not understood as a date: type it like 6/4/2026 or 6 April 2026.").format(
            text=quoted(typed)
        )
    )


def read_amount(text: str) -> Decimal:
    """Pounds and pence, with exactly two decimals.

    Understood: 1234.5, £1,234.50, £ 1 234.50, and for money out -£10, £-10, 10.00- and (10.00).
    Raises DPManagerError, also for more than 999,999,999.99.
    """
    if _PLAIN_AMOUNT.fullmatch(text):  # the way banks write it, a hundred thousand times a file
        return Decimal(text) + ZERO
    typed = tidied(text).translate(_DASHES)
    bracketed = typed[:1] == "(" and typed[-1:] == ")"
    found = _AMOUNT.fullmatch(typed[1:-1].strip() if bracketed else typed)
    if not found:
        raise _amount_refused(text, typed)
    minus, late_minus, pounds, pence, last_minus = found.groups()
    signs = [bracketed, bool(minus), bool(late_minus), bool(last_minus)]
    if not (pounds or pence) or sum(signs) > 1:
        raise _amount_refused(text, typed)
    digits = (pounds or "0").replace(",", "").replace(" ", "").lstrip("0")
    if len(digits) > MOST_POUND_DIGITS:
        raise DPManagerError(
            _(
                "“{text}” is too large: the most that can be entered is £999,999,999.99, "
                "so type it like 1,234.50."
            ).format(text=quoted(text))
        )
    amount = Decimal((digits or "0") + (pence or "")).quantize(PENNY)
    negative = minus == "-" or bracketed or late_minus or last_minus
    return -amount if negative and amount else amount


def read_time(text: str) -> time:
    """The time of day that a person wrote, to the minute.

    Understood: 9, 09:00, 9.30, 0930, 9am, 7pm, 7.30 pm, 12am (midnight), 12pm (noon), and half 7
    or half past 7 (7:30). 24:00 is refused: as a start it is on the next day, as an end it is
    not, and 00:00 says the same without doubt. Raises DPManagerError.
    """
    typed = tidied(text)
    if not typed:
        raise DPManagerError(_("The time is empty: type it like 9:30 or 7pm."))
    found = _TIME.fullmatch(typed)
    if not found or (found["half"] and found["minute"]):
        raise DPManagerError(
            _("“{text}” is not understood as a time: type it like 9:30, 0930 or 7pm.").format(
                text=quoted(typed)
            )
        )
    hour = int(found["hour"])
    minute = 30 if found["half"] else int(found["minute"] or 0)
    if found["half_of_day"]:
        hour = _hour_of_day(typed, hour, found["half_of_day"].lower())
    if (hour, minute) == (24, 0):
        raise DPManagerError(
            _(
                "“{text}” could be the end of one day or the start of the next: "
                "type 00:00 for midnight."
            ).format(text=quoted(typed))
        )
    if hour > 23:
        raise DPManagerError(
            _("“{text}” is not a time, because a day ends at 23:59: type it like 19:30.").format(
                text=quoted(typed)
            )
        )
    if minute > 59:
        raise DPManagerError(
            _("“{text}” is not a time, because an hour has 60 minutes: type it like 19:30.").format(
                text=quoted(typed)
            )
        )
    return time(hour, minute)


def _visible(character: str) -> str:
    if character.isspace():
        return " "
    category = unicodedata.category(character)
    # A control character parts what stands around it; a format character (such as the
    # direction marks that come with text copied from Windows) takes no room at all.
    return {"Cc": " ", "Cf": "", "Cs": "", "Co": "", "Cn": ""}.get(category, character)


def _month(typed: str, word: str) -> int:
    matching = [
        number
        for number, name in enumerate(_MONTHS, start=1)
        if len(word) >= 3 and name.startswith(word.lower())
    ]
    if not matching:
        raise DPManagerError(
            _("“{text}” has no month that is known: type it like 6 April 2026.").format(
                text=quoted(typed)
            )
        )
    return matching[0]


def _day(typed: str, *, year: str | None, month: int, day: int, today: date | None = None) -> date:
    number = _year(typed, year) if year else None
    if not 1 <= month <= 12:
        raise _month_refused(typed, number, month, day)
    if number is None:
        raise _year_missing(typed, month, day, today)
    if not 1 <= day <= monthrange(number, month)[1]:
        raise DPManagerError(
            _(
                "“{text}” is not a date, because {month} has {days} days: "
                "type it like 6/4/2026 or 6 April 2026."
            ).format(
                text=quoted(typed),
                month=f"{month_names()[month - 1]} {number}",
                days=monthrange(number, month)[1],
            )
        )
    return date(number, month, day)


def _year(typed: str, year: str) -> int:
    if len(year) not in {2, 4}:
        raise DPManagerError(
            _("“{text}” needs a year of two or four figures: type it like 6/4/2026.").format(
                text=quoted(typed)
            )
        )
    number = int(year) if len(year) == 4 else 2000 + int(year)
    if not FIRST_YEAR <= number <= LAST_YEAR:
        raise DPManagerError(
            _(
                "“{text}” is outside the years {first} to {last}: check the year, "
                "and type the date like 6/4/2026."
            ).format(text=quoted(typed), first=FIRST_YEAR, last=LAST_YEAR)
        )
    return number


def _month_refused(typed: str, year: int | None, month: int, day: int) -> DPManagerError:
    with suppress(ValueError):
        swapped = date(year or 0, day, month)
        return DPManagerError(
            _(
                "“{text}” is not a date, because there is no month {month}: the day comes first, "
                "so if you mean {swapped}, type {example}."
            ).format(
                text=quoted(typed),
                month=month,
                swapped=long_date(swapped),
                example=f"{swapped.day}/{swapped.month}/{swapped.year}",
            )
        )
    return DPManagerError(
        _(
            "“{text}” is not a date, because there is no month {month}: type the day first, "
            "then the month and the year, like 6/4/2026."
        ).format(text=quoted(typed), month=month)
    )


def _year_missing(typed: str, month: int, day: int, today: date | None) -> DPManagerError:
    if not 1 <= day <= monthrange(2000, month)[1]:  # 2000: a year with 29 February
        return DPManagerError(
            _(
                "“{text}” is not a date, because {month} has no day {day}: "
                "type it like 6/4/2026 or 6 April 2026."
            ).format(text=quoted(typed), month=month_names()[month - 1], day=day)
        )
    example = date(2026, 4, 6)
    if today:
        near = []
        for year in range(today.year - 4, today.year + 5):
            with suppress(ValueError):
                near.append(date(year, month, day))
        example = min(near, key=lambda there: abs(there - today), default=example)
    return DPManagerError(
        _("“{text}” has no year: add the year, like {example}.").format(
            text=quoted(typed), example=long_date(example)
        )
    )


def _amount_refused(text: str, typed: str) -> DPManagerError:
    if not typed:
        return DPManagerError(_("The amount is empty: type pounds and pence, like 12.50."))
    sentence = _(
        "“{text}” is not understood as an amount of money: type it like 12.50 or £1,234.50."
    )
    figures = typed.strip("()-+£ ")
    if re.fullmatch(r"[0-9., ]+", figures):
        if figures.count(".") > 1:
            sentence = _(
                "“{text}” has more than one point: type pounds, a point and the pence, "
                "like 1,234.50."
            )
        elif re.search(r"\.[0-9]{3,}$", figures):
            sentence = _(
                "“{text}” has more than two figures after the point: type pounds and pence, "
                "like 12.50."
            )
        elif "," in figures:
            sentence = _(
                "“{text}” has a comma where none is expected: type a point before the pence "
                "and a comma only before each three figures of pounds, like 1,234.50."
            )
    return DPManagerError(sentence.format(text=quoted(text)))


def _hour_of_day(typed: str, hour: int, half_of_day: str) -> int:
    if not 1 <= hour <= 12:
        raise DPManagerError(
            _(
                "“{text}” is not a time, because am and pm go with hours from 1 to 12: "
                "type it like 7pm or 19:00."
            ).format(text=quoted(typed))
        )
    return hour % 12 + (12 if half_of_day == "p" else 0)
