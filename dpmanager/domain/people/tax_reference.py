"""The tax reference of somebody who is self-employed: the Unique Taxpayer Reference (UTR)."""

from stdnum.exceptions import InvalidChecksum, ValidationError
from stdnum.gb import utr

from dpmanager.errors import DPManagerError
from dpmanager.words import _


def check_utr(typed: str) -> str:
    """The ten figures without spaces. A K before or after them, as on some letters, is left out.

    Raises DPManagerError for another length, for other signs, and where the first figure does not
    fit the other nine: it is a check on them.
    The rule of the first figure: python-stdnum, stdnum.gb.utr, after the OECD's sheet UK-TIN.
    """
    try:
        return utr.validate(typed.strip().rstrip("kK"))
    except InvalidChecksum as fault:
        raise DPManagerError(
            _(
                "“{number}” is not a tax reference (UTR): a figure is wrong. Compare it with a "
                "letter from HMRC."
            ).format(number=typed.strip()[:20])
        ) from fault
    except ValidationError as fault:
        raise DPManagerError(
            _(
                "“{number}” is not a tax reference (UTR). It has ten figures. Copy it from a "
                "letter from HMRC, or leave it empty."
            ).format(number=typed.strip()[:20])
        ) from fault
