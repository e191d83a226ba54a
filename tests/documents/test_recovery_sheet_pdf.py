import io
from dataclasses import replace
from datetime import date

import pikepdf
import pytest
from pdf_checks import faults, smallest_type, text_of

from dpmanager.documents.lettering import text_width
from dpmanager.documents.recovery_sheet import RecoverySheet, recovery_sheet_pdf
from dpmanager.domain.passphrases import check_letters

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


@pytest.mark.parametrize("passphrase", ["", "seven green Kettles sing"])
def test_it_is_one_page(passphrase: str) -> None:
    sheet = replace(SHEET, passphrase=passphrase)
    with pikepdf.open(io.BytesIO(recovery_sheet_pdf(sheet))) as pdf:
        assert len(pdf.pages) == 1


@pytest.mark.parametrize("large_print", [False, True])
def test_the_passphrase_stands_on_it_letter_by_letter(large_print: bool) -> None:
    sheet = replace(SHEET, passphrase="seven green Kettles sing")
    made = recovery_sheet_pdf(sheet, large_print=large_print)
    text = text_of(made)
    assert faults(made) == []
    assert smallest_type(made) >= (18 if large_print else 12)
    for word in ("seven", "s, e, v, e, n", "Kettles", "capital K, e, t, t, l, e, s"):
        assert word in text
    assert f"Check letters: {check_letters('seven green Kettles sing')}." in text
    assert "Write it by hand" not in text
    assert "Whoever has both can read your records." in text


def test_nothing_of_the_passphrase_is_kept() -> None:
    sheet = replace(SHEET, passphrase="seven green Kettles sing")
    recovery_sheet_pdf(sheet)
    assert text_width.cache_info().currsize == 0
    assert "Kettles" not in repr(sheet)
