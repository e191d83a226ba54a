"""Tax codes: what HMRC allows, read into its parts."""

import re
from dataclasses import dataclass
from enum import Enum

from dpmanager.domain.rates import TaxNation
from dpmanager.errors import DPManagerError
from dpmanager.words import _

# Source: HMRC, Specification for PAYE Tax Table Routines, 3.3; PAYE11015 (K1 to K9999). No zeros
# lead a number, and nothing tax-free is 0T. The nation letter stands before any of these.
_TAX_CODE = re.compile(
    r"(?P<nation>[SC]?)"
    r"(?:(?P<allowance>[1-9][0-9]{0,5}(?=[LMNT])|0(?=T))[LMNT]|K(?P<addition>[1-9][0-9]{0,3})"
    r"|(?P<flat>BR|D[0-3])|(?P<no_tax>NT))"
    r"(?P<week1month1>W1|M1|X)?"
)
_NATIONS = {
    "": TaxNation.ENGLAND_AND_NORTHERN_IRELAND,
    "S": TaxNation.SCOTLAND,
    "C": TaxNation.WALES,
}
_FLAT_RATE_CODES = {"BR", "D0", "D1", "CBR", "CD0", "CD1", "SBR", "SD0", "SD1", "SD2", "SD3"}


class CodeKind(Enum):
    """What a tax code does with pay.

    ALLOWANCE: so much is free of tax. ADDITION (K): so much is added before tax. FLAT_RATE: one
    rate of all pay. NO_TAX: none.
    """

    ALLOWANCE = "allowance"
    ADDITION = "addition"
    FLAT_RATE = "flat_rate"
    NO_TAX = "no_tax"


@dataclass(frozen=True, slots=True)
class TaxCode:
    """A tax code in its parts.

    text: as it is written, without the week 1 / month 1 sign: "S1257L".
    number: the figure of an allowance or addition, else 0.
    week1month1: the code itself says that each payment stands alone.
    """

    text: str
    nation: TaxNation
    kind: CodeKind
    number: int
    week1month1: bool

    @property
    def is_basic_rate(self) -> bool:
        """BR, SBR or CBR."""
        return self.text.endswith("BR")


def parse_tax_code(typed: str) -> TaxCode:
    """Reads a code in any case and spacing, such as "1257L", "s 0t" or "K585 M1".

    Raises DPManagerError that quotes a code that HMRC does not give.
    """
    text = "".join(typed.split()).upper()
    found = _TAX_CODE.fullmatch(text)
    if found is None or (found["flat"] and found["nation"] + found["flat"] not in _FLAT_RATE_CODES):
        raise DPManagerError(
            _(
                "“{code}” is not a tax code. Copy it from HMRC's letter or the P45. It looks like "
                "1257L, K585, BR, D0, D1, NT or 0T, with S in front for Scotland or C for Wales."
            ).format(code=typed.strip()[:20])
        )
    return TaxCode(
        text=text.removesuffix(found["week1month1"] or ""),
        nation=_NATIONS[found["nation"]],
        kind=_kind(found),
        number=int(found["allowance"] or found["addition"] or 0),
        week1month1=found["week1month1"] is not None,
    )


def _kind(found: re.Match[str]) -> CodeKind:
    if found["addition"]:
        return CodeKind.ADDITION
    if found["flat"]:
        return CodeKind.FLAT_RATE
    return CodeKind.NO_TAX if found["no_tax"] else CodeKind.ALLOWANCE
