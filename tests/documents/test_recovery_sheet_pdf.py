import io
from datetime import date

import pikepdf
import pytest
from pdf_checks import faults, smallest_type, text_of

from dpmanager.documents.recovery_sheet import RecoverySheet, recovery_sheet_pdf

SHEET = RecoverySheet("My care", "Margaret Hale", "Frances Hale", "/home/f", date(2026, 10, 5))


@pytest.mark.parametrize("large_print", [False, True])
def test_it_is_tagged_and_says_how_to_open_the_book(large_print: bool) -> None:
    made = recovery_sheet_pdf(SHEET, large_print=large_print)
    text = text_of(made)
    assert faults(made) == []
    assert smallest_type(made) >= (18 if large_print else 12)
    assert "It is a folder named My care.dpbook." in text
    assert "5 October 2026" in text
    assert "Passphrase Date" in text


def test_it_is_one_page() -> None:
    with pikepdf.open(io.BytesIO(recovery_sheet_pdf(SHEET))) as pdf:
        assert len(pdf.pages) == 1
