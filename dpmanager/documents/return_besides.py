"""The parts of a return besides the money: the plan, outcomes, hours, insurance, reasons."""

from decimal import Decimal

from dpmanager.documents.layout import Document
from dpmanager.documents.payments import Labels
from dpmanager.documents.tables import Cell, Column, Kind
from dpmanager.domain.amounts import pounds, total
from dpmanager.domain.periods import long_date, short_date
from dpmanager.domain.returns.funder_return import FunderReturn
from dpmanager.domain.returns.locked import CarriedOn, Correction
from dpmanager.domain.wording import decimal_hours, period_words
from dpmanager.words import _

_LABEL_AND_SUM = (Column("", heads_row=True), Column("", Kind.FIGURE))


def show_carried_on(document: Document, r: FunderReturn) -> None:
    """How the return follows from the one before it, and what was corrected since."""
    carried = r.besides.carried_on
    if carried is None:
        return
    document.heading(
        _("What this return changes")
        if carried.amends
        else _("How it follows from the last return")
    )
    document.paragraph(
        _("The return for {period} was signed on {day}.").format(
            period=period_words(carried.period), day=long_date(carried.signed_on)
        )
    )
    document.table(
        _LABEL_AND_SUM,
        [
            (_("Closing balance of that return"), pounds(carried.closing)),
            *[(_correction(each), pounds(each.difference)) for each in carried.corrections],
            *_other_rows(carried),
            (
                _("Closing balance now") if carried.amends else _("Opening balance of this return"),
                pounds(carried.comes_to),
            ),
        ],
        totals=1,
    )
    if not carried.is_changed:
        document.paragraph(_("Nothing has been corrected since then."), soft=True)


def show_plan(document: Document, r: FunderReturn, labels: Labels) -> None:
    """The money and the hours of the plan beside what was used."""
    if not r.besides.plan:
        return
    document.heading(_("Compared with the support plan"))
    document.table(
        [
            Column(_("Kind of care"), heads_row=True),
            Column(_("Agreed"), Kind.FIGURE),
            Column(_("Spent"), Kind.FIGURE),
            Column(_("Hours agreed"), Kind.FIGURE),
            Column(_("Hours worked"), Kind.FIGURE),
        ],
        [
            (
                labels.get(line.service_type, line.service_type) or _("Not said yet"),
                pounds(line.agreed),
                pounds(line.spent),
                "" if line.agreed_hours is None else decimal_hours(line.agreed_hours),
                _worked(line.worked, line.nights),
            )
            for line in r.besides.plan
        ],
    )
    document.paragraph(
        _("Hours are those of people who are employed, as they stand on their timesheets."),
        soft=True,
    )


def show_paid_outside(document: Document, r: FunderReturn) -> None:
    """The contributions that never were in the account."""
    paid = r.besides.paid_outside
    if not paid:
        return
    document.heading(_("Your contribution, paid outside this account"))
    document.table(
        [
            Column(_("Date"), Kind.SHORT),
            Column(_("Paid to, and how"), heads_row=True),
            Column(_("Proof"), Kind.SHORT),
            Column(_("Amount"), Kind.FIGURE),
        ],
        [
            *[
                (
                    short_date(one.day),
                    Cell(one.paid_to, ". ".join(filter(None, (one.how, one.note)))),
                    str(one.proof_number or ""),
                    pounds(one.amount),
                )
                for one in paid
            ],
            ("", _("In all"), "", pounds(total(one.amount for one in paid))),
        ],
        totals=1,
    )
    document.paragraph(
        _("It was paid from your own money, and is in none of the sums of this account."), soft=True
    )


def show_outcomes(document: Document, r: FunderReturn) -> None:
    """What was spent and done for each outcome of the plan."""
    if not r.besides.outcomes:
        return
    document.heading(_("The outcomes of the plan"))
    document.table(
        [
            Column(_("Outcome"), heads_row=True),
            Column(_("Spent"), Kind.FIGURE),
            Column(_("Hours worked"), Kind.FIGURE),
        ],
        [(one.outcome, pounds(one.spent), _worked(one.worked, 0)) for one in r.besides.outcomes],
    )
    for one in r.besides.outcomes:
        if one.note:
            document.paragraph(_("{outcome}: {note}").format(outcome=one.outcome, note=one.note))


def show_hours_and_insurance(document: Document, r: FunderReturn) -> None:
    """The hours of each person who is employed, and the insurance of the employer."""
    if r.besides.worker_hours:
        document.heading(_("Hours of each personal assistant"))
        document.table(
            [
                Column(_("Who"), heads_row=True),
                Column(_("Hours"), Kind.FIGURE),
                Column(_("Sleep-ins"), Kind.FIGURE),
            ],
            [
                (one.worker, decimal_hours(one.hours), str(one.nights) if one.nights else "")
                for one in r.besides.worker_hours
            ],
        )
    if r.besides.insurance:
        document.heading(_("Employers' liability insurance"))
        document.table(
            [
                Column(_("Insurer"), heads_row=True),
                Column(_("Policy")),
                Column(_("From"), Kind.SHORT),
                Column(_("Renewed by"), Kind.SHORT),
            ],
            [
                (one.insurer, one.number, short_date(one.from_date), short_date(one.until))
                for one in r.besides.insurance
            ],
        )


def show_explanations(document: Document, r: FunderReturn) -> None:
    """What the person wants to explain, in their words."""
    if not r.besides.explanations:
        return
    document.heading(_("Explanations"))
    for sentence in r.besides.explanations:
        document.paragraph(sentence)


def _worked(hours: Decimal, nights: int) -> str:
    if not hours and not nights:
        return ""
    if not nights:
        return decimal_hours(hours)
    return _("{hours} and {nights} sleep-ins").format(hours=decimal_hours(hours), nights=nights)


def _correction(correction: Correction) -> str:
    line, before = correction.line, correction.before
    named = {"payee": line.description, "day": short_date(line.day)}
    if before is None:
        return _("Added since: {payee}, {day}").format(**named)
    if correction.after is None:
        return _("Taken out since: {payee}, {day}").format(**named)
    if correction.difference:
        return _("Changed since: {payee}, {day}, from {before} to {after}").format(
            **named, before=pounds(before.amount), after=pounds(line.amount)
        )
    return _("Changed since, with the same amount: {payee}, {day}, {amount}").format(
        **named, amount=pounds(line.amount)
    )


def _other_rows(carried: CarriedOn) -> list[tuple[str, str]]:
    rows = []
    if carried.other:
        rows.append((_("Changed on days before, or in an opening balance"), pounds(carried.other)))
    if carried.between:
        rows.append((_("Money in and out on days between the two"), pounds(carried.between)))
    return rows
