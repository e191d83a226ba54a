"""What a payment was for and how it is proved, in words."""

from collections.abc import Mapping

from dpmanager.domain.amounts import pounds
from dpmanager.domain.returns.funder_return import LedgerLine, Split
from dpmanager.domain.wording import numbers
from dpmanager.words import _

Labels = Mapping[str, str]


def _one_purpose(split: Split, labels: Labels) -> str:
    if not split.category:
        return _("Not yet said")
    words = [labels.get(split.category, split.category)]
    words += [labels.get(word, word) for word in (split.service_type, split.outcome) if word]
    if split.note:
        words.append(split.note)
    return ", ".join(words)


def purpose(line: LedgerLine, labels: Labels) -> str:
    """What the payment was for; each part with its amount where there are several."""
    if not line.splits:
        return _("Not yet said")
    if len(line.splits) == 1:
        return _one_purpose(line.splits[0], labels)
    parts = [
        _("{amount} {what}").format(
            amount=pounds(abs(split.amount)), what=_one_purpose(split, labels)
        )
        for split in line.splits
    ]
    return "\n".join(parts)


def proof(line: LedgerLine) -> str:
    """The numbers of its proofs."""
    return numbers(line.proof_numbers)


def purpose_and_missing_proof(line: LedgerLine, labels: Labels) -> str:
    """What it was for, of what whole it is a part, and why there is no proof where that is said."""
    words = purpose(line, labels)
    if line.whole is not None:
        part = _("A part of {whole}").format(whole=pounds(abs(line.whole)))
        words = f"{words}\n{part}"
    if line.proof_numbers or not line.no_proof_reason:
        return words
    reason = _("No proof: {reason}").format(reason=line.no_proof_reason)
    return f"{words}\n{reason}"


def money_in(line: LedgerLine) -> str:
    """The amount of a payment in; nothing for one out."""
    return pounds(line.amount) if line.amount >= 0 else ""


def money_out(line: LedgerLine) -> str:
    """The amount of a payment out, without a sign; nothing for one in."""
    return pounds(-line.amount) if line.amount < 0 else ""
