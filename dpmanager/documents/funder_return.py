"""The return for a funder, in the program's own layout, ready to check and to sign."""

from decimal import Decimal
from itertools import accumulate

from dpmanager.documents.evidence import show_evidence_index
from dpmanager.documents.layout import Document
from dpmanager.documents.payments import (
    Labels,
    money_in,
    money_out,
    proof,
    purpose_and_missing_proof,
)
from dpmanager.documents.return_besides import (
    show_carried_on,
    show_explanations,
    show_hours_and_insurance,
    show_outcomes,
    show_paid_outside,
    show_plan,
)
from dpmanager.documents.return_shared import show_shared
from dpmanager.documents.signature import sign_box
from dpmanager.documents.steps import show_steps
from dpmanager.documents.tables import Cell, Column, Kind
from dpmanager.domain.amounts import ZERO, pounds, total
from dpmanager.domain.periods import Frequency, long_date, short_date
from dpmanager.domain.returns.besides import AUDIT, FINAL
from dpmanager.domain.returns.funder_return import CategoryTotal, FunderReturn, LedgerLine
from dpmanager.domain.returns.sums import check_sums
from dpmanager.domain.steps import Step
from dpmanager.domain.wording import Dates, numbers, period_words
from dpmanager.words import _, ngettext

_WEEKS_A_YEAR = 52
_LABEL_AND_SUM = (Column("", heads_row=True), Column("", Kind.FIGURE))


def return_pdf(funder_return: FunderReturn, labels: Labels, *, large_print: bool = False) -> bytes:
    """The return as a PDF.

    labels: words for the ids of categories, service types, outcomes and kinds of evidence.
    Raises DPManagerError, naming the difference, if the sums do not add up: then nothing is made.
    """
    check_sums(funder_return)
    document = Document(
        _("Direct payment return, {period}").format(period=period_words(funder_return.period)),
        author=funder_return.people.manager,
        large_print=large_print,
    )
    _about(document, funder_return)
    _funding(document, funder_return)
    _money_summary(document, funder_return)
    show_shared(document, funder_return, labels)
    show_carried_on(document, funder_return)
    _as_the_funder_asks(document, funder_return)
    by_funder = funder_return.funder_words
    _by_category(document, _("Money in, by source"), by_funder.income or funder_return.income)
    show_paid_outside(document, funder_return)
    _by_category(document, _("Spending, by category"), by_funder.spending or funder_return.spending)
    _every_payment(document, funder_return, labels)
    _agree_with_the_bank(document, funder_return)
    _set_aside(document, funder_return)
    _surplus(document, funder_return)
    show_plan(document, funder_return, labels)
    show_outcomes(document, funder_return)
    show_hours_and_insurance(document, funder_return)
    show_explanations(document, funder_return)
    _what_is_missing(document, funder_return)
    _evidence_checklist(document, funder_return, labels)
    show_evidence_index(document, funder_return.proofs)
    _declaration(document, funder_return)
    return document.pdf()


def _about(document: Document, r: FunderReturn) -> None:
    people = r.people
    document.title(
        return_name(r),
        _("For {funder}, {period}").format(funder=people.funder, period=period_words(r.period)),
    )
    document.lead(
        _(
            "You started with {opening}, {money_in} came in, {money_out} was spent, "
            "and {closing} is left."
        ).format(
            opening=pounds(r.opening),
            money_in=pounds(r.money_in),
            money_out=pounds(r.money_out),
            closing=pounds(r.closing),
        )
    )
    document.fields(
        [
            (_("Money for"), people.recipient),
            (_("Reference"), people.reference),
            (_("Address"), people.recipient_address),
            (_("Filled in by"), people.manager),
            (_("As"), people.manager_role),
            (_("Employer"), people.employer),
            (_("Phone"), people.phone),
            (_("E-mail"), people.email),
            (_("Send by"), long_date(r.due) if r.due else ""),
            *[(_("Account"), _account(account.name, account.last_four)) for account in r.accounts],
        ]
    )
    note = _("This is DP Manager's standard layout, not a form of {funder}.").format(
        funder=people.funder
    )
    document.paragraph(f"{note} {r.notes_on_funder}".strip(), soft=True)


def return_name(r: FunderReturn) -> str:
    """What the document is called."""
    if r.besides.carried_on is not None and r.besides.carried_on.amends:
        return _("Direct payment return, amended")
    return {
        AUDIT: _("Direct payment records, as you asked"),
        FINAL: _("Final direct payment account"),
    }.get(r.besides.kind, _("Direct payment return"))


def _account(name: str, last_four: str) -> str:
    if not last_four:
        return name
    return _("{account}, ending {digits}").format(account=name, digits=last_four)


