"""A sheet on which somebody new writes what pay is worked out from. What is known stands there.

It asks for what HMRC's starter checklist asks: https://www.gov.uk/guidance/starter-checklist-for-paye
"""

from dataclasses import dataclass
from datetime import date

from dpmanager.documents.layout import Document
from dpmanager.domain.periods import long_date
from dpmanager.words import _

BOX = "[  ]"


@dataclass(frozen=True, slots=True)
class StarterDetails:
    """What is known of somebody new; empty words and None are to be filled in by hand."""

    employer: str
    worker: str
    address: str
    born: date | None
    ni_number: str
    started: date
    phone: str
    email: str
    emergency_name: str
    emergency_phone: str


def starter_details_pdf(details: StarterDetails, *, large_print: bool = False) -> bytes:
    """The sheet as a PDF, to be filled in and signed by the worker."""
    document = Document(
        _("Starter details of {worker}").format(worker=details.worker),
        author=details.employer,
        large_print=large_print,
    )
    document.title(
        _("Starter details"),
        under=_("For {employer}. Give your P45 with it if you have one.").format(
            employer=details.employer
        ),
    )
    _about_you(document, details)
    _this_tax_year(document)
    _loans(document)
    document.heading(_("Where your wages go"))
    document.blank(_("Name on the account"))
    document.blank(_("Sort code and account number"))
    document.signatures([_("{worker}: this is right").format(worker=details.worker)])
    return document.pdf()


def _about_you(document: Document, details: StarterDetails) -> None:
    document.heading(_("About you"))
    known = [
        (_("Full name"), details.worker),
        (_("Address"), ", ".join(details.address.splitlines())),
        (_("Date of birth"), long_date(details.born) if details.born else ""),
        (_("National Insurance number"), details.ni_number),
        (_("First day of work"), long_date(details.started)),
        (_("Phone"), details.phone),
        (_("E-mail"), details.email),
        (
            _("Whom to ring in an emergency"),
            ", ".join(filter(None, (details.emergency_name, details.emergency_phone))),
        ),
    ]
    document.fields(known)
    for label, value in known:
        if not value:
            document.blank(label)


def _this_tax_year(document: Document) -> None:
    document.heading(_("Your work since 6 April"))
    document.keep(_("Tick one of these:"))
    for statement in (
        _("A. This is my first job since 6 April. I have had no taxed benefit or pension."),
        _("B. I had another job or a taxed benefit since 6 April, and have none now."),
        _("C. I have another job, or I get a pension."),
    ):
        document.paragraph(_("{box} {statement}").format(box=BOX, statement=statement))


def _loans(document: Document) -> None:
    document.heading(_("Student loan"))
    document.keep(_("Tick what is so:"))
    for statement in (
        _("I have no student loan to repay."),
        _("Plan 1"),
        _("Plan 2"),
        _("Plan 4"),
        _("Plan 5"),
        _("Postgraduate loan"),
        _("I repay it straight to the Student Loans Company."),
    ):
        document.paragraph(_("{box} {statement}").format(box=BOX, statement=statement))
