"""Words for time off with a pay of its own."""

from dpmanager.domain.pay.family_leave_dates import FamilyEvent, FamilyPayKind
from dpmanager.tasks.pay.pay_while_away import SICK
from dpmanager.words import _


def kind_of_absence(kind: str) -> str:
    """The kind of an absence: sick, or one of `FamilyPayKind`."""
    return {
        SICK: _("Off sick"),
        FamilyPayKind.MATERNITY: _("Maternity leave"),
        FamilyPayKind.ADOPTION: _("Adoption leave"),
        FamilyPayKind.PATERNITY: _("Paternity leave"),
        FamilyPayKind.SHARED_PARENTAL: _("Shared parental leave"),
        FamilyPayKind.BEREAVEMENT: _("Bereavement leave of a parent"),
        FamilyPayKind.NEONATAL: _("Neonatal care leave"),
    }[kind]


def event_words() -> dict[FamilyEvent, str]:
    """What the pay of a family leave goes by."""
    return {
        FamilyEvent.DUE: _("The day the baby is due"),
        FamilyEvent.MATCHED: _("The day they were told of the match with a child"),
        FamilyEvent.DEATH: _("The day of the death or stillbirth"),
        FamilyEvent.CARE: _("The day the care of the newborn began"),
    }


def evidence_words() -> dict[str, str]:
    """What somebody can show for time off, by the word that is saved."""
    return {
        "": _("Nothing yet"),
        "self": _("Their own statement (self-certificate)"),
        "fit_note": _("A fit note"),
        "mat_b1": _("The maternity certificate (MATB1)"),
        "matching": _("The certificate of the match"),
        "declaration": _("Their own declaration"),
    }


def form_of(kind: FamilyPayKind) -> str:
    """What the employer gives a worker who gets no pay for a leave.

    Source: GOV.UK, employer guides to each pay, and HMRC's form NEO1.
    """
    return {
        FamilyPayKind.MATERNITY: _("Give the worker form SMP1, with the reason."),
        FamilyPayKind.ADOPTION: _("Give the worker form SAP1, with the reason."),
        FamilyPayKind.PATERNITY: _("Give the worker form SPP1, with the reason."),
        FamilyPayKind.NEONATAL: _("Give the worker form NEO1, with the reason."),
    }.get(kind, _("There is no form for this. Tell the worker in writing why there is no pay."))
