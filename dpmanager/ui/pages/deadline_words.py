"""A deadline in words: its day, how it stands, what it means."""

from datetime import date, timedelta

from dpmanager.domain.periods import long_date
from dpmanager.domain.wording import full_day
from dpmanager.tasks.book.deadlines import DeadlineSeen, DeadlinesSeen, Mark
from dpmanager.words import _, ngettext

SOON = timedelta(days=30)


def standing_words(seen: DeadlineSeen, today: date) -> str:
    """To do, late, done, or put off until when."""
    if seen.mark is Mark.DONE:
        return _("Done")
    if seen.mark is Mark.NOT_NOW and seen.marked_day is not None:
        return _("Not before {day}").format(day=long_date(seen.marked_day))
    return _("Late") if seen.deadline.day < today else _("To do")


def by_when(seen: DeadlineSeen, today: date) -> str:
    """The day, and how far away it is."""
    day = full_day(seen.deadline.day)
    left = (seen.deadline.day - today).days
    if left < 0:
        return ngettext(
            "It was due on {day}, {count} day ago.", "It was due on {day}, {count} days ago.", -left
        ).format(day=day, count=-left)
    if not left:
        return _("It is due today, {day}.").format(day=day)
    return ngettext(
        "It is due on {day}, in {count} day.", "It is due on {day}, in {count} days.", left
    ).format(day=day, count=left)


def marked_words(seen: DeadlineSeen) -> str:
    """What was said of it; "" where nothing was."""
    if seen.by_records:
        return _("Your records show that this is done.")
    if seen.mark is Mark.OPEN or seen.marked_day is None:
        return ""
    if seen.mark is Mark.DONE:
        return _("You marked it as done on {day}.").format(day=long_date(seen.marked_day))
    return _("You put it off until {day}.").format(day=long_date(seen.marked_day))


def meaning_words(seen: DeadlineSeen) -> list[str]:
    """Why it applies, and what is odd about its day."""
    deadline = seen.deadline
    sentences = [deadline.why]
    if deadline.moved_from is not None:
        sentences.append(
            _("The day itself is {day}. That is a weekend or bank holiday, so be earlier.").format(
                day=full_day(deadline.moved_from)
            )
        )
    if not deadline.verified:
        sentences.append(_("We could not check this at its source. Check it yourself."))
    return sentences


def top_line(seen: DeadlinesSeen) -> str:
    """How many dates are late, and how many come soon."""
    to_do = seen.with_mark(Mark.OPEN)
    late = sum(one.deadline.day < seen.today for one in to_do)
    soon = sum(seen.today <= one.deadline.day <= seen.today + SOON for one in to_do)
    coming = ngettext(
        "{count} date comes in the next 30 days.", "{count} dates come in the next 30 days.", soon
    ).format(count=soon)
    if not late:
        return coming
    gone = ngettext("{count} date is late.", "{count} dates are late.", late).format(count=late)
    return _("{late} {coming}").format(late=gone, coming=coming)
