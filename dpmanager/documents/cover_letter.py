"""The letter that goes with a return."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dpmanager.documents.layout import Document
from dpmanager.domain.amounts import pounds
from dpmanager.domain.periods import Period, long_date
from dpmanager.domain.returns.besides import AUDIT, FINAL
from dpmanager.domain.wording import period_words
from dpmanager.words import _


@dataclass(frozen=True, slots=True)
class CoverLetter:
    """What the letter says. closing, surplus: pounds. missing: each gap, in a sentence.

    kind: periodic, audit or final. amends: the return takes the place of an earlier one.
    """

    funder: str
    reference: str
    recipient: str
    sender: str
    sender_address: str
    phone: str
    email: str
    day: date
    period: Period
    kind: str
    closing: Decimal
    surplus: Decimal | None
    missing: Sequence[str] = ()
    amends: bool = False


def cover_letter_pdf(letter: CoverLetter, *, large_print: bool = False) -> bytes:
    """The letter as a PDF, with a line to sign on."""
    about = _about(letter)
    document = Document(about, author=letter.sender, large_print=large_print)
    document.title(about, _("To {funder}").format(funder=letter.funder))
    document.fields(
        [
            (_("From"), letter.sender),
            (_("Address"), letter.sender_address),
            (_("Phone"), letter.phone),
            (_("E-mail"), letter.email),
            (_("Money for"), letter.recipient),
            (_("Reference"), letter.reference),
            (_("Date"), long_date(letter.day)),
        ]
    )
    for sentence in _sentences(letter):
        document.paragraph(sentence)
    document.keep(_("I ask you to tell me in writing that you have got this."))
    document.signatures([letter.sender])
    if letter.missing:
        document.heading(_("What is still missing"))
        for sentence in letter.missing:
            document.paragraph(sentence)
    return document.pdf()


def _about(letter: CoverLetter) -> str:
    period = period_words(letter.period)
    if letter.kind == AUDIT:
        return _("The records that you asked for, {period}").format(period=period)
    if letter.kind == FINAL:
        return _("Final direct payment account, {period}").format(period=period)
    if letter.amends:
        return _("Amended direct payment return, {period}").format(period=period)
    return _("Direct payment return, {period}").format(period=period)


def _sentences(letter: CoverLetter) -> list[str]:
    sentences = [
        _("I send you the return for the direct payment of {recipient}.").format(
            recipient=letter.recipient
        ),
        _("On {day} the account held {closing}.").format(
            day=long_date(letter.period.end), closing=pounds(letter.closing)
        ),
    ]
    if letter.amends:
        sentences.append(
            _("It takes the place of the return that I sent before. It lists what has changed.")
        )
    if letter.kind == FINAL:
        sentences.append(_("I ask you to tell me how to pay back the money that is left."))
    elif letter.surplus:
        sentences.append(
            _(
                "{amount} of it is above what may stay in the account. "
                "I ask you to talk to me before you ask for it back."
            ).format(amount=pounds(letter.surplus))
        )
    sentences.append(
        _("The papers are with it. Ask me for anything that you miss.")
        if not letter.missing
        else _("I will send what is still missing as soon as I have it.")
    )
    return sentences