def _money_summary(document: Document, r: FunderReturn) -> None:
    document.heading(_("Money summary"))
    document.table(
        _LABEL_AND_SUM,
        [
            (_("Opening balance"), pounds(r.opening)),
            (_("Money in"), pounds(r.money_in)),
            (_("Money out"), pounds(r.money_out)),
            (_("Closing balance"), pounds(r.closing)),
        ],
        totals=1,
    )
    document.paragraph(
        _("Opening balance + money in - money out = closing balance:\n{sum}").format(
            sum=_("{opening} + {money_in} - {money_out} = {closing}").format(
                opening=pounds(r.opening),
                money_in=pounds(r.money_in),
                money_out=pounds(r.money_out),
                closing=pounds(r.closing),
            )
        ),
        soft=True,
    )


def _what_is_missing(document: Document, r: FunderReturn) -> None:
    document.heading(_("What is missing"))
    if not r.missing:
        document.paragraph(_("Nothing is missing."))
        return
    document.table(
        [Column(_("What"), heads_row=True), Column(_("Lines"))],
        [(gap.what, numbers(gap.line_numbers)) for gap in r.missing],
    )


def _paid_every(frequency: str) -> str:
    return (
        {
            Frequency.WEEKLY: _("week"),
            Frequency.FORTNIGHTLY: _("2 weeks"),
            Frequency.FOUR_WEEKLY: _("4 weeks"),
            Frequency.MONTHLY: _("month"),
        }.get(Frequency(frequency), "")
        if frequency in set(Frequency)
        else frequency
    )


def _funding(document: Document, r: FunderReturn) -> None:
    if not r.funding:
        return
    document.heading(_("What you are paid"))
    document.table(
        [
            Column(_("From"), heads_row=True),
            Column(_("A week"), Kind.FIGURE),
            Column(_("A year (52 weeks)"), Kind.FIGURE),
            Column(_("Paid every"), Kind.SHORT),
        ],
        [
            (
                stream.source,
                pounds(stream.weekly),
                pounds(stream.weekly * _WEEKS_A_YEAR),
                _paid_every(stream.paid_every),
            )
            for stream in r.funding
        ],
    )


def _as_the_funder_asks(document: Document, r: FunderReturn) -> None:
    """The fields of the funder's own form that were read, to be copied from."""
    asked = r.funder_words
    if not asked.form_lines:
        return
    document.heading(_("In the words of {funder}").format(funder=r.people.funder))
    document.paragraph(
        _(
            "These are the fields of its form “{form}” that we read, in its order. We read this "
            "much of it: {read}."
        ).format(form=asked.form_title, read=asked.form_read),
        soft=True,
    )
    document.table(
        [Column(_("Its field"), heads_row=True), Column(_("From these records"))],
        [(label, figure or _("fill in by hand")) for label, figure in asked.form_lines],
    )


def _by_category(document: Document, heading: str, totals: tuple[CategoryTotal, ...]) -> None:
    document.heading(heading)
    if not totals:
        document.paragraph(_("None in this period."))
        return
    in_all = pounds(total(category.amount for category in totals))
    document.table(
        [
            Column(_("What"), heads_row=True),
            Column(_("Lines")),
            Column(_("Amount"), Kind.FIGURE),
        ],
        [
            *[
                (category.label, numbers(category.line_numbers), pounds(category.amount))
                for category in totals
            ],
            (_("In all"), "", in_all),
        ],
        totals=1,
    )


def _every_payment(document: Document, r: FunderReturn, labels: Labels) -> None:
    document.heading(_("Every payment in and out"))
    dates = Dates(r.period, always_with_year=document.look.large)
    balances = accumulate((line.amount for line in r.lines), initial=r.opening)
    next(balances)
    rows = [
        (
            str(line.number),
            dates.words(line.day),
            Cell(line.description, purpose_and_missing_proof(line, labels)),
            proof(line),
            money_in(line),
            money_out(line),
            pounds(balance),
        )
        for line, balance in zip(r.lines, balances, strict=True)
    ]
    document.table(
        [
            Column(_("No."), Kind.SHORT),
            Column(dates.heading, Kind.SHORT),
            Column(_("Who, and what for"), heads_row=True),
            Column(_("Proof"), Kind.SHORT),
            Column(_("In"), Kind.FIGURE),
            Column(_("Out"), Kind.FIGURE),
            Column(_("Balance"), Kind.FIGURE),
        ],
        [("", "", _("Opening balance"), "", "", "", pounds(r.opening)), *rows],
    )


def _unpresented_row(line: LedgerLine) -> tuple[str, str]:
    what = (
        _("Not yet taken: line {number}, {who}, {day}")
        if line.amount < 0
        else _("Not yet showing: line {number}, {who}, {day}")
    )
    if not line.number:  # of an earlier period, or for another funder
        what = (
            _("Not yet taken: {who}, {day}")
            if line.amount < 0
            else _("Not yet showing: {who}, {day}")
        )
    words = what.format(number=line.number, who=line.description, day=short_date(line.day))
    return words, pounds(line.amount)


