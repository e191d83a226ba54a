"""The hours that a worker kept in a phone app, as if they had filled in the form with them."""

from collections.abc import Sequence

from dpmanager.domain.hours.filled import FormRow, check_rows
from dpmanager.domain.hours.shifts import suggest_kind
from dpmanager.domain.hours.timesheet_form import FilledForm, FormPlan
from dpmanager.domain.periods import Period
from dpmanager.domain.wording import names_in_words
from dpmanager.errors import DPManagerError
from dpmanager.importers.hours_keeper import KeptHours, read_hours_keeper
from dpmanager.records.book import Book
from dpmanager.tasks.hours.worker_form import form_plan
from dpmanager.tasks.people.arrangement import arrangement
from dpmanager.tasks.people.workers import find_worker
from dpmanager.words import _, ngettext


def hours_of_app(
    book: Book, data: bytes, worker: str, period: Period | None, book_id: str
) -> tuple[FilledForm, tuple[str, ...]]:
    """A file of the app Hours Keeper as a form of one pay period, and what to know about it.

    The app knows no kinds of hours: a shift has the kind that was planned for it, or else the
    usual one of its day. Raises DPManagerError where it is not said whose hours they are, where
    the file is of several clients and none of them is known here, and as `read_hours_keeper`.
    """
    if not worker or period is None:
        raise DPManagerError(
            _(
                "This file does not say whose hours they are. Open their hours first. Press “Let "
                "them fill it in” there, and choose the file again."
            )
        )
    kept = read_hours_keeper(data)
    with book.reading() as session:
        here = arrangement(session)
        names = {here.recipient.name, here.manager.name, here.employer.name}
        plan = form_plan(session, find_worker(session, worker), period, book_id)
    ours = _of_one_client(kept, names)
    rows = [_row(plan, each) for each in ours if each.day in period]
    if not rows:
        raise DPManagerError(
            _("This file has no hours of these days. Choose the days that it is of first.")
        )
    rows.sort(key=lambda row: (row.day, row.start))
    check_rows(rows)
    return FilledForm(plan, tuple(rows)), tuple(_besides(kept, ours, len(ours) - len(rows)))


def _of_one_client(kept: Sequence[KeptHours], names: set[str]) -> list[KeptHours]:
    """The hours for the household; a worker may keep those for others in the same app."""
    clients = {each.client.casefold(): each.client for each in kept}
    if len(clients) == 1:
        return list(kept)
    known = {name.casefold() for name in names}
    found = [each for each in kept if each.client.casefold() in known]
    if not found:
        raise DPManagerError(
            _(
                "This file has hours for several people: {names}. None of them is you. Ask for a "
                "file that has the hours with you alone."
            ).format(names=names_in_words(sorted(clients.values())))
        )
    return found


def _row(plan: FormPlan, kept: KeptHours) -> FormRow:
    planned = next(
        (
            row
            for row in plan.planned_on(kept.day)
            if (row.start, row.end) == (kept.start, kept.end)
        ),
        None,
    )
    return FormRow(
        kept.day,
        kept.start,
        kept.end,
        planned.kind if planned else suggest_kind(kept.day, plan.bank_holidays),
        kept.break_minutes,
        planned.woken_minutes if planned else 0,
        note=kept.note or (planned.note if planned else ""),
    )


def _besides(kept: Sequence[KeptHours], ours: Sequence[KeptHours], other_days: int) -> list[str]:
    said = [
        _("The app does not know sleep-ins or other kinds of hours. Check them."),
    ]
    if other_days:
        said.append(
            ngettext(
                "{count} shift in the file is on other days. It is left out.",
                "{count} shifts in the file are on other days. They are left out.",
                other_days,
            ).format(count=other_days)
        )
    if others := len(kept) - len(ours):
        said.append(
            ngettext(
                "{count} shift in the file is for somebody else. It is left out.",
                "{count} shifts in the file are for somebody else. They are left out.",
                others,
            ).format(count=others)
        )
    return said
