"""Which tax code is in force on a pay day: notices, new tax years, P45s and leaving."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from dpmanager.domain.amounts import ZERO
from dpmanager.domain.pay.figures import figure
from dpmanager.domain.pay.tax import Basis
from dpmanager.domain.pay.tax_code import parse_tax_code
from dpmanager.domain.periods import long_date
from dpmanager.domain.rates import CodeUplift, days_of_tax_year, tax_year_of
from dpmanager.domain.steps import Step
from dpmanager.errors import DPManagerError
from dpmanager.words import _

P9X = (
    "HMRC, P9X, tax codes to use from 6 April: "
    "https://www.gov.uk/government/publications/p9x-tax-codes"
)
PAYE_REGULATIONS = (
    "Income Tax (Pay As You Earn) Regulations 2003 (SI 2003/2682), regulations 42 to 45: "
    "https://www.legislation.gov.uk/uksi/2003/2682/part/3/chapter/2"
)
LATE_P45 = "GOV.UK, late P45 or starter checklist: https://www.gov.uk/new-employee/late-p45"
PAY_AFTER_LEAVING = (
    "Income Tax (Pay As You Earn) Regulations 2003 (SI 2003/2682), regulation 37: "
    "https://www.legislation.gov.uk/uksi/2003/2682/regulation/37"
)
FIRST_OF_TAX_YEAR = (4, 6)
LAST_START_WITH_LAST_YEARS_P45 = (5, 24)
NOTHING_FREE_OF_TAX = "0T"

_WITH_UPLIFT = re.compile(r"(?P<nation>[SC]?)(?P<number>[0-9]+)(?P<letter>[LMN])")


class NoticeKind(StrEnum):
    """What a tax code comes from, after the first one. The values are the words used in files."""

    P6 = "P6"
    P9 = "P9"
    LETTER = "letter"
    P45 = "P45"


FROM_HMRC = frozenset({NoticeKind.P6, NoticeKind.P9, NoticeKind.LETTER})


@dataclass(frozen=True, slots=True)
class CodeNotice:
    """A tax code for pay days from `from_date` on.

    reason: where it comes from, such as P6, P45 or starter checklist.
    """

    from_date: date
    code: str
    basis: Basis
    reason: str


@dataclass(frozen=True, slots=True)
class CodeInForce:
    """The code for a pay day, without a week 1 / month 1 sign, its basis, and why."""

    code: str
    basis: Basis
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class P45:
    """What a P45 says: the last day of the earlier job, its code, and pay and tax in pounds.

    With basis WEEK1MONTH1 the pay and tax on it are those of that job alone and never count.
    """

    left_on: date
    code: str
    basis: Basis
    pay: Decimal
    tax: Decimal


@dataclass(frozen=True, slots=True)
class P45Use:
    """What to take from a P45, and why.

    code: None where the code comes from elsewhere. previous_pay, previous_tax: pounds to count
    in the year so far.
    """

    code: str | None
    basis: Basis
    previous_pay: Decimal
    previous_tax: Decimal
    steps: tuple[Step, ...]


def notice_words(kind: str) -> str:
    """What a tax code comes from, in words; what is no kind of notice stays as it is."""
    return {
        NoticeKind.P6.value: _("P6 notice from HMRC"),
        NoticeKind.P9.value: _("P9 notice from HMRC"),
        NoticeKind.LETTER.value: _("letter from HMRC"),
        NoticeKind.P45.value: _("P45 of an earlier job"),
    }.get(kind, kind)


def code_in_force(
    notices: Iterable[CodeNotice], pay_date: date, uplifts: Mapping[str, CodeUplift]
) -> CodeInForce:
    """The code for pay on `pay_date`: the newest notice that counts from that day or earlier.

    Of two from the same day the one given later counts. A notice from an earlier tax year is
    carried over: week 1 / month 1 ends on 6 April, and a code that ends in L, M or N rises by what
    the P9X of each new tax year says (`uplifts`, by tax year).
    Raises DPManagerError where no notice counts yet, or for a code that HMRC does not give.
    """
    counting = [notice for notice in notices if notice.from_date <= pay_date]
    if not counting:
        raise DPManagerError(
            _("There is no tax code for pay on {day}. Add the first one.").format(
                day=long_date(pay_date)
            )
        )
    newest = max(reversed(counting), key=lambda notice: notice.from_date)
    parsed = parse_tax_code(newest.code)
    basis = Basis.WEEK1MONTH1 if parsed.week1month1 else newest.basis
    first_step = Step(
        _("Tax code from {day}: {reason}").format(
            day=long_date(newest.from_date), reason=newest.reason
        ),
        _written(parsed.text, basis),
    )
    code, carried = _carried_over(parsed.text, basis, newest.from_date, pay_date, uplifts)
    if _first_year(newest.from_date) < _first_year(pay_date):
        basis = Basis.CUMULATIVE
    return CodeInForce(code, basis, (first_step, *carried))


def code_after_leaving(last_code: str, basis: Basis, *, is_in_p45: bool) -> CodeInForce:
    """The code for pay that is paid after the last day of work.

    is_in_p45: the pay is counted in the P45, so the last code goes on, even into a new tax year.
    Otherwise it is 0T on week 1 / month 1, with the first letter of the nation as before.
    Raises DPManagerError for a code that HMRC does not give.
    """
    parsed = parse_tax_code(last_code)
    if is_in_p45:
        kept = Basis.WEEK1MONTH1 if parsed.week1month1 else basis
        label = _("Pay that the P45 counts: the last code goes on")
        return CodeInForce(parsed.text, kept, (Step(label, _written(parsed.text, kept), P9X),))
    nation = parsed.text[0] if parsed.text[0] in "SC" else ""
    code = nation + NOTHING_FREE_OF_TAX
    step = Step(
        _("Pay after leaving that the P45 does not count"),
        _written(code, Basis.WEEK1MONTH1),
        PAY_AFTER_LEAVING,
    )
    return CodeInForce(code, Basis.WEEK1MONTH1, (step,))


def use_of_p45(
    p45: P45,
    *,
    started_on: date,
    pay_date: date,
    emergency_code: str,
    has_code_from_hmrc: bool,
    uplifts: Mapping[str, CodeUplift],
) -> P45Use:
    """What a P45 changes from the pay on `pay_date` on, brought on time or late.

    emergency_code: with the letter of the nation, without week 1 / month 1.
    has_code_from_hmrc: HMRC has sent a code since the worker started; then it goes before the P45,
    and it says itself which earlier pay and tax count.
    A P45 of this tax year gives the code, and with a cumulative one the pay and tax. One of last
    year gives the code to those who started by 24 May, cumulative and without figures; later
    starters have the emergency code. An older one gives nothing: the starter checklist decides.
    Raises DPManagerError for a code that HMRC does not give.
    """
    if has_code_from_hmrc:
        step = Step(
            _("HMRC has sent a code since they started. It goes before the P45."),
            _("nothing is taken from the P45"),
            LATE_P45,
        )
        return _nothing_from_p45(step)
    years_ago = _first_year(pay_date) - _first_year(p45.left_on)
    if years_ago <= 0:
        return _p45_of_this_year(p45)
    if years_ago > 1:
        step = Step(
            _("This P45 is older than last tax year. Ask for a starter checklist."),
            _("nothing is taken from the P45"),
            LATE_P45,
        )
        return _nothing_from_p45(step)
    if started_on > date(_first_year(pay_date), *LAST_START_WITH_LAST_YEARS_P45):
        emergency = parse_tax_code(emergency_code).text
        step = Step(
            _("A P45 of last tax year, and they started after 24 May: emergency code"),
            _written(emergency, Basis.WEEK1MONTH1),
            PAYE_REGULATIONS,
        )
        return P45Use(emergency, Basis.WEEK1MONTH1, ZERO, ZERO, (step,))
    return _p45_of_last_year(p45, pay_date, uplifts)


def _p45_of_this_year(p45: P45) -> P45Use:
    parsed = parse_tax_code(p45.code)
    basis = Basis.WEEK1MONTH1 if parsed.week1month1 else p45.basis
    code_step = Step(
        _("A P45 of this tax year: its code counts"),
        _written(parsed.text, basis),
        PAYE_REGULATIONS,
    )
    if basis is Basis.WEEK1MONTH1:
        step = Step(
            _("With week 1 / month 1, each payment stands alone"),
            _("earlier pay and tax do not count"),
            PAYE_REGULATIONS,
        )
        return P45Use(parsed.text, basis, ZERO, ZERO, (code_step, step))
    step = Step(
        _("Earlier pay and tax of this tax year count"),
        _("pay {pay}, tax {tax}").format(pay=figure(p45.pay), tax=figure(p45.tax)),
        PAYE_REGULATIONS,
    )
    return P45Use(parsed.text, basis, p45.pay, p45.tax, (code_step, step))


def _p45_of_last_year(p45: P45, pay_date: date, uplifts: Mapping[str, CodeUplift]) -> P45Use:
    parsed = parse_tax_code(p45.code)
    basis = Basis.WEEK1MONTH1 if parsed.week1month1 else p45.basis
    code, carried = _carried_over(parsed.text, basis, p45.left_on, pay_date, uplifts)
    step = Step(
        _("A P45 of last tax year, and they started by 24 May: its code counts, not its figures"),
        _written(code, Basis.CUMULATIVE),
        PAYE_REGULATIONS,
    )
    return P45Use(code, Basis.CUMULATIVE, ZERO, ZERO, (*carried, step))


def _nothing_from_p45(step: Step) -> P45Use:
    return P45Use(None, Basis.CUMULATIVE, ZERO, ZERO, (step,))


def _carried_over(
    code: str, basis: Basis, since: date, pay_date: date, uplifts: Mapping[str, CodeUplift]
) -> tuple[str, tuple[Step, ...]]:
    """The code after each 6 April between the two days, with a step for what changes."""
    steps: list[Step] = []
    for year in range(_first_year(since) + 1, _first_year(pay_date) + 1):
        start = date(year, *FIRST_OF_TAX_YEAR)
        uplifted = _uplifted(code, uplifts.get(tax_year_of(start)))
        if uplifted != code or (basis is Basis.WEEK1MONTH1 and not steps):
            steps.append(
                Step(
                    _("New tax year from {day}: the code goes on, cumulative").format(
                        day=long_date(start)
                    ),
                    uplifted,
                    P9X,
                )
            )
        code = uplifted
    return code, tuple(steps)


def _first_year(day: date) -> int:
    """The year in which the tax year of the day starts."""
    return days_of_tax_year(tax_year_of(day)).start.year


def _uplifted(code: str, uplift: CodeUplift | None) -> str:
    found = _WITH_UPLIFT.fullmatch(code)
    if found is None or uplift is None:
        return code
    return f"{found['nation']}{int(found['number']) + uplift.add[found['letter']]}{found['letter']}"


def _written(code: str, basis: Basis) -> str:
    if basis is Basis.WEEK1MONTH1:
        return _("{code}, week 1 / month 1").format(code=code)
    return _("{code}, cumulative").format(code=code)
