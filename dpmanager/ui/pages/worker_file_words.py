"""Words of the page about a worker's file."""

from dpmanager.domain.people.checks import CheckKind, Need, Standing
from dpmanager.domain.people.insurance import Cover, CoverState
from dpmanager.domain.people.status import Status
from dpmanager.domain.periods import long_date
from dpmanager.tasks.people.checks import CheckLook
from dpmanager.tasks.people.insurance import PolicyLook
from dpmanager.words import _, ngettext


def check_words(line: CheckLook) -> str:
    """How far a check is."""
    seen = line.seen
    if line.standing is Standing.NOT_NEEDED:
        return _("Not needed: {reason}").format(reason=line.reason)
    if line.standing is Standing.ASKED:
        return _("Asked for, and not seen yet.")
    if seen is None or line.standing is Standing.TO_DO:
        return _wanted_words(line)
    if line.standing is Standing.RAN_OUT and line.look_again is not None:
        return _("It ended on {day}. Look at a new one.").format(day=long_date(line.look_again))
    return _("Seen on {day} by {who}.").format(day=long_date(seen.seen_on), who=seen.seen_by)


def _wanted_words(line: CheckLook) -> str:
    if line.left > 1:
        return ngettext(
            "{count} still to see. This is good advice.",
            "{count} still to see. This is good advice.",
            line.left,
        ).format(count=line.left)
    if line.by_law:
        return _("To do. The law asks for it.")
    return _("To do. It is good advice.")


def check_more(line: CheckLook) -> str:
    """What is softer said of a check: the next day, a copy, a reason."""
    parts = []
    if line.look_again is not None and line.standing in (Standing.SEEN, Standing.RUNS_OUT):
        parts.append(_("Look again by {day}.").format(day=long_date(line.look_again)))
    if line.copy is not None:
        parts.append(_("A copy is in the book."))
    if line.reason and line.standing is not Standing.NOT_NEEDED:
        parts.append(line.reason)
    return " ".join(parts)


def need_words(line: CheckLook) -> str:
    """Who wants the check."""
    if line.by_law:
        return _("The law asks for it.")
    if line.need is Need.ADVICE:
        return _("It is good advice, and not the law.")
    return _("Nobody asks for it. Keep it if there is one.")


def level_words(kind: CheckKind, nation: str) -> dict[str, str]:
    """The levels of a check of the past."""
    if kind is not CheckKind.DBS:
        return {}
    if nation == "scotland":
        return {"pvg": _("PVG membership")}
    return {
        "enhanced_barred": _("Enhanced, with the barred list"),
        "enhanced": _("Enhanced"),
        "standard": _("Standard"),
        "basic": _("Basic"),
    }


def cover_words(cover: Cover) -> str:
    """How it stands with employers' liability insurance."""
    if cover.state is CoverState.NOT_NEEDED or cover.by is None:
        return _("You need no employers' liability insurance now.")
    return {
        CoverState.IN_FORCE: _("You are insured as an employer until {day}."),
        CoverState.RUNS_OUT: _("Your employers' liability insurance ends on {day}. Renew it now."),
        CoverState.MISSING: _("You need employers' liability insurance from {day} on."),
    }[cover.state].format(day=long_date(cover.by))


def policy_says(policy: PolicyLook) -> str:
    """The insurer, the number and the days of an insurance."""
    answer = policy.policy
    days = _("{start} to {end}").format(
        start=long_date(answer.from_date), end=long_date(answer.until)
    )
    if not answer.number:
        return _("{insurer}, {days}").format(insurer=answer.insurer, days=days)
    return _("{insurer}, number {number}, {days}").format(
        insurer=answer.insurer, number=answer.number, days=days
    )


def policy_name(policy: PolicyLook) -> str:
    """What is insured, and whose it is where that is not clear."""
    if policy.is_own:
        return _("Theirs: {what}").format(what=policy.name)
    return policy.name


def status_words() -> dict[Status, str]:
    """What the answers pointed to, in a word or two."""
    return {
        Status.EMPLOYED: _("The answers point to a job"),
        Status.SELF_EMPLOYED: _("The answers point to self-employment"),
        Status.UNSURE: _("The answers do not settle it"),
    }
