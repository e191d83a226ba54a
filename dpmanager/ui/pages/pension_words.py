"""The pension in words: where a worker stands, what is paid in, what the scheme is."""

from dpmanager.domain.amounts import ZERO, pounds
from dpmanager.domain.pay.figures import percent
from dpmanager.domain.pay.pension import PensionBasis, TaxRelief
from dpmanager.domain.pay.pension_membership import PensionEventKind, PensionState, Standing
from dpmanager.domain.periods import long_date
from dpmanager.tasks.pay.pension_events import SchemeAnswer
from dpmanager.tasks.pay.pensions import PensionToDo, WorkerPension
from dpmanager.words import _


def standing_words(now: Standing) -> str:
    """Where a worker stands, as a sentence."""
    day = long_date(now.since) if now.since else ""
    match now.state:
        case PensionState.POSTPONED if now.postponed_until:
            until = long_date(now.postponed_until)
            return _("Put off until {day}.").format(day=until)
        case PensionState.OPTED_OUT:
            return _("Opted out on {day}.").format(day=day)
        case PensionState.LEFT:
            return _("Left the pension on {day}.").format(day=day)
        case PensionState.MEMBER:
            return {
                PensionEventKind.OPTED_IN: _("In the pension since {day}, because they asked."),
                PensionEventKind.JOINED: _("Joined the pension on {day}. You need not pay in."),
            }.get(now.entry or PensionEventKind.ENROLLED, _("In the pension since {day}.")).format(
                day=day
            )
    return _("Not in the pension.")


def why_words(worker: WorkerPension) -> str:
    """What the worker's age and pay mean, or why that is not known yet."""
    if worker.lacks:
        return worker.lacks
    if worker.assessment is None:
        return _("Not paid yet. The first pay shows what has to be done.")
    out = worker.standing.state in (PensionState.OPTED_OUT, PensionState.LEFT)
    if out and worker.assessment.must_enrol:
        return _(
            "They may ask to come back, and you must pay in then. "
            "Every three years you look again at who must be in."
        )
    return worker.assessment.reason


def basis_words() -> dict[PensionBasis, str]:
    """Which pay counts."""
    return {
        PensionBasis.QUALIFYING: _("Pay between two limits (qualifying earnings)"),
        PensionBasis.ALL: _("All pay"),
    }


def relief_words() -> dict[TaxRelief, str]:
    """How the worker gets tax relief."""
    return {
        TaxRelief.AT_SOURCE: _("The provider claims it (relief at source)"),
        TaxRelief.NET_PAY: _("It is taken before tax (net pay)"),
    }


def shares_words(scheme: SchemeAnswer) -> str:
    """What both sides pay in."""
    sentence = (
        _("The worker pays {worker}, you pay {employer}, of all pay.")
        if scheme.basis is PensionBasis.ALL
        else _("The worker pays {worker}, you pay {employer}, of the pay between two limits.")
    )
    return sentence.format(
        worker=percent(scheme.employee_percent / 100),
        employer=percent(scheme.employer_percent / 100),
    )


def paid_in_words(worker: WorkerPension, scheme: SchemeAnswer | None) -> list[tuple[str, str]]:
    """What the worker and the employer pay in; nothing for who is not in."""
    now = worker.standing
    if scheme is None or not now.contributes:
        return []
    employer = scheme.employer_percent if now.employer_pays else ZERO
    own = percent(scheme.employee_percent / 100)
    lines = [
        (
            _("The worker"),
            _("{share}, with tax relief that the provider adds").format(share=own)
            if scheme.relief is TaxRelief.AT_SOURCE
            else _("{share}, taken before tax").format(share=own),
        ),
        (_("You"), percent(employer / 100) if employer else _("Nothing")),
        (_("Counted on"), basis_words()[scheme.basis]),
    ]
    if worker.latest:
        paid = _("{worker} taken from pay, and {employer} from you").format(
            worker=pounds(worker.latest.employee), employer=pounds(worker.latest.employer)
        )
        lines.append((_("Pay of {day}").format(day=long_date(worker.latest.pay_day)), paid))
    return lines


def to_do_title(to_do: PensionToDo) -> str:
    """By when, and for whom."""
    day = long_date(to_do.due)
    if not to_do.worker:
        return _("By {day}").format(day=day)
    return _("By {day}: {worker}").format(day=day, worker=to_do.worker)
