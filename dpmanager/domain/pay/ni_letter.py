"""National Insurance letters: which one somebody's age asks for, and on which day it changes."""

from dataclasses import dataclass
from datetime import date

from dpmanager.domain.pay.ages import day_of_age
from dpmanager.domain.periods import Period, long_date
from dpmanager.words import _

FIRST_AGE = 16
ADULT_AGE = 21
LAST_APPRENTICE_AGE = 25
KEPT_UNTIL_PENSION_AGE = "VJB"


@dataclass(frozen=True, slots=True)
class Proposal:
    """Another letter for somebody, for pay days from `from_day` on.

    reason: one or two sentences for the employer. needs_proof: use it once proof of age was seen.
    """

    letter: str
    from_day: date
    reason: str
    needs_proof: bool = False


def proposed_letter(
    born: date,
    day: date,
    *,
    letter_now: str,
    pension_day: date,
    is_apprentice: bool = False,
    has_proof_of_age: bool = False,
) -> Proposal | None:
    """The letter to use for pay on `day` in the place of `letter_now`; None where that is right.

    What counts is the age on the day of payment, not on the days of work: a pay day on the
    birthday has the new letter already (HMRC's reminder on letter M, told by moorepay.co.uk).
    born: X under 16, M under 21, C from `pension_day` (the day State Pension age is reached), A
    otherwise. An apprentice (somebody with letter H is one) has H under 25.
    V, J and B do not come from age and are kept until `pension_day`. Z, which is J for
    people under 21, becomes J. Letters of freeports and investment zones are kept.
    Source: GOV.UK, National Insurance rates and categories:
    https://www.gov.uk/national-insurance-rates-letters/category-letters
    """
    if letter_now not in "XMHACZ" + KEPT_UNTIL_PENSION_AGE:
        return None
    right = _by_age(
        born,
        day,
        letter_now=letter_now,
        pension_day=pension_day,
        is_apprentice=is_apprentice or letter_now == "H",
        has_proof_of_age=has_proof_of_age,
    )
    return None if right is None or right.letter == letter_now else right


def letter_changes(
    born: date,
    between: Period,
    letter: str,
    *,
    pension_day: date,
    is_apprentice: bool = False,
    has_proof_of_age: bool = False,
) -> tuple[Proposal, ...]:
    """The changes of letter that birthdays and State Pension age bring in a period, in order."""
    days = {day_of_age(born, age) for age in (FIRST_AGE, ADULT_AGE, LAST_APPRENTICE_AGE)}
    changes: list[Proposal] = []
    for day in sorted(days | {pension_day}):
        if day not in between:
            continue
        change = proposed_letter(
            born,
            day,
            letter_now=letter,
            pension_day=pension_day,
            is_apprentice=is_apprentice,
            has_proof_of_age=has_proof_of_age,
        )
        if change and change.from_day == day:
            changes.append(change)
            letter = change.letter
    return tuple(changes)


def _by_age(
    born: date,
    day: date,
    *,
    letter_now: str,
    pension_day: date,
    is_apprentice: bool,
    has_proof_of_age: bool,
) -> Proposal | None:
    if day >= pension_day:
        return _over_pension_age(pension_day, has_proof_of_age)
    if letter_now in KEPT_UNTIL_PENSION_AGE:
        return None
    adult = day_of_age(born, ADULT_AGE)
    if letter_now == "Z":
        return None if day < adult else Proposal("J", adult, _adult_who_defers(adult))
    starts = day_of_age(born, FIRST_AGE)
    if day < starts:
        return Proposal(
            "X", born, _("Nobody pays National Insurance before the age of 16. Use letter X.")
        )
    if is_apprentice:
        ends = day_of_age(born, LAST_APPRENTICE_AGE)
        if day < ends:
            return Proposal(
                "H",
                starts,
                _("For an apprentice under 25 you pay less National Insurance. Use letter H."),
            )
        return Proposal("A", ends, _no_longer_young(LAST_APPRENTICE_AGE, ends))
    if day < adult:
        return Proposal(
            "M",
            starts,
            _("For people from 16 to 20 you pay less National Insurance. Use letter M."),
        )
    return Proposal("A", adult, _no_longer_young(ADULT_AGE, adult))


def _over_pension_age(pension_day: date, has_proof_of_age: bool) -> Proposal:
    if has_proof_of_age:
        reason = _(
            "They reach State Pension age on {day}. From then on nothing is taken from their pay "
            "for National Insurance. Use letter C."
        ).format(day=long_date(pension_day))
    else:
        reason = _(
            "They reach State Pension age on {day}. Look at their passport or birth certificate, "
            "and keep a copy. Then use letter C: nothing more is taken for National Insurance."
        ).format(day=long_date(pension_day))
    return Proposal("C", pension_day, reason, needs_proof=not has_proof_of_age)


def _no_longer_young(age: int, day: date) -> str:
    return _(
        "They are {age} from {day}. You pay National Insurance for them as for most people. "
        "Use letter A."
    ).format(age=age, day=long_date(day))


def _adult_who_defers(day: date) -> str:
    return _(
        "They are 21 from {day}. Letter Z is for people under 21 who pay less because of another "
        "job. Use letter J."
    ).format(day=long_date(day))
