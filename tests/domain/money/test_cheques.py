"""Cheques are known by their number, and too old after six months."""

from datetime import date

import pytest

from dpmanager.domain.money.cheques import cheque_number, is_stale


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("CHEQUE 000123", "123"),
        ("CHQ 123", "123"),
        ("Cheque no. 00123", "123"),
        ("CHQ000123", "123"),
        ("000123", "123"),
        ("CHEQUE", ""),
        ("VALE TAXIS 123", ""),
        ("CHEQUERS INN 12", ""),
    ],
)
def test_the_number_in_the_banks_words(words: str, number: str) -> None:
    assert cheque_number(words) == number


def test_a_cheque_is_good_for_six_months() -> None:
    assert not is_stale(date(2026, 4, 6), date(2026, 10, 6))
    assert is_stale(date(2026, 4, 6), date(2026, 10, 7))
