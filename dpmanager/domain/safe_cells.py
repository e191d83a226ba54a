"""Cells of a spreadsheet file that hold words and never a formula.

A spreadsheet takes a cell that starts with one of a few signs for a formula, which could send
what is in the file elsewhere. Such a cell gets an apostrophe before it (OWASP, CSV Injection).
"""

_SIGNS = "=+-@＝＋－＠\t\r\n"
_BEFORE = "' \u00a0"


def safe_cell(text: str) -> str:
    """The text as it may stand in a cell."""
    return f"'{text}" if _could_be_a_formula(text) else text


def text_of_cell(cell: str) -> str:
    """What was written, without the apostrophe that `safe_cell` put before it."""
    return cell[1:] if cell[:1] == "'" and _could_be_a_formula(cell) else cell


def _could_be_a_formula(text: str) -> bool:
    return text.lstrip(_BEFORE)[:1] in tuple(_SIGNS)
