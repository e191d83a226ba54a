"""The annotated statement: each line of the bank statement with what it was for and its proof."""

from dataclasses import dataclass, replace
from decimal import Decimal

from dpmanager.documents.layout import Document
from dpmanager.documents.payments import (
    Labels,
    money_in,
    money_out,
    proof,
    purpose_and_missing_proof,
)
from dpmanager.documents.tables import Cell, Column, Kind
from dpmanager.domain.amounts import pounds
from dpmanager.domain.returns.funder_return import AccountBalances, FunderReturn, LedgerLine
from dpmanager.domain.wording import Dates
from dpmanager.words import _


def show_annotated_accounts(document: Document, r: FunderReturn, labels: Labels) -> None:
    """Each account: its statement line by line, and what the bank has not shown yet.

    labels: words for the ids of categories, service types and outcomes.
    """
    dates = Dates(r.period, always_with_year=document.look.large)
    for account in r.accounts:
        document.heading(
            _("{account}, ending {digits}").format(account=account.name, digits=account.last_four)
            if account.last_four
            else account.name,
            level=3,
        )
        lines = [line for line in r.account_lines if line.account == account.name]
        shown = [line for line in lines if line.on_statement]
        waiting = [line for line in lines if not line.on_statement]
        rows = _Rows(labels, dates, r.people.funder)
        _statement(document, account, shown, rows)
        if waiting:
            document.heading(_("Not on the statement yet"), level=3)
            document.table(_columns(dates)[:-1], [rows.of(line) for line in waiting])


def _columns(dates: Dates) -> list[Column]:
    return [
        Column(_("Line"), Kind.SHORT),
        Column(dates.heading, Kind.SHORT),
        Column(_("Who, and what for"), heads_row=True),
        Column(_("Proof"), Kind.SHORT),
        Column(_("In"), Kind.FIGURE),
        Column(_("Out"), Kind.FIGURE),
        Column(_("Balance"), Kind.FIGURE),
    ]


@dataclass(frozen=True, slots=True)
class _Rows:
    """Makes the rows of a statement, each with the whole payment. funder: whose return it is."""

    labels: Labels
    dates: Dates
    funder: str

    def of(self, line: LedgerLine) -> tuple[str | Cell, ...]:
        """The cells of a line, without the balance."""
        whole = replace(line, amount=line.in_account)
        return (
            str(line.number) if line.number else "",
            self.dates.words(line.day),
            Cell(line.description, self._what_for(line)),
            proof(line),
            money_in(whole),
            money_out(whole),
        )

    def _what_for(self, line: LedgerLine) -> str:
        if line.whole is None:
            return purpose_and_missing_proof(line, self.labels)
        if not line.number:
            return _("For another funder")
        part = _("Of this {amount} is for {funder}").format(
            amount=pounds(abs(line.amount)), funder=self.funder
        )
        return f"{purpose_and_missing_proof(replace(line, whole=None), self.labels)}\n{part}"


def _statement_opening(account: AccountBalances, lines: list[LedgerLine]) -> Decimal:
    """What the bank had before the first line; the book's own figure where the bank says none.

    The two differ by what was written in the book and not yet taken when the period began.
    """
    if lines and lines[0].bank_balance is not None:
        return lines[0].bank_balance - lines[0].in_account
    return account.opening


def _balances(opening: Decimal, lines: list[LedgerLine]) -> list[Decimal]:
    """The balance after each line: the bank's own, or reckoned on where the bank prints none."""
    balances = []
    balance = opening
    for line in lines:
        reckoned = balance + line.in_account
        balance = reckoned if line.bank_balance is None else line.bank_balance
        balances.append(balance)
    return balances


def _statement(
    document: Document,
    account: AccountBalances,
    lines: list[LedgerLine],
    rows: _Rows,
) -> None:
    opening = _statement_opening(account, lines)
    shown = [
        (*rows.of(line), pounds(balance))
        for line, balance in zip(lines, _balances(opening, lines), strict=True)
    ]
    document.table(
        _columns(rows.dates),
        [("", "", _("Opening balance"), "", "", "", pounds(opening)), *shown],
    )
    closing = account.statement_balance
    document.paragraph(
        _("The statement ends with {balance}.").format(balance=pounds(closing))
        if closing is not None
        else _("The balance at the end of the statement is not known yet."),
        strong=True,
    )
