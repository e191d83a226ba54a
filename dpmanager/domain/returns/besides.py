"""What a return tells besides the money: the plan, hours, insurance, reasons, who signed."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dpmanager.domain.returns.locked import CarriedOn
from dpmanager.domain.signatures import SignatureGiven

PERIODIC, AUDIT, FINAL = "periodic", "audit", "final"


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A service type of the support plan beside what was used: pounds, and hours where known.

    service_type: "" for what nobody has said the service type of. agreed_hours: None where no
    hours were agreed. worked: hours of those who are employed; nights: their sleep-ins.
    """

    service_type: str
    agreed: Decimal
    spent: Decimal
    agreed_hours: Decimal | None
    worked: Decimal
    nights: int = 0


@dataclass(frozen=True, slots=True)
class OutcomeLine:
    """An outcome of the plan: pounds spent on it, hours worked for it, and what was noted."""

    outcome: str
    spent: Decimal
    worked: Decimal
    note: str = ""


@dataclass(frozen=True, slots=True)
class WorkerHours:
    """The hours and the sleep-ins of somebody who is employed, in the period."""

    worker: str
    hours: Decimal
    nights: int


@dataclass(frozen=True, slots=True)
class InsuranceLine:
    """An employers' liability insurance that was in force on days of the period."""

    insurer: str
    number: str
    from_date: date
    until: date


@dataclass(frozen=True, slots=True)
class PaidOutside:
    """A contribution of the person in the period that never was in the accounts. amount: pounds.

    how: in words. proof_number: of its paper in the evidence index, 0 where there is none.
    """

    day: date
    paid_to: str
    how: str
    amount: Decimal
    note: str = ""
    proof_number: int = 0


@dataclass(frozen=True, slots=True)
class Signed:
    """Who has signed the declaration. role: in words. day: on which it was signed."""

    signature: SignatureGiven
    role: str
    day: date


@dataclass(frozen=True, slots=True)
class Besides:
    """What a return tells besides the money. kind: periodic, audit or final.

    explanations: in sentences. surplus_reasons: why money was not spent, in sentences.
    paid_outside: contributions outside the accounts, in no sum of them.
    carried_on: how it follows from the return before it; None for the first. signed: None before
    it is signed, and then there are lines to sign on in ink.
    """

    kind: str = PERIODIC
    plan: tuple[PlanLine, ...] = ()
    outcomes: tuple[OutcomeLine, ...] = ()
    worker_hours: tuple[WorkerHours, ...] = ()
    insurance: tuple[InsuranceLine, ...] = ()
    explanations: tuple[str, ...] = ()
    surplus_reasons: tuple[str, ...] = ()
    paid_outside: tuple[PaidOutside, ...] = ()
    carried_on: CarriedOn | None = None
    signed: Signed | None = None


NOTHING_BESIDES = Besides()
