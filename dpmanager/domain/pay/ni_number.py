"""National Insurance numbers: their form, and those that nobody has."""

import re

from dpmanager.errors import DPManagerError
from dpmanager.words import _

_FORM = re.compile(r"(?P<prefix>[A-Z]{2})[0-9]{6}[A-D]?")
_NEVER_FIRST = "DFIQUV"
_NEVER_SECOND = "DFIOQUV"
_NEVER_USED = frozenset({"BG", "GB", "KN", "NK", "NT", "TN", "ZZ"})
_OFFICIAL_EXAMPLE = "QQ"


def check_ni_number(typed: str) -> str:
    """The number without spaces, in capitals, such as AB123456C. The last letter may be missing.

    Raises DPManagerError for another form, and for letters that no number starts with. Numbers
    that start with QQ are let through: they are HMRC's own example, which nobody has, and stand
    for invented people.
    Source: HMRC, NIM39110:
    https://www.gov.uk/hmrc-internal-manuals/national-insurance-manual/nim39110
    """
    number = "".join(typed.split()).upper()
    found = _FORM.fullmatch(number)
    if found is None:
        raise DPManagerError(
            _(
                "“{number}” is not a National Insurance number. It has two letters, six figures "
                "and a last letter A, B, C or D. Copy it from a payslip or a letter from HMRC."
            ).format(number=typed.strip()[:20])
        )
    if _is_never_used(found["prefix"]):
        raise DPManagerError(
            _(
                "No National Insurance number starts with “{letters}”. Look at it again on a "
                "payslip or a letter from HMRC. If they have none yet, leave it empty."
            ).format(letters=found["prefix"])
        )
    return number


def _is_never_used(prefix: str) -> bool:
    if prefix == _OFFICIAL_EXAMPLE:
        return False
    return prefix in _NEVER_USED or prefix[0] in _NEVER_FIRST or prefix[1] in _NEVER_SECOND
