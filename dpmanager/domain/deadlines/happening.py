"""Something in the facts that sets rules off."""

from dataclasses import dataclass
from datetime import date

from dpmanager.domain.deadlines.rules import Trigger


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that sets the rules with this trigger off.

    key: what it is about, the same for ever, without names. day: what the rule counts from.
    about, period: fill the places in the words of the rule. due: the legal day, where another
    module or the facts know it. moved_to: that day as another module has moved it already.
    earliest, latest: deadlines outside these days do not apply. what_to_do, source: in place of
    the rule's.
    """

    trigger: Trigger
    key: str
    day: date
    about: str = ""
    period: str = ""
    due: date | None = None
    moved_to: date | None = None
    earliest: date | None = None
    latest: date | None = None
    what_to_do: str = ""
    source: str = ""
