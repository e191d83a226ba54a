"""What is checked before somebody works: what is missing, and what has to be looked at again.

What is asked of whom is data (`resources/checks.toml`); this is how it is counted.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from dpmanager.domain.deadlines.rules import Nation
from dpmanager.domain.people.worker_kinds import WorkerKind
from dpmanager.domain.periods import months_after
from dpmanager.domain.rates import Group, Sourced
from dpmanager.words import _


class CheckKind(StrEnum):
    """What a check is of. The values are the words used in files."""

    RIGHT_TO_WORK = "right_to_work"
    REFERENCE = "reference"
    DBS = "dbs"
    TRAINING = "training"
    DRIVING_LICENCE = "driving_licence"
    CAR_INSURANCE = "car_insurance"
    MOT = "mot"
    REGISTER = "register"
    QUALIFICATION = "qualification"


class CheckState(StrEnum):
    """How far a check is. The values are the words used in the book."""

    TO_DO = "to_do"
    ASKED = "asked"
    SEEN = "seen"
    NOT_NEEDED = "not_needed"


class Standing(StrEnum):
    """How a check stands on a day: its state, and of one that was seen whether it is still good."""

    TO_DO = "to_do"
    ASKED = "asked"
    SEEN = "seen"
    RUNS_OUT = "runs_out"
    RAN_OUT = "ran_out"
    NOT_NEEDED = "not_needed"


class Need(StrEnum):
    """Who wants a check: the law, good advice, or nobody: it is kept where there is one."""

    LAW = "law"
    ADVICE = "advice"
    IF_ANY = "if_any"


class CheckRule(Sourced, frozen=True, kw_only=True):
    """One kind of check, for some of the workers and nations.

    of: the kinds of worker it is asked of. only_drivers: and only if they drive for the work.
    law_for_roles: roles of the manager for whom the law asks for it although it is advice for
    others; why_for_roles says so. why, look_at, may_keep, never_keep ("" for nothing), how_long:
    in sentences. months: how long after the date on it (or the day it was seen) to look again;
    months_since: only where that date is this day or later.
    shown_days_before: when to say that it runs out. count: how many are wanted. keeps_copy: a copy
    of the paper may be kept. has_level: it has a level, a number and a date of issue.
    checked: when the source was looked up.
    """

    kind: CheckKind
    name: str
    nations: tuple[Nation, ...]
    of: tuple[WorkerKind, ...]
    need: Need
    why: str
    look_at: str
    may_keep: str
    how_long: str
    checked: date
    never_keep: str = ""
    why_for_roles: str = ""
    law_for_roles: tuple[str, ...] = ()
    only_drivers: bool = False
    months: int | None = None
    months_since: date = date.min
    shown_days_before: int = 30
    count: int = 1
    keeps_copy: bool = True
    has_level: bool = False

    def __post_init__(self) -> None:
        super().__post_init__()
        if bool(self.law_for_roles) != bool(self.why_for_roles):
            raise ValueError("law_for_roles and why_for_roles come together")


class CheckRules(Group, frozen=True):
    """The whole file, in the order in which checks are shown."""

    checks: tuple[CheckRule, ...]

    def __post_init__(self) -> None:
        known = [
            (rule.kind, nation, kind)
            for rule in self.checks
            for nation in rule.nations
            for kind in rule.of
        ]
        twice = sorted({f"{a.value} ({b}, {c})" for a, b, c in known if known.count((a, b, c)) > 1})
        if twice:
            raise ValueError(f"{twice[0]} has two rules")


@dataclass(frozen=True, slots=True)
class WhoIsChecked:
    """The facts about a worker that say which checks are wanted.

    manager_role: self, nominated, authorised or suitable.
    """

    kind: WorkerKind
    nation: Nation
    manager_role: str
    drives: bool = False


@dataclass(frozen=True, slots=True)
class CheckSeen:
    """One check as the book has it. key: of its row. name: a training, a referee.

    issued_on: the date on the paper. until: how long the paper is good for. again_on: the day on
    which the person wants to look again.
    """

    key: int
    kind: CheckKind
    state: CheckState
    name: str = ""
    seen_on: date | None = None
    issued_on: date | None = None
    until: date | None = None
    again_on: date | None = None


@dataclass(frozen=True, slots=True)
class Missing:
    """A check that is still wanted. left: how many. is_asked: somebody was asked for it."""

    rule: CheckRule
    by_law: bool
    left: int
    is_asked: bool


def rules_for(who: WhoIsChecked, rules: CheckRules) -> tuple[CheckRule, ...]:
    """The checks that are for somebody like this, in the order of the file."""
    return tuple(
        rule
        for rule in rules.checks
        if who.nation in rule.nations
        and who.kind in rule.of
        and (who.drives or not rule.only_drivers)
    )


def is_law(rule: CheckRule, who: WhoIsChecked) -> bool:
    """Whether the law wants the check, of this worker under this manager."""
    return rule.need is Need.LAW or who.manager_role in rule.law_for_roles


def what_is_missing(
    who: WhoIsChecked, seen: Sequence[CheckSeen], rules: CheckRules, today: date
) -> tuple[Missing, ...]:
    """The checks that are still wanted: what the law asks for first, then advice.

    One that has run out is missing again. One that is not needed, for a reason that is kept, is
    not missing.
    """
    found = []
    for rule in rules_for(who, rules):
        by_law = is_law(rule, who)
        if rule.need is Need.IF_ANY and not by_law:
            continue
        of_kind = [check for check in seen if check.kind is rule.kind]
        if any(check.state is CheckState.NOT_NEEDED for check in of_kind):
            continue
        good = sum(is_good(rule, check, today) for check in of_kind)
        if good < rule.count:
            asked = any(check.state is CheckState.ASKED for check in of_kind)
            found.append(Missing(rule, by_law, rule.count - good, asked))
    return tuple(sorted(found, key=lambda missing: not missing.by_law))


def look_again_on(rule: CheckRule, check: CheckSeen) -> date | None:
    """The day until which a check that was seen is good; None for good.

    The first of: the end on the paper, the day the person chose, and so many months after the
    date on the paper, where the rule has a number of months.
    """
    if check.state is not CheckState.SEEN:
        return None
    days = [day for day in (check.until, check.again_on) if day is not None]
    made = check.issued_on or check.seen_on
    if not days and rule.months is not None and made is not None and made >= rule.months_since:
        days.append(months_after(made, rule.months))
    return min(days, default=None)


def standing_of(rule: CheckRule, check: CheckSeen, today: date) -> Standing:
    """How a check stands today."""
    day = look_again_on(rule, check)
    if day is None:
        return Standing(check.state.value)
    if day < today:
        return Standing.RAN_OUT
    return Standing.RUNS_OUT if _is_soon(rule, day, today) else Standing.SEEN


def is_good(rule: CheckRule, check: CheckSeen, today: date) -> bool:
    """Whether the check was seen and has not run out."""
    return standing_of(rule, check, today) in (Standing.SEEN, Standing.RUNS_OUT)


def name_of(rule: CheckRule) -> str:
    """The check in words."""
    return _(rule.name)


def meaning_of(rule: CheckRule, who: WhoIsChecked) -> dict[str, str]:
    """What the check means, by the fields of the rule, in sentences; "" for nothing to say."""
    why = rule.why_for_roles if who.manager_role in rule.law_for_roles else rule.why
    return {
        "why": _(why),
        "look_at": _(rule.look_at),
        "may_keep": _(rule.may_keep),
        "never_keep": _(rule.never_keep) if rule.never_keep else "",
        "how_long": _(rule.how_long),
    }


def _is_soon(rule: CheckRule, day: date, today: date) -> bool:
    return today >= day - timedelta(days=rule.shown_days_before)
