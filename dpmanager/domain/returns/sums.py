"""Whether a return adds up, to the penny."""

from decimal import Decimal

from dpmanager.domain.amounts import ZERO, pounds, total
from dpmanager.domain.budget.surplus import work_out_surplus
from dpmanager.domain.money.reconciliation import Reconciliation, reconcile
from dpmanager.domain.periods import short_date
from dpmanager.domain.returns.funder_return import AccountBalances, FunderReturn, LedgerLine
from dpmanager.errors import DPManagerError
from dpmanager.words import _


class ReturnDoesNotAddUp(DPManagerError):  # noqa: N818 (says what is the matter)
    """Two figures of a return that must be equal are not; the message names the difference."""


def check_sums(r: FunderReturn) -> None:
    """Raises ReturnDoesNotAddUp unless the return adds up: to be called before it is printed.

    Whether the bank agrees is another matter: a difference there is a gap, which the return names.
    """
    _check_lines(r)
    _check_totals(r)
    _check_what_is_left(r)
    _check_carried_on(r)


def compare_with_statement(
    account: AccountBalances, unpresented: tuple[LedgerLine, ...]
) -> Reconciliation | None:
    """The account beside its statement at the period's end; None without a statement balance."""
    if account.statement_balance is None:
        return None
    return reconcile(
        account.closing,
        [line.amount for line in unpresented if line.account == account.name],
        account.statement_balance,
    )


def _check_lines(r: FunderReturn) -> None:
    for line in r.lines:
        if line.splits:
            _refuse(
                total(split.amount for split in line.splits) - line.amount,
                _("The parts of the payment on {day} differ from it by {difference}."),
                day=short_date(line.day),
            )
    for account in r.accounts:
        moved = total(line.in_account for line in r.account_lines if line.account == account.name)
        _refuse(
            account.opening + moved - account.closing,
            _("The lines of {account} lead to a balance that is off by {difference}."),
            account=account.name,
        )
    _refuse(
        total(line.amount for line in r.unpresented if line.day in r.period)
        - total(line.in_account for line in r.account_lines if not line.on_statement),
        _("The list of what the bank has not shown yet is off by {difference}."),
    )


def _check_totals(r: FunderReturn) -> None:
    openings = [each.opening for each in r.shared] or [r.opening]
    closings = [each.closing for each in r.shared] or [r.closing]
    _refuse(
        total(openings) - total(account.opening for account in r.accounts),
        _("The opening balance differs from that of the accounts by {difference}."),
    )
    _refuse(
        total(closings) - total(account.closing for account in r.accounts),
        _("The closing balance differs from that of the accounts by {difference}."),
    )
    _refuse(
        r.opening + total(line.amount for line in r.lines) - r.closing,
        _("The lines of the return lead to a balance that is off by {difference}."),
    )
    if r.shared:
        _refuse(
            total(line.amount for line in r.statement) - total(line.amount for line in r.lines),
            _("The parts of the payments differ from the lines of the return by {difference}."),
        )
    _refuse(
        total(category.amount for category in r.income) - r.money_in,
        _("The kinds of money in differ from their total by {difference}."),
    )
    _refuse(
        total(category.amount for category in r.spending) - r.money_out,
        _("The kinds of money out differ from their total by {difference}."),
    )
    for by_funder, in_all in (
        (r.funder_words.income, r.money_in),
        (r.funder_words.spending, r.money_out),
    ):
        if by_funder:
            _refuse(
                total(category.amount for category in by_funder) - in_all,
                _("The funder's own list differs from the total by {difference}."),
            )
    _refuse(
        r.opening + r.money_in - r.money_out - r.closing,
        _(
            "Opening balance plus money in less money out differs from the closing balance "
            "by {difference}."
        ),
    )
    if r.statement_balance is not None:
        _refuse(
            r.statement_balance
            - total(account.statement_balance or ZERO for account in r.accounts),
            _("The statement balance differs from that of the accounts by {difference}."),
        )


def _check_what_is_left(r: FunderReturn) -> None:
    set_aside = total(item.amount for item in r.set_aside)
    again = work_out_surplus(r.closing, set_aside, r.weekly_amount, r.surplus_weeks_allowed)
    _refuse(r.free_balance - again.free, _("The free money is off by {difference}."))
    _refuse((r.surplus or ZERO) - (again.surplus or ZERO), _("The surplus is off by {difference}."))


def _check_carried_on(r: FunderReturn) -> None:
    carried = r.besides.carried_on
    if carried is None:
        return
    now = r.closing if carried.amends else r.opening
    _refuse(
        carried.comes_to - now,
        _("What follows from the return before this one is off by {difference}."),
    )
    _refuse(
        carried.missing,
        _("The corrections of the return before this one leave out {difference}."),
    )


def _refuse(difference: Decimal, sentence: str, **names: str) -> None:
    if difference:
        raise ReturnDoesNotAddUp(
            " ".join(
                [
                    _("The return was not made, because it does not add up."),
                    sentence.format(difference=pounds(difference), **names),
                    _("Your records are safe. Check the book, and report this fault."),
                ]
            )
        )
