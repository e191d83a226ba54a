"""The reference that goes with a payment to HMRC.

Source: https://www.gov.uk/pay-paye-tax/reference-numbers-early-late-payments
"""

import re
from datetime import date

from dpmanager.domain.pay.tax_period import tax_period
from dpmanager.domain.periods import Frequency, Period
from dpmanager.domain.rates import days_of_tax_year, tax_year_of
from dpmanager.errors import DPManagerError
from dpmanager.words import _

# 13 characters, such as 123PA00012345; the last may be an X.
_ACCOUNTS_OFFICE = re.compile(r"[0-9]{3}P[A-Z][0-9]{7}[0-9X]")


def accounts_office_reference(typed: str) -> str:
    """The 13 characters without spaces, in capitals.

    Raises DPManagerError for one that is missing or is not like HMRC's.
    """
    text = "".join(typed.split()).upper()
    if not text:
        raise DPManagerError(
            _("Your Accounts Office reference is missing. Look for it in HMRC's first letter.")
        )
    if not _ACCOUNTS_OFFICE.fullmatch(text):
        raise DPManagerError(
            _(
                "“{typed}” is not an Accounts Office reference. It has 13 characters, such as "
                "123PA00012345. The PAYE reference is another number."
            ).format(typed=typed.strip()[:20])
        )
    return text


def period_suffix(period: Period) -> str:
    """Four figures for a tax month or quarter: the year in which the tax year ends, the month.

    A quarter has the number of its last month: 6 April to 5 July 2023 is 2403.
    """
    ends = days_of_tax_year(tax_year_of(period.end)).end.year % 100
    return f"{ends:02}{tax_period(period.end, Frequency.MONTHLY):02}"


def payment_reference(typed: str, period: Period, due: date, paid_on: date) -> str:
    """The reference for a payment on a day: 13 characters on time, 17 when early or late.

    On time is after the period and by the day it is due. Raises DPManagerError as
    `accounts_office_reference` does.
    """
    reference = accounts_office_reference(typed)
    if period.end < paid_on <= due:
        return reference
    return reference + period_suffix(period)
