"""Letters to a worker about the workplace pension, with what the law says they must tell.

Being enrolled: SI 2010/772, regulation 2 and schedule 2. The rights to opt in and to join: its
regulations 17 and 21. Putting off enrolment: SI 2010/4, regulation 4C.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from dpmanager.documents.layout import Document
from dpmanager.domain.amounts import pounds
from dpmanager.domain.pay.figures import percent
from dpmanager.domain.pay.pension import PensionBasis, PensionTerms, TaxRelief
from dpmanager.domain.periods import Frequency, Period, long_date
from dpmanager.domain.rates import PensionRates
from dpmanager.errors import DPManagerError
from dpmanager.words import _


class PensionLetterKind(StrEnum):
    """What the letter is about. The values are the words used in files."""

    ENROLLED = "enrolled"
    OPT_IN = "opt_in"
    JOIN = "join"
    POSTPONED = "postponed"


@dataclass(frozen=True, slots=True)
class PensionLetter:
    """What the letter says.

    provider_contact: telephone, e-mail or web address. from_day: of ENROLLED the day from which
    the worker is in; of POSTPONED the last day of the postponement. by_own_wish: the worker opted
    in. opt_out: the month in which the worker may opt out; None: only the rule is told.
    terms: None while no pension is chosen. frequency: of the worker's pay.
    """

    kind: PensionLetterKind
    employer: str
    employer_address: str
    worker: str
    worker_address: str
    written_on: date
    provider: str
    provider_address: str
    provider_contact: str
    employer_reference: str
    terms: PensionTerms | None
    frequency: Frequency
    rates: PensionRates
    from_day: date | None = None
    by_own_wish: bool = False
    opt_out: Period | None = None


def pension_letter_pdf(letter: PensionLetter, *, large_print: bool = False) -> bytes:
    """The letter as a PDF, to be signed by the employer.

    Raises DPManagerError when a letter about enrolment lacks the provider, its address, or the day.
    """
    _refuse_gaps(letter)
    document = Document(
        _("Letter about the workplace pension for {worker}").format(worker=letter.worker),
        author=letter.employer,
        large_print=large_print,
    )
    match letter.kind:
        case PensionLetterKind.ENROLLED:
            _enrolled(document, letter)
        case PensionLetterKind.OPT_IN:
            _opt_in(document, letter)
        case PensionLetterKind.JOIN:
            _join(document, letter)
        case PensionLetterKind.POSTPONED:
            _postponed(document, letter)
    _find_out_more(document)
    document.signatures([_("{employer}, your employer").format(employer=letter.employer)])
    return document.pdf()


def _refuse_gaps(letter: PensionLetter) -> None:
    needed = {
        PensionLetterKind.ENROLLED: (
            (_("the pension provider"), letter.provider.strip()),
            (_("the provider's address"), letter.provider_address.strip()),
            (_("what is paid in"), letter.terms),
            (_("the day it starts"), letter.from_day),
        ),
        PensionLetterKind.OPT_IN: ((_("what is paid in"), letter.terms),),
        PensionLetterKind.JOIN: (),
        PensionLetterKind.POSTPONED: ((_("the day it ends"), letter.from_day),),
    }[letter.kind]
    missing = [label for label, value in needed if not value]
    if missing:
        raise DPManagerError(
            _("The letter to {worker} must say {missing}. Add it to the pension first.").format(
                worker=letter.worker, missing=", ".join(missing)
            )
        )


def _day(letter: PensionLetter) -> str:
    assert letter.from_day is not None
    return long_date(letter.from_day)


def _opening(document: Document, letter: PensionLetter, title: str, lead: str) -> None:
    document.title(title)
    document.fields(
        [
            (_("To"), _one_line(letter.worker, letter.worker_address)),
            (_("From"), _one_line(letter.employer, letter.employer_address)),
            (_("Date"), long_date(letter.written_on)),
        ]
    )
    document.paragraph(_("Dear {worker}").format(worker=letter.worker))
    document.lead(lead)


def _one_line(name: str, address: str) -> str:
    lines = [name, *(line.strip(" ,") for line in address.splitlines())]
    return ", ".join(line for line in lines if line)


def _enrolled(document: Document, letter: PensionLetter) -> None:
    _opening(
        document,
        letter,
        _("You are in a workplace pension"),
        _("I have put you into a pension with {provider} from {day}.").format(
            provider=letter.provider, day=_day(letter)
        ),
    )
    document.paragraph(
        _("You asked me to do this. You do not need to do anything if you want to stay in.")
        if letter.by_own_wish
        else _(
            "The law tells me to do this, because of your age and your pay. "
            "You do not need to do anything if you want to stay in."
        )
    )
    _provider(document, letter)
    document.heading(_("What is paid in"))
    _contributions(document, letter)
    document.heading(_("If you do not want to be in"))
    _right_to_opt_out(document, letter)
    document.heading(_("Coming back in"))
    document.paragraph(
        _(
            "If you opt out or leave, you can ask me to put you back in. "
            "I must do so once in any 12 months."
        )
    )
    _in_writing(document)
    document.paragraph(
        _(
            "About every three years, I must put you back in if you are out. "
            "That depends on your age and your pay at that time. You can then opt out again."
        )
    )


def _provider(document: Document, letter: PensionLetter) -> None:
    reference = letter.employer_reference if letter.kind is PensionLetterKind.ENROLLED else ""
    document.fields(
        [
            (_("Pension provider"), letter.provider),
            (_("Provider's address"), _one_line("", letter.provider_address)),
            (_("How to reach the provider"), letter.provider_contact),
            (_("My number with the provider"), reference),
        ]
    )


def _contributions(document: Document, letter: PensionLetter) -> None:
    terms = letter.terms
    assert terms is not None
    document.paragraph(_pay_that_counts(letter, terms.basis))
    whole = terms.employee_percent / 100
    if terms.relief is TaxRelief.AT_SOURCE:
        relief = letter.rates.basic_rate_relief
        document.paragraph(
            _(
                "Your share is {whole} of that pay. I take {taken} from your pay each time. "
                "The provider claims tax relief for you and adds the other {relief}."
            ).format(
                whole=percent(whole),
                taken=percent(whole * (1 - relief)),
                relief=percent(whole * relief),
            )
        )
    else:
        document.paragraph(
            _(
                "Your share is {whole} of that pay. I take it from your pay each time, before tax. "
                "So you get tax relief at once, if you pay tax."
            ).format(whole=percent(whole))
        )
    document.paragraph(
        _("I pay in {share} of that pay on top. It is not taken from your pay.").format(
            share=percent(terms.employer_percent / 100)
        )
    )


def _pay_that_counts(letter: PensionLetter, basis: PensionBasis) -> str:
    if basis is PensionBasis.ALL:
        return _("All your pay counts, before tax.")
    lower, upper = letter.rates.lower_limit, letter.rates.upper_limit
    return _each_period(
        letter.frequency,
        weekly=_("The pay that counts is your pay before tax from {lower} to {upper} a week."),
        fortnightly=_(
            "The pay that counts is your pay before tax from {lower} to {upper} in two weeks."
        ),
        four_weekly=_(
            "The pay that counts is your pay before tax from {lower} to {upper} in four weeks."
        ),
        monthly=_("The pay that counts is your pay before tax from {lower} to {upper} a month."),
    ).format(lower=pounds(lower.at(letter.frequency)), upper=pounds(upper.at(letter.frequency)))


def _each_period(
    frequency: Frequency, *, weekly: str, fortnightly: str, four_weekly: str, monthly: str
) -> str:
    """The sentence for how often somebody is paid."""
    return {
        Frequency.WEEKLY: weekly,
        Frequency.FORTNIGHTLY: fortnightly,
        Frequency.FOUR_WEEKLY: four_weekly,
        Frequency.MONTHLY: monthly,
    }[frequency]


def _amount(letter: PensionLetter, amount: Decimal) -> str:
    return _each_period(
        letter.frequency,
        weekly=_("{amount} a week"),
        fortnightly=_("{amount} in two weeks"),
        four_weekly=_("{amount} in four weeks"),
        monthly=_("{amount} a month"),
    ).format(amount=pounds(amount))


def _right_to_opt_out(document: Document, letter: PensionLetter) -> None:
    if letter.opt_out is None:
        document.paragraph(
            _(
                "You have the right to opt out. You have one month. It starts on the day you are "
                "in the pension or the day you get this letter, whichever is later."
            )
        )
    else:
        document.paragraph(
            _("You have the right to opt out, from {start} to {end}.").format(
                start=long_date(letter.opt_out.start), end=long_date(letter.opt_out.end)
            ),
            strong=True,
        )
    document.paragraph(
        _(
            "Ask {provider} for an opt-out form, or follow what their letter to you says. "
            "The form comes from them, not from me. Give it back in time."
        ).format(provider=letter.provider)
    )
    document.paragraph(
        _(
            "If you opt out in time, you count as never having been in. "
            "I pay back within a month what was taken from your pay."
        )
    )
    document.paragraph(
        _(
            "You can leave later too. Then what was paid in stays in the pension until you are "
            "old enough to take it."
        )
    )
    document.paragraph(
        _(
            "I may not ask you or press you to opt out. "
            "If somebody does, tell The Pensions Regulator: www.thepensionsregulator.gov.uk"
        )
    )


def _opt_in(document: Document, letter: PensionLetter) -> None:
    _opening(
        document,
        letter,
        _("You can ask to be in a workplace pension"),
        _("You have the right to opt in. If you do, I must pay in too."),
    )
    document.paragraph(
        _(
            "I do not have to put you into a pension now, because of your age or your pay. "
            "You can ask for it at any time."
        )
    )
    _provider(document, letter)
    document.heading(_("What would be paid in"))
    _contributions(document, letter)
    document.heading(_("How to opt in"))
    _in_writing(document)
    document.heading(_("If your pay or age changes"))
    _lower_pay(document, letter)
    _higher_pay(document, letter)


def _join(document: Document, letter: PensionLetter) -> None:
    _opening(
        document,
        letter,
        _("You can ask to join a pension"),
        _("You have the right to join a pension through your work."),
    )
    document.paragraph(
        _(
            "Your pay is not more than {lower}. So I do not have to pay in, "
            "but I must let you join a pension if you ask."
        ).format(lower=_amount(letter, letter.rates.lower_limit.at(letter.frequency)))
    )
    document.paragraph(_("You can choose how much you pay in, within the rules of that pension."))
    _provider(document, letter)
    document.heading(_("How to join"))
    _in_writing(document)
    document.heading(_("If your pay or age changes"))
    document.paragraph(
        _("If your pay is more than {lower}, you can opt in. I must then pay in too.").format(
            lower=_amount(letter, letter.rates.lower_limit.at(letter.frequency))
        )
    )
    _higher_pay(document, letter)


def _postponed(document: Document, letter: PensionLetter) -> None:
    day = _day(letter)
    _opening(
        document,
        letter,
        _("Your workplace pension starts later"),
        _("I am putting off your enrolment into a workplace pension until {day}.").format(day=day),
    )
    document.heading(_("What happens on that day"))
    ages = letter.rates.ages
    document.paragraph(
        _(
            "On {day} I look at your age and your pay. I will put you into a pension that day if "
            "all of this is true:"
        ).format(day=day)
    )
    for condition in (
        _("you are at least {age} and under State Pension age;").format(age=ages.enrol_from),
        _("you are paid more than {trigger};").format(
            trigger=_amount(letter, letter.rates.trigger.at(letter.frequency))
        ),
        _("you work in the United Kingdom;"),
        _("you are not in a pension of mine that is good enough already."),
    ):
        document.paragraph(_("• {condition}").format(condition=condition))
    document.heading(_("You can be in sooner"))
    document.paragraph(
        _(
            "You can ask me at any time if you are from {youngest} to {oldest} years old. "
            "If your pay is more than {lower}, you can opt in, and I must pay in too."
        ).format(
            youngest=ages.worker_from,
            oldest=ages.until - 1,
            lower=_amount(letter, letter.rates.lower_limit.at(letter.frequency)),
        )
    )
    document.paragraph(
        _("If your pay is that or less, you can join a pension. I do not have to pay in then.")
    )
    _in_writing(document)
    _provider(document, letter)


def _in_writing(document: Document) -> None:
    document.paragraph(
        _(
            "Ask me in writing and sign it. You can send an e-mail: then write in it that you "
            "sent it yourself."
        )
    )


def _lower_pay(document: Document, letter: PensionLetter) -> None:
    document.paragraph(
        _(
            "If your pay is not more than {lower}, you can still join a pension. "
            "I do not have to pay in then."
        ).format(lower=_amount(letter, letter.rates.lower_limit.at(letter.frequency)))
    )


def _higher_pay(document: Document, letter: PensionLetter) -> None:
    document.paragraph(
        _(
            "I will put you into a pension and write to you if your pay is more than {trigger}. "
            "You must then be at least {age} and under State Pension age."
        ).format(
            trigger=_amount(letter, letter.rates.trigger.at(letter.frequency)),
            age=letter.rates.ages.enrol_from,
        )
    )


def _find_out_more(document: Document) -> None:
    document.heading(_("To find out more"))
    document.keep(
        _(
            "MoneyHelper gives free help with pensions: www.moneyhelper.org.uk. "
            "The government tells you more at www.gov.uk/workplace-pensions."
        )
    )
