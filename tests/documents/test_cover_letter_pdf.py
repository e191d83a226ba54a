"""The letter with a return, and what the return tells besides the money."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from pdf_checks import faults, smallest_type, text_of
from samples import HOSTILE, LABELS, d, funder_return

from dpmanager.documents.cover_letter import CoverLetter, cover_letter_pdf
from dpmanager.documents.funder_return import return_pdf
from dpmanager.domain.amounts import ZERO
from dpmanager.domain.periods import Period
from dpmanager.domain.returns.besides import (
    FINAL,
    Besides,
    InsuranceLine,
    OutcomeLine,
    PlanLine,
    Signed,
    WorkerHours,
)
from dpmanager.domain.returns.funder_return import FunderReturn
from dpmanager.domain.returns.locked import CarriedOn, Correction, LockedLine
from dpmanager.domain.returns.sums import ReturnDoesNotAddUp
from dpmanager.domain.signatures import SignatureGiven, SignatureKind

LETTER = CoverLetter(
    funder="Devon County Council",
    reference="DP-204417",
    recipient="Margaret Bell",
    sender="Owen Bell",
    sender_address="4 Orchard Lane\nNewton Abbot\nTQ12 0ZZ",
    phone="01632 960123",
    email="owen.bell@example.org",
    day=date(2026, 10, 5),
    period=Period(date(2026, 7, 1), date(2026, 9, 30)),
    kind="periodic",
    closing=Decimal("3092.04"),
    surplus=Decimal("344.40"),
    missing=("1 payment out has no proof.",),
)
LATE = LockedLine(9, "Direct payment account", date(2026, 6, 29), "Late chair", d("-20.00"))
BEFORE = CarriedOn(
    period=Period(date(2026, 4, 1), date(2026, 6, 30)),
    signed_on=date(2026, 7, 6),
    closing=d("2531.30"),
    corrections=(Correction(None, LATE),),
    other=ZERO,
    between=ZERO,
    comes_to=d("2511.30"),
    reasons=("The shop sent its bill late.",),
)
BESIDES = Besides(
    plan=(
        PlanLine("agency", d("900.00"), d("812.50"), d("39"), d("36.5"), nights=2),
        PlanLine("", ZERO, d("12.00"), None, ZERO),
    ),
    outcomes=(
        OutcomeLine("Swim every week", d("200.00"), d("4")),
        OutcomeLine("Garden", ZERO, ZERO, "It rained all summer."),
    ),
    worker_hours=(WorkerHours("Ann Llŷr-Smith", d("36.5"), 2),),
    insurance=(InsuranceLine("Fishbourne Mutual", "EL 1", date(2026, 4, 1), date(2027, 3, 31)),),
    explanations=("The shop sent its bill late.",),
    surplus_reasons=("A personal assistant left in July.",),
    carried_on=BEFORE,
    signed=Signed(
        SignatureGiven(SignatureKind.TYPED, "Owen Bell"), "Suitable person", date(2026, 10, 5)
    ),
)


def whole() -> FunderReturn:
    return replace(funder_return(), besides=BESIDES)


@pytest.mark.parametrize("large_print", [False, True])
def test_letter_and_return_are_tagged_in_both_forms(large_print: bool) -> None:
    for made in (
        cover_letter_pdf(LETTER, large_print=large_print),
        return_pdf(whole(), LABELS, large_print=large_print),
    ):
        assert faults(made) == []
        assert smallest_type(made) >= (18 if large_print else 12)


def test_the_letter_says_what_is_sent_and_what_is_missing() -> None:
    text = text_of(cover_letter_pdf(LETTER))
    assert "Direct payment return, 1 July 2026 to 30 September 2026" in text
    assert "On 30 September 2026 the account held £3,092.04." in text
    assert "£344.40 of it is above what may stay" in text
    assert "1 payment out has no proof." in text
    assert "I will send what is still missing" in text
    complete = text_of(cover_letter_pdf(replace(LETTER, missing=(), surplus=None)))
    assert "What is still missing" not in complete
    assert "above what may stay" not in complete


def test_the_letter_of_an_amended_return_and_of_a_final_account() -> None:
    amended = text_of(cover_letter_pdf(replace(LETTER, amends=True)))
    assert "It takes the place of the return that I sent before." in amended
    final = text_of(cover_letter_pdf(replace(LETTER, kind=FINAL)))
    assert "Final direct payment account" in final
    assert "I ask you to tell me how to pay back the money that is left." in final


def test_the_return_compares_with_the_plan_and_names_hours_and_insurance() -> None:
    text = text_of(return_pdf(whole(), LABELS))
    assert "Care agency £900.00 £812.50 39.00 36.50 and 2 sleep-ins" in text
    assert "Not said yet £0.00 £12.00" in text
    assert "Swim every week £200.00 4.00" in text
    assert "Garden: It rained all summer." in text
    assert "Ann Llŷr-Smith 36.50 2" in text
    assert "Fishbourne Mutual EL 1 1 Apr 2026 31 Mar 2027" in text
    assert "A personal assistant left in July." in text


def test_the_return_shows_the_corrections_of_the_one_before() -> None:
    text = text_of(return_pdf(whole(), LABELS))
    assert (
        "Closing balance of that return £2,531.30 Added since: Late chair, 29 Jun 2026 -£20.00 "
        "Opening balance of this return £2,511.30"
    ) in text
    assert "Explanations The shop sent its bill late." in text


def test_a_return_whose_corrections_leave_out_a_penny_is_never_printed() -> None:
    wrong = replace(BESIDES, carried_on=replace(BEFORE, closing=d("2531.31")))
    with pytest.raises(ReturnDoesNotAddUp, match=r"leave out -£0\.01"):
        return_pdf(replace(funder_return(), besides=wrong), LABELS)


def test_the_declaration_is_signed_on_the_screen_or_left_for_ink() -> None:
    assert "Signed on the screen by Owen Bell on 5 October 2026." in text_of(
        return_pdf(whole(), LABELS)
    )
    ink = replace(
        BESIDES,
        signed=Signed(
            SignatureGiven(SignatureKind.PAPER, "Owen Bell"), "Suitable person", date(2026, 10, 5)
        ),
    )
    text = text_of(return_pdf(replace(funder_return(), besides=ink), LABELS))
    assert "Owen Bell, Suitable person Date" in text


def test_a_final_account_says_what_goes_back() -> None:
    r = replace(funder_return(), besides=Besides(kind=FINAL))
    text = text_of(return_pdf(r, LABELS))
    assert "Final direct payment account" in text
    assert f"£{r.free_balance:,.2f} is left to give back" in text
    assert "How many weeks' money is left" not in text


def test_hostile_words_in_the_letter_harm_nothing() -> None:
    odd = replace(LETTER, funder=HOSTILE, recipient=HOSTILE, missing=(HOSTILE,))
    assert faults(cover_letter_pdf(odd)) == []