def _agree_with_the_bank(document: Document, r: FunderReturn) -> None:
    document.heading(_("Agreement with the bank"))
    if r.statement_balance is None:
        document.paragraph(
            _("The balance of the bank statement is not known yet, so this is still to be checked.")
        )
        return
    adjusted = r.statement_balance + total(line.amount for line in r.unpresented)
    document.table(
        _LABEL_AND_SUM,
        [
            (
                _("Balance on the bank statement, {day}").format(day=long_date(r.period.end)),
                pounds(r.statement_balance),
            ),
            *[_unpresented_row(line) for line in r.unpresented],
            (_("Statement balance, with these counted"), pounds(adjusted)),
            *(
                [(_("Less what is for other funders"), pounds(ZERO - r.held_for_others))]
                if r.shared
                else []
            ),
            (_("Closing balance"), pounds(r.closing)),
            (_("Difference"), pounds(adjusted - r.held_for_others - r.closing)),
        ],
        totals=4 if r.shared else 3,
    )


def _working(document: Document, steps: tuple[Step, ...]) -> None:
    if not steps:
        return
    document.heading(_("How this was worked out"), level=3)
    show_steps(document, steps)


def _set_aside(document: Document, r: FunderReturn) -> None:
    document.heading(_("Money already spoken for"))
    if not r.set_aside:
        document.paragraph(_("None."))
        return
    in_all = total(item.amount for item in r.set_aside)
    document.table(
        _LABEL_AND_SUM,
        [
            *[(item.reason, pounds(item.amount)) for item in r.set_aside],
            (_("Set aside in all"), pounds(in_all)),
            (_("Left free after that"), pounds(r.free_balance)),
        ],
        totals=2,
    )
    _working(document, tuple(step for item in r.set_aside for step in item.steps))


def _weeks(count: Decimal) -> str:
    words = format(count.normalize(), "f")
    return ngettext("{weeks} week", "{weeks} weeks", 1 if count == 1 else 2).format(weeks=words)


def _surplus(document: Document, r: FunderReturn) -> None:
    if r.besides.kind == FINAL:
        _give_back(document, r)
        return
    document.heading(_("How many weeks' money is left"))
    allowed = r.surplus_weeks_allowed
    document.fields(
        [
            (_("Weekly amount"), pounds(r.weekly_amount)),
            (_("Weeks' money left"), str(r.weeks_left) if r.weeks_left is not None else ""),
            (_("Weeks that may stay"), _weeks(allowed) if allowed is not None else ""),
        ]
    )
    document.paragraph(_surplus_sentence(r), strong=True)
    for reason in r.besides.surplus_reasons:
        document.paragraph(reason)
    _working(document, r.surplus_steps)


def _give_back(document: Document, r: FunderReturn) -> None:
    """At the end of the direct payment: what is left goes back to whoever paid it in."""
    document.heading(_("Money to give back"))
    back = max(r.free_balance, ZERO)
    document.paragraph(
        _("{amount} is left to give back, after what is still owed.").format(amount=pounds(back)),
        strong=True,
    )
    document.paragraph(
        _(
            "A part of it may be a contribution that was paid in. {funder} says who gets how much."
        ).format(funder=r.people.funder)
    )


def _surplus_sentence(r: FunderReturn) -> str:
    if r.surplus is None or r.surplus_weeks_allowed is None:
        return _(
            "{funder} has not said how much may stay in the account, so no surplus is worked out."
        ).format(funder=r.people.funder)
    if r.surplus <= 0:
        return _("There is no surplus: the money left is within {weeks}.").format(
            weeks=_weeks(r.surplus_weeks_allowed)
        )
    return _(
        "The surplus is {amount}. This is for discussion: {funder} may ask for it back, "
        "and must talk to you first."
    ).format(amount=pounds(r.surplus), funder=r.people.funder)


def _evidence_checklist(document: Document, r: FunderReturn, labels: Labels) -> None:
    if not r.evidence_wanted:
        return
    document.heading(_("Papers sent with this return"))
    rows = []
    for wanted in r.evidence_wanted:
        kind = labels.get(wanted, wanted)
        sent = tuple(
            paper.number for paper in r.proofs if labels.get(paper.kind, paper.kind) == kind
        )
        words = (
            _("Proof {numbers}").format(numbers=numbers(sent)) if sent else _("No numbered paper")
        )
        rows.append((kind, words))
    document.table([Column(_("Paper"), heads_row=True), Column(_("Where"))], rows)


def _declaration(document: Document, r: FunderReturn) -> None:
    document.heading(_("Declaration"))
    document.keep(
        _(
            "I have checked these figures and they are complete and true. The money was used for "
            "the needs in the care and support plan. I keep the records and will show them "
            "when asked."
        )
    )
    signed = r.besides.signed
    helper = _("Somebody who helped to fill this in, if anybody did")
    if signed is None:
        document.signatures(
            [
                _("{name}, {role}").format(name=r.people.manager, role=r.people.manager_role),
                helper,
            ]
        )
        return
    signer = _("{name}, {role}").format(name=signed.signature.name, role=signed.role)
    document.fields([(_("Signed by"), signer), (_("Date"), long_date(signed.day))])
    sign_box(document, signed.signature, signed.day, signer=signer)
    document.signatures([helper])
