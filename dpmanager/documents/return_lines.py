"""Every part of every payment of a return, as spreadsheets list them: where each is counted."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from dpmanager.documents.payments import Labels, proof
from dpmanager.domain.returns.funder_return import FunderReturn, LedgerLine, Split
from dpmanager.words import _


@dataclass(frozen=True, slots=True)
class ReturnPart:
    """A part of a payment. amount: pounds, money out negative. counted: the total that it is in."""

    line: LedgerLine
    counted: str
    what: str
    service: str
    outcome: str
    note: str
    amount: Decimal
    proofs: str


def counted_in(label: str) -> str:
    """The name of a total of money in."""
    return _("In: {category}").format(category=label)


def counted_out(label: str) -> str:
    """The name of a total of money out."""
    return _("Out: {category}").format(category=label)


def parts_of(made: FunderReturn, labels: Labels) -> Iterator[ReturnPart]:
    """The parts in the order of the return. A payment that nobody has named is one part."""
    income = {each.category: counted_in(each.label) for each in made.income}
    spending = {each.category: counted_out(each.label) for each in made.spending}
    for line in made.lines:
        for split in line.splits or (Split(line.amount, ""),):
            category = split.category if split.category in labels else ""
            if category:
                counted = income.get(category) or spending.get(category)
            else:
                counted = (income if split.amount > 0 else spending).get(category)
            yield ReturnPart(
                line=line,
                counted=counted or _("Not counted: it came back, or stays in this book"),
                what=labels.get(category, "") or _("Not yet said"),
                service=labels.get(split.service_type, split.service_type),
                outcome=labels.get(split.outcome, split.outcome),
                note=split.note,
                amount=split.amount,
                proofs=proof(line),
            )
