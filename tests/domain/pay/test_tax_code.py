import pytest

from dpmanager.domain.pay.tax_code import CodeKind, parse_tax_code
from dpmanager.domain.rates import TaxNation
from dpmanager.errors import DPManagerError

ENGLAND, SCOTLAND, WALES = (
    TaxNation.ENGLAND_AND_NORTHERN_IRELAND,
    TaxNation.SCOTLAND,
    TaxNation.WALES,
)


@pytest.mark.parametrize(
    ("typed", "text", "nation", "kind", "number", "week1month1"),
    [
        ("1257L", "1257L", ENGLAND, CodeKind.ALLOWANCE, 1257, False),
        (" s1257 l m1 ", "S1257L", SCOTLAND, CodeKind.ALLOWANCE, 1257, True),
        ("c1383m", "C1383M", WALES, CodeKind.ALLOWANCE, 1383, False),
        ("1131N W1", "1131N", ENGLAND, CodeKind.ALLOWANCE, 1131, True),
        ("999999T", "999999T", ENGLAND, CodeKind.ALLOWANCE, 999999, False),
        ("0t", "0T", ENGLAND, CodeKind.ALLOWANCE, 0, False),
        ("S0T X", "S0T", SCOTLAND, CodeKind.ALLOWANCE, 0, True),
        ("k1", "K1", ENGLAND, CodeKind.ADDITION, 1, False),
        ("SK9999X", "SK9999", SCOTLAND, CodeKind.ADDITION, 9999, True),
        ("BR M1", "BR", ENGLAND, CodeKind.FLAT_RATE, 0, True),
        ("CD1", "CD1", WALES, CodeKind.FLAT_RATE, 0, False),
        ("SD3", "SD3", SCOTLAND, CodeKind.FLAT_RATE, 0, False),
        ("NT", "NT", ENGLAND, CodeKind.NO_TAX, 0, False),
    ],
)
def test_a_code_is_read_into_its_parts(typed, text, nation, kind, number, week1month1):
    code = parse_tax_code(typed)
    assert (code.text, code.nation, code.kind, code.number, code.week1month1) == (
        text, nation, kind, number, week1month1
    )  # fmt: skip


@pytest.mark.parametrize(
    "typed",
    [
        "", "1257", "1257Q", "L1257", "1257LL", "K0", "K", "K10000", "K585L", "0L", "0M", "00T",
        "01257L", "1234567L", "T", "D2", "D3", "CD2", "CD3", "SD4", "D", "B R T", "-45L", "1257.5L",
        "M1", "1257L W2", "W1257L", "XBR", "１２５７L",
    ],
)  # fmt: skip
def test_an_impossible_code_is_refused_and_quoted(typed):
    with pytest.raises(DPManagerError) as refused:
        parse_tax_code(typed)
    assert f"“{typed}”" in str(refused.value)


def test_the_basic_rate_is_known_in_each_nation():
    basic = {
        text
        for text in ("BR", "SBR", "CBR", "D0", "0T", "NT")
        if parse_tax_code(text).is_basic_rate
    }
    assert basic == {"BR", "SBR", "CBR"}
