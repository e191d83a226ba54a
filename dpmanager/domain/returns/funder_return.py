"""The return for a funder: money in, money out, what is left and what of it is already owed."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from dpmanager.domain.periods import Period
from dpmanager.domain.returns.besides import NOTHING_BESIDES, Besides
from dpmanager.domain.steps import Step


class IncomeKind(StrEnum):
    """The four kinds of money in that must never be mixed (surplus is shared out by them)."""

    FUNDER = "funder"
    CONTRIBUTION = "contribution"
    TOP_UP = "top_up"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Split:
    """What one part of a payment was for.

    amount: pounds, with the sign of the payment (money out is negative).
    category: an id of `resources/categories.toml`, "" while nobody has said.
    """

    amount: Decimal
    category: str
    service_type: str = ""
    outcome: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One line of the account in the period.

    amount: pounds, money out negative. on_statement: the bank has shown it by the period's end.
    no_proof_reason: why there is no proof, in the person's words, "" if not said.
    proof_numbers: numbers of the proofs linked to it, as they stand in the evidence index.
    payment_id: the number of the payment in the book, 0 where it comes from no book.
    whole: the whole payment, where this return tells only a part of it or none; None where all.
    """

    number: int
    account: str
    day: date
    description: str
    amount: Decimal
    splits: tuple[Split, ...]
    proof_numbers: tuple[int, ...]
    on_statement: bool
    bank_balance: Decimal | None = None
    no_proof_reason: str = ""
    payment_id: int = 0
    whole: Decimal | None = None

    @property
    def in_account(self) -> Decimal:
        """Pounds of the whole payment, as the account shows it."""
        return self.amount if self.whole is None else self.whole


@dataclass(frozen=True, slots=True)
class AccountBalances:
    """One account's balances for the period, in pounds.

    statement_balance is what the bank's own statement says at the end, None if not known yet.
    explained: what the bank has more than the records, of which the person has said why; reason: in
    their words.
    """

    name: str
    kind: str
    last_four: str
    opening: Decimal
    closing: Decimal
    statement_balance: Decimal | None
    explained: Decimal = Decimal("0.00")
    reason: str = ""


@dataclass(frozen=True, slots=True)
class SetAside:
    """Money in the account that is already spoken for: why, how much (pounds), and the working.

    kind: wages, hours, entered, hmrc, pension, orders, invoices, holiday, back, or for what is set
    aside by agreement that of the reserve; "" where it is of no kind. by_service: by the service
    type that it is for, as far as that is known. funder_id: the number of the funder of whose money
    it is by agreement, 0 where it is of no one's in particular.
    """

    reason: str
    amount: Decimal
    steps: tuple[Step, ...] = ()
    kind: str = ""
    by_service: tuple[tuple[str, Decimal], ...] = field(default=(), compare=False)
    funder_id: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Proof:
    """One paper of the evidence: its number in the index, what it is, which lines it proves.

    accounts: the names of those that a statement of the bank is of; empty for other papers.
    """

    number: int
    title: str
    kind: str
    day: date | None
    line_numbers: tuple[int, ...]
    accounts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FundingStream:
    """One row of "what you are paid": a source of money, pounds a week, how often it comes."""

    source: str
    weekly: Decimal
    paid_every: str


@dataclass(frozen=True, slots=True)
class CategoryTotal:
    """The total of one category in pounds (always positive) and the lines behind it."""

    category: str
    label: str
    amount: Decimal
    line_numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class FunderWords:
    """A return in the funder's own words and order, as far as they are known.

    income, spending: by its own list, with the same sums as ours; empty where it has none.
    form_title, form_read, form_lines: the fields of its form that were read, with our figures, ""
    for what the records do not hold.
    """

    income: tuple[CategoryTotal, ...] = ()
    spending: tuple[CategoryTotal, ...] = ()
    form_title: str = ""
    form_read: str = ""
    form_lines: tuple[tuple[str, str], ...] = ()


EXPLAINED = "explained"
"""The kind of a gap with which nothing is to be done."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Something the return still lacks: one sentence, and the lines that are meant (if any).

    kind: where it can be put right: statement, category, transfer, proof, approval, pay, hmrc,
    pension, contribution, insurance, outcome, question, mistake, sharing, payer or surplus;
    explained where nothing is to be done. about: what the place that puts it right is to open.
    """

    what: str
    line_numbers: tuple[int, ...] = ()
    kind: str = ""
    about: dict[str, Any] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class People:
    """The names that head a return. Role is in words ("suitable person")."""

    recipient: str
    recipient_address: str
    reference: str
    manager: str
    manager_role: str
    employer: str
    funder: str
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class SharedPart:
    """What the accounts held for one of several funders, and what came in and went out of it.

    Each in pounds, none of money in and money out below nothing; a payment that comes back is in
    both.
    """

    funder: str
    opening: Decimal
    money_in: Decimal
    money_out: Decimal

    @property
    def closing(self) -> Decimal:
        """Pounds held at the end."""
        return self.opening + self.money_in - self.money_out


@dataclass(frozen=True, slots=True)
class SharedBy:
    """By what share each funder pays for a service type, in per cent; "" for all else."""

    service_type: str
    percents: tuple[tuple[str, Decimal], ...]


@dataclass(frozen=True, slots=True)
class FunderReturn:
    """A whole return. Opening + money in - money out = closing holds, or it cannot be built.

    Where several funders share the accounts, its figures and lines are those of one, while
    accounts, unpresented and statement are whole. shared: each funder's part. shared_by: the rule.
    statement: every line of the accounts, those for others with no number and no amount.
    """

    people: People
    period: Period
    due: date | None
    funding: tuple[FundingStream, ...]
    accounts: tuple[AccountBalances, ...]
    opening: Decimal
    income: tuple[CategoryTotal, ...]
    spending: tuple[CategoryTotal, ...]
    money_in: Decimal
    money_out: Decimal
    closing: Decimal
    unpresented: tuple[LedgerLine, ...]
    statement_balance: Decimal | None
    set_aside: tuple[SetAside, ...]
    free_balance: Decimal
    weekly_amount: Decimal
    surplus_weeks_allowed: Decimal | None
    surplus: Decimal | None
    weeks_left: Decimal | None
    surplus_steps: tuple[Step, ...]
    lines: tuple[LedgerLine, ...]
    proofs: tuple[Proof, ...]
    evidence_wanted: tuple[str, ...]
    gaps: tuple[Gap, ...]
    notes_on_funder: str
    besides: Besides = NOTHING_BESIDES
    funder_words: FunderWords = FunderWords()
    shared: tuple[SharedPart, ...] = ()
    shared_by: tuple[SharedBy, ...] = ()
    statement: tuple[LedgerLine, ...] = ()

    @property
    def held_for_others(self) -> Decimal:
        """Pounds of the accounts at the end that are for other funders."""
        if not self.shared:
            return Decimal("0.00")
        return sum((each.closing for each in self.shared), Decimal("0.00")) - self.closing

    @property
    def missing(self) -> tuple[Gap, ...]:
        """What is still to be put right; what is explained is told among the explanations."""
        return tuple(gap for gap in self.gaps if gap.kind != EXPLAINED)

    @property
    def account_lines(self) -> tuple[LedgerLine, ...]:
        """Every line of the accounts in the period, whosever it is."""
        return self.statement or self.lines
