"""Takes the figures of a return that is signed, to keep them as they are."""

from dpmanager.domain.returns.funder_return import FunderReturn
from dpmanager.domain.returns.locked import LockedFigures, LockedLine, LockedPart, LockedTotal


def lock(r: FunderReturn) -> LockedFigures:
    """The figures of a return that is signed. Raises ValueError for one that nobody has signed."""
    signed = r.besides.signed
    if signed is None:
        raise ValueError("nobody has signed")
    carried = r.besides.carried_on
    return LockedFigures(
        funder=r.people.funder,
        start=r.period.start,
        end=r.period.end,
        signed_by=signed.signature.name,
        signed_as=signed.role,
        signed_on=signed.day,
        opening=r.opening,
        money_in=r.money_in,
        money_out=r.money_out,
        closing=r.closing,
        statement_balance=r.statement_balance,
        free_balance=r.free_balance,
        surplus=r.surplus,
        income=tuple(LockedTotal(each.label, each.amount) for each in r.income),
        spending=tuple(LockedTotal(each.label, each.amount) for each in r.spending),
        set_aside=tuple(LockedTotal(each.reason, each.amount) for each in r.set_aside),
        lines=tuple(
            LockedLine(
                line.payment_id,
                line.account,
                line.day,
                line.description,
                line.amount,
                tuple(
                    LockedPart(part.amount, part.category, part.service_type, part.outcome)
                    for part in line.splits
                ),
            )
            for line in r.lines
        ),
        gaps=tuple(gap.what for gap in r.missing),
        explanations=(*r.besides.surplus_reasons, *r.besides.explanations),
        corrections=carried.corrections if carried else (),
        late_changes=carried.late_changes if carried else (),
    )
