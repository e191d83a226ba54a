"""Reading what other programs ask in JSON: what is wrong with it is said with its key."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeVar

from dpmanager.domain.amounts import PENNY
from dpmanager.errors import DPManagerError
from dpmanager.words import _

LONGEST_QUOTE = 40

_TWO_DECIMALS = re.compile(r"[0-9]{1,9}(\.[0-9]{1,2})?")
_PERCENT = re.compile(r"[0-9]{1,3}(\.[0-9]{1,4})?")

Choice = TypeVar("Choice", bound=StrEnum)


def refuse_other_keys(
    request: dict[str, Any], needed: Sequence[str], optional: Sequence[str] = ()
) -> None:
    """Raises DPManagerError that names each key which is not known, or which is missing."""
    for keys, sentence, known in (
        (
            [key for key in request if key not in (*needed, *optional)],
            _("These keys are not known: {keys}. Known: {known}."),
            (*needed, *optional),
        ),
        (
            [key for key in needed if key not in request],
            _("These keys are missing: {keys}. Needed: {known}."),
            needed,
        ),
    ):
        if keys:
            raise DPManagerError(
                sentence.format(keys=", ".join(map(quoted, keys)), known=", ".join(known))
            )


@contextmanager
def about(key: str) -> Iterator[None]:
    """Puts the key in front of what is wrong with its value."""
    try:
        yield
    except DPManagerError as fault:
        raise DPManagerError(f"{key}: {fault}") from fault


def read_text(request: dict[str, Any], key: str) -> str:
    """Text as it stands. Raises DPManagerError for anything else."""
    value = request[key]
    if not isinstance(value, str):
        raise DPManagerError(
            _("{key}: {value} is not text in quotes.").format(key=key, value=quoted(value))
        )
    return value


def read_choice(request: dict[str, Any], key: str, choices: type[Choice]) -> Choice:
    """One of the words of `choices`. Raises DPManagerError for anything else."""
    return choices(read_one_of(request, key, list(choices)))


def read_one_of(request: dict[str, Any], key: str, known: Sequence[str]) -> str:
    """One of the words that are known. Raises DPManagerError for anything else."""
    value = request[key]
    if isinstance(value, str) and value in known:
        return value
    raise DPManagerError(
        _("{key}: {value} is not known. Use one of: {known}.").format(
            key=key, value=quoted(value), known=", ".join(known)
        )
    )


def read_yes_or_no(request: dict[str, Any], key: str) -> bool:
    """True or false of JSON. Raises DPManagerError for anything else."""
    value = request[key]
    if not isinstance(value, bool):
        raise DPManagerError(
            _("{key}: {value} is neither true nor false, without quotes.").format(
                key=key, value=quoted(value)
            )
        )
    return value


def read_pounds(request: dict[str, Any], key: str) -> Decimal:
    """Whole pounds may come as a number; anything else as text, so that no penny is guessed.

    Raises DPManagerError for what is not an amount with at most two decimals.
    """
    typed = _number(request[key], _TWO_DECIMALS)
    if typed is None:
        raise DPManagerError(
            _(
                '{key}: {value} is not an amount in pounds. Write it like "523.10": not below '
                "nothing, at most two decimals, no commas."
            ).format(key=key, value=quoted(request[key]))
        )
    return typed.quantize(PENNY)


def read_percent(request: dict[str, Any], key: str) -> Decimal:
    """A percentage from 0 to 100, such as "5". Raises DPManagerError for anything else."""
    typed = _number(request[key], _PERCENT)
    if typed is None or typed > 100:
        raise DPManagerError(
            _(
                '{key}: {value} is not a percentage. Write it like "5" or "4.5", from 0 to 100.'
            ).format(key=key, value=quoted(request[key]))
        )
    return typed


def read_hours(request: dict[str, Any], key: str, most: int) -> Decimal:
    """Hours above none, up to `most`, with at most two decimals. Raises DPManagerError for others.

    Whole hours may come as a number.
    """
    typed = _number(request[key], _TWO_DECIMALS)
    if typed is None or not 0 < typed <= most:
        raise DPManagerError(
            _(
                '{key}: {value} is not a number of hours. Write it like "20.25": above 0, up to '
                "{most}, at most two decimals."
            ).format(key=key, value=quoted(request[key]), most=most)
        )
    return typed


def read_count(request: dict[str, Any], key: str, most: int) -> int:
    """A whole number from 1 to `most`. Raises DPManagerError for anything else."""
    value = request[key]
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= most:
        raise DPManagerError(
            _("{key}: {value} is not a whole number from 1 to {most}.").format(
                key=key, value=quoted(value), most=most
            )
        )
    return value


def quoted(value: Any) -> str:
    """A value as the request may have it, cut short."""
    text = f'"{value}"' if isinstance(value, str) else str(value)
    return text if len(text) <= LONGEST_QUOTE else text[:LONGEST_QUOTE] + "…"


def _number(value: Any, form: re.Pattern[str]) -> Decimal | None:
    typed = value if isinstance(value, str) else str(value)
    if not isinstance(value, str | int) or isinstance(value, bool) or not form.fullmatch(typed):
        return None
    return Decimal(typed)
