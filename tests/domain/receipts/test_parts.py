"""How much of a receipt is paid by its payments."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpmanager.domain.receipts.parts import Share, share_paid

PENCE = st.decimals("0.01", "9999.99", places=2)


@pytest.mark.parametrize(
    ("amount", "payments", "share"),
    [
        ("20.00", [("-20.00", None)], ("20.00", "0.00")),
        ("20.00", [("-12.00", None), ("-3.00", None)], ("15.00", "5.00")),
        ("20.00", [("-50.00", "20.00")], ("20.00", "0.00")),
        ("20.00", [("-15.00", None), ("-15.00", "4.00")], ("19.00", "1.00")),
        ("20.00", [("-25.00", None)], ("25.00", "-5.00")),
        ("-20.00", [("20.00", None)], ("20.00", "0.00")),
    ],
)
def test_what_is_paid_and_what_is_left(amount, payments, share) -> None:
    pairs = [(Decimal(whole), Decimal(part) if part else None) for whole, part in payments]
    assert share_paid(Decimal(amount), pairs) == Share(*map(Decimal, share))


def test_without_an_amount_or_a_payment_there_is_nothing_to_say() -> None:
    assert share_paid(None, [(Decimal("-5.00"), None)]) is None
    assert share_paid(Decimal("5.00"), []) is None


@given(PENCE, st.lists(st.tuples(PENCE, st.none() | PENCE), min_size=1, max_size=6))
def test_paid_and_left_make_the_receipt(amount, payments) -> None:
    share = share_paid(amount, payments)
    assert share is not None
    assert share.paid + share.left == amount
