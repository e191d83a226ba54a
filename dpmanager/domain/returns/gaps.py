"""What a return still lacks, each as one sentence."""

from collections.abc import Iterator, Mapping

from dpmanager.domain.amounts import pounds, total
from dpmanager.domain.periods import Period, long_date
from dpmanager.domain.returns.funder_return import EXPLAINED, AccountBalances, Gap, LedgerLine
from dpmanager.domain.returns.funder_rules import Category
from dpmanager.domain.returns.sums import compare_with_statement
from dpmanager.words import _, ngettext


def gaps_in(
    period: Period,
    accounts: tuple[AccountBalances, ...],
    lines: tuple[LedgerLine, ...],
    unpresented: tuple[LedgerLine, ...],
    categories: Mapping[str, Category],
) -> Iterator[Gap]:
    """The gaps in the records of a period: bank, categories, transfers, proofs."""
    for account in accounts:
        yield from _bank_gaps(period, account, unpresented)
    unsorted = tuple(line.number for line in lines if not _is_sorted(line, categories))
    if unsorted:
        yield Gap(
            ngettext(
                "{count} payment has no category. Say what it was for.",
                "{count} payments have no category. Say what they were for.",
                len(unsorted),
            ).format(count=len(unsorted)),
            unsorted,
            kind="category",
        )
    yield from _transfer_gaps(lines, categories)
    unproved = tuple(line.number for line in lines if lacks_proof(line, categories))
    if unproved:
        yield Gap(
            ngettext(
                "{count} payment out has no proof. Add the paper, or say why there is none.",
                "{count} payments out have no proof. Add the papers, or say why there are none.",
                len(unproved),
            ).format(count=len(unproved)),
            unproved,
            kind="proof",
        )


def lacks_proof(line: LedgerLine, categories: Mapping[str, Category]) -> bool:
    """Money out without a proof and without a reason, for something that wants a proof.

    A payment that nobody has sorted wants one.
    """
    if line.amount >= 0 or line.proof_numbers or line.no_proof_reason:
        return False
    if not _is_sorted(line, categories):
        return True
    return any(categories[split.category].evidence for split in line.splits)


def _bank_gaps(
    period: Period, account: AccountBalances, unpresented: tuple[LedgerLine, ...]
) -> Iterator[Gap]:
    compared = compare_with_statement(account, unpresented)
    if compared is None:
        yield Gap(
            _(
                "The bank's balance of {account} on {day} is not known. Import the statement, "
                "or type in the balance that it shows."
            ).format(account=account.name, day=long_date(period.end)),
            kind="statement",
        )
    elif compared.difference and compared.difference == account.explained:
        yield Gap(
            _(
                "{account} differs from its statement on {day} by {difference}. The reason given "
                "is: {reason}"
            ).format(
                account=account.name,
                day=long_date(period.end),
                difference=pounds(compared.difference),
                reason=account.reason,
            ),
            kind=EXPLAINED,
        )
    elif compared.difference:
        yield Gap(
            _(
                "{account} does not agree with its statement on {day}: {difference} is not "
                "explained. Look for a payment that is missing or entered twice."
            ).format(
                account=account.name,
                day=long_date(period.end),
                difference=pounds(compared.difference),
            ),
            kind="statement",
        )


def _transfer_gaps(
    lines: tuple[LedgerLine, ...], categories: Mapping[str, Category]
) -> Iterator[Gap]:
    moved = [
        (line.number, split.amount)
        for line in lines
        for split in line.splits
        if split.category in categories and categories[split.category].direction == "transfer"
    ]
    left = total(amount for _number, amount in moved)
    if left:
        yield Gap(
            _(
                "Money moved between your own accounts does not match: {difference} left one and "
                "did not reach another, or the other way round. Look for the other half."
            ).format(difference=pounds(abs(left))),
            tuple(dict.fromkeys(number for number, _amount in moved)),
            kind="transfer",
        )


def _is_sorted(line: LedgerLine, categories: Mapping[str, Category]) -> bool:
    return bool(line.splits) and all(split.category in categories for split in line.splits)
