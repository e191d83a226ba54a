"""Time off with a pay of its own: what is refused, what is due, what is asked for.

Ada works 30 hours a week at 12.80, 384.00, and is paid each Thursday for the week before. The
flat sick pay of 2026-27 is 123.25 a week, 24.65 for each of five working days (GOV.UK, sick pay).
"""

from datetime import date, time, timedelta
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest
from small_book import (
    ADA,
    AT,
    BEN,
    MONDAY,
    WHO,
    all_of,
    hours,
    make_book,
    pay_a_week,
    tables,
)

from dpmanager.domain.hours.shifts import HourKind
from dpmanager.domain.pay.extras import ExtraKind
from dpmanager.domain.periods import Frequency
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.book.answers import as_day
from dpmanager.tasks.book.what_needs_doing import what_needs_doing
from dpmanager.tasks.hours.look_at_hours import week_of_hours
from dpmanager.tasks.hours.record_shifts import approve_timesheet, record_shifts
from dpmanager.tasks.pay.look_at_pay import look_at_pay
from dpmanager.tasks.pay.pay_items import PayItemAnswer, add_pay_item
from dpmanager.tasks.pay.run_pay import run_pay
from dpmanager.tasks.people.absences import (
    AbsenceAnswer,
    change_absence,
    end_absence,
    record_absence,
    remove_absence,
)
from dpmanager.tasks.people.engage_worker import answer_of, change_worker, end_work
from dpmanager.tasks.people.look_at_absences import AbsencesSeen, look_at_absences
from dpmanager.tasks.people.workers import find_worker

DAY, WEEK = timedelta(days=1), timedelta(days=7)
DO = {"who": WHO, "at": AT}
SECOND, THIRD, FOURTH = MONDAY + WEEK, MONDAY + 2 * WEEK, MONDAY + 3 * WEEK


@pytest.fixture
def ada(book: Book) -> int:
    found: int = all_of(book, models.Worker, models.Worker.name == ADA)[0].id
    return found


@pytest.fixture
def paid(book: Book) -> Book:
    """Two weeks are paid, so that there is an average."""
    pay_a_week(book, MONDAY)
    pay_a_week(book, SECOND)
    return book


def sick(first: date, last: date | None = None, **more: object) -> AbsenceAnswer:
    return AbsenceAnswer("sick", first, last, **more)  # type: ignore[arg-type]


def look(book: Book, ada: int, today: date) -> AbsencesSeen:
    return look_at_absences(book, ada, today)


def due(seen: AbsencesSeen) -> list[tuple[date, date, str]]:
    return [
        (part.days.start, part.days.end, str(part.amount))
        for absence in seen.absences
        for part in absence.parts
    ]


def refused(book: Book, ada: int, answer: AbsenceAnswer, match: str) -> None:
    before = tables(book)
    with pytest.raises(DPManagerError, match=match):
        record_absence(book, ada, answer, **DO)
    assert tables(book) == before


def test_days_that_are_swapped_are_refused(book: Book, ada: int) -> None:
    refused(book, ada, sick(SECOND, MONDAY), "ends before it starts.*13 April 2026 and 6 April")


def test_days_outside_the_job_are_refused(book: Book, ada: int) -> None:
    refused(book, ada, sick(MONDAY - DAY), "started on 6 April 2026")
    end_work(book, ada, FOURTH, **DO)
    refused(book, ada, sick(THIRD, FOURTH + DAY), "left on 27 April 2026")
    refused(book, ada, sick(FOURTH + DAY), "left on 27 April 2026")


def test_days_of_other_time_off_are_refused(book: Book, ada: int) -> None:
    record_absence(book, ada, sick(SECOND, SECOND + 2 * DAY), **DO)
    refused(book, ada, sick(SECOND + 2 * DAY), "overlap.*13 April 2026 to 15 April 2026")
    record_absence(book, ada, sick(THIRD), **DO)
    refused(book, ada, sick(FOURTH, FOURTH), "which goes on from 20 April 2026. End that first")


def test_hours_on_a_day_of_sickness_are_named(book: Book, ada: int) -> None:
    record_shifts(book, ADA, [hours(MONDAY + DAY, 9, 13)], **DO)
    refused(book, ada, sick(MONDAY), "has hours on 7 April 2026, from 09:00 to 13:00")
    record_absence(book, ada, sick(MONDAY + 2 * DAY), **DO)


def test_holiday_on_a_day_of_sickness_is_named(book: Book, ada: int) -> None:
    record_shifts(book, ADA, [hours(MONDAY, 9, 13, HourKind.HOLIDAY)], **DO)
    refused(book, ada, sick(MONDAY, MONDAY), "has holiday on 6 April 2026")


def test_hours_recorded_later_are_told_with_the_absence(paid: Book, ada: int) -> None:
    record_absence(paid, ada, sick(THIRD), **DO)
    record_shifts(paid, ADA, [hours(THIRD + 3 * DAY, 9, 13)], **DO)
    (absence,) = look(paid, ada, THIRD + 3 * DAY).absences
    assert absence.hints[0] == f"{ADA} has hours on 23 April 2026, from 09:00 to 13:00."


def test_who_sends_invoices_has_no_time_off(book: Book) -> None:
    agency = all_of(book, models.Worker, models.Worker.kind == "agency")[0].id
    refused(book, agency, sick(MONDAY), "Only somebody you employ")


def test_a_leave_of_a_parent_needs_its_day(book: Book, ada: int) -> None:
    refused(book, ada, AbsenceAnswer("maternity", THIRD), "day that the pay goes by is missing")
    wrong = AbsenceAnswer("maternity", THIRD, event="matched", event_day=THIRD)
    refused(book, ada, wrong, "Statutory maternity pay does not go by a day of this kind")


def test_sick_pay_so_far_by_pay_period(paid: Book, ada: int) -> None:
    record_absence(paid, ada, sick(THIRD + 3 * DAY), **DO)  # from Thursday 23 April
    seen = look(paid, ada, FOURTH + DAY)  # on Tuesday 28 April
    assert due(seen) == [
        (THIRD + 3 * DAY, THIRD + 6 * DAY, "49.30"),  # Thursday and Friday: 2 x 24.65
        (FOURTH, FOURTH + DAY, "49.30"),
    ]
    (absence,) = seen.absences
    assert str(absence.due) == "98.60"
    assert all(part.steps and part.paid_on is None for part in absence.parts)
    assert absence.until == FOURTH + DAY


def test_two_absences_in_one_week_have_their_own_days(paid: Book, ada: int) -> None:
    record_absence(paid, ada, sick(THIRD, THIRD), **DO)
    record_absence(paid, ada, sick(THIRD + 3 * DAY, THIRD + 4 * DAY), **DO)
    assert due(look(paid, ada, FOURTH)) == [
        (THIRD + 3 * DAY, THIRD + 4 * DAY, "49.30"),
        (THIRD, THIRD, "24.65"),
    ]


def test_without_earlier_pay_it_says_why(book: Book, ada: int) -> None:
    record_absence(book, ada, sick(MONDAY, MONDAY + DAY), **DO)
    ((part,),) = [absence.parts for absence in look(book, ada, SECOND).absences]
    assert part.amount == 0
    assert part.hindrance


def hints(book: Book, ada: int, today: date) -> str:
    (absence,) = look(book, ada, today).absences
    return " ".join(absence.hints)


def test_what_to_ask_for_up_to_seven_days_and_from_the_eighth(paid: Book, ada: int) -> None:
    record_absence(paid, ada, sick(THIRD), **DO)
    seventh = hints(paid, ada, THIRD + 6 * DAY)
    assert "up to 7 days they can say themselves" in seventh
    assert "fit note" not in seventh
    eighth = hints(paid, ada, THIRD + 7 * DAY)
    assert "From 27 April 2026 you can ask for a fit note" in eighth
    assert "say themselves" not in eighth
    (absence,) = look(paid, ada, FOURTH).absences
    change_absence(paid, absence.id, sick(THIRD, evidence="fit_note"), **DO)
    assert "fit note" not in hints(paid, ada, THIRD + 7 * DAY)


def test_who_told_late_is_said(paid: Book, ada: int) -> None:
    record_absence(paid, ada, sick(THIRD, THIRD + DAY, told_on=THIRD + 7 * DAY), **DO)
    assert "late" not in hints(paid, ada, FOURTH)
    (absence,) = look(paid, ada, FOURTH).absences
    late = sick(THIRD, THIRD + DAY, told_on=THIRD + 8 * DAY)
    change_absence(paid, absence.id, late, **DO)
    assert "They told you on 28 April 2026, which is late." in hints(paid, ada, FOURTH)


def test_form_ssp1_is_asked_for_before_sick_pay_ends(paid: Book, ada: int) -> None:
    record_absence(paid, ada, sick(THIRD, evidence="fit_note"), **DO)
    # 28 weeks from 20 April end on 1 November; the 23rd week begins on 21 September.
    assert "SSP1" not in hints(paid, ada, date(2026, 9, 20))
    form = "Sick pay ends on 1 November 2026. Give the worker form SSP1 now."
    assert form in hints(paid, ada, date(2026, 9, 21))


def test_a_week_without_hours_can_be_approved_and_paid(paid: Book, ada: int) -> None:
    record_absence(paid, ada, sick(THIRD, THIRD + 6 * DAY), **DO)
    today = THIRD + 7 * DAY

    (thing,) = [one for one in what_needs_doing(paid, today).things if "Approve" in one.what]
    assert "No hours, other pay alone" in thing.more
    (sheet,) = week_of_hours(paid, ADA, THIRD, today=today).sheets
    assert sheet.can_approve
    assert "no hours, other pay alone" in sheet.says
    waiting = look_at_pay(paid, today=today, **DO).next.waiting
    assert [one.hours for one in waiting] == ["no hours, other pay alone"]

    approve_timesheet(paid, ADA, THIRD, **DO)
    following = look_at_pay(paid, today=today, **DO).next
    assert [str(trial.paid) for trial in following.trials] == ["131.65"]  # 123.25 + 8.40 of tax
    run_pay(paid, up_to=today + WEEK, **DO)
    seen = look(paid, ada, today)
    assert [part.paid_on for part in seen.absences[0].parts] == [date(2026, 4, 30)]
    assert seen.not_paid == ()
    (sheet,) = week_of_hours(paid, ADA, THIRD, today=today).sheets
    assert "no hours, other pay alone. It has been paid" in sheet.says


def test_an_absence_that_goes_on_has_a_timesheet_for_each_week_of_pay(paid: Book, ada: int) -> None:
    number = record_absence(paid, ada, sick(THIRD), **DO)
    sheets = all_of(paid, models.Timesheet, models.Timesheet.state == "draft")
    assert len(sheets) == 28
    end_absence(paid, number, FOURTH, **DO)
    sheets = all_of(paid, models.Timesheet, models.Timesheet.state == "draft")
    assert [sheet.start for sheet in sheets] == [THIRD, FOURTH]
    remove_absence(paid, number, **DO)
    assert all_of(paid, models.Timesheet, models.Timesheet.state == "draft") == []


def test_an_empty_week_cannot_be_approved(book: Book, ada: int) -> None:
    number = record_absence(book, ada, sick(MONDAY, MONDAY), **DO)
    record_shifts(book, ADA, [hours(MONDAY + DAY, 9, 13)], **DO)
    remove_absence(book, number, **DO)
    shift = all_of(book, models.Shift)[0]
    with book.task("Remove", **DO) as session:
        session.delete(session.get_one(models.Shift, shift.id))
    with pytest.raises(DPManagerError, match="has no hours yet"):
        approve_timesheet(book, ADA, MONDAY, **DO)


def test_days_that_were_paid_stay(paid: Book, ada: int) -> None:
    number = record_absence(paid, ada, sick(THIRD), **DO)
    approve_timesheet(paid, ADA, THIRD, **DO)
    run_pay(paid, up_to=FOURTH + WEEK, **DO)
    before = tables(paid)

    for change in (
        lambda: remove_absence(paid, number, **DO),
        lambda: end_absence(paid, number, THIRD + 2 * DAY, **DO),
        lambda: change_absence(paid, number, sick(THIRD + DAY), **DO),
    ):
        with pytest.raises(DPManagerError, match=r"20 April 2026 to 26 April 2026 was made on 30"):
            change()
    assert tables(paid) == before
    end_absence(paid, number, THIRD + 6 * DAY, **DO)
    end_absence(paid, number, FOURTH + DAY, **DO)


def test_sick_pay_of_a_week_that_was_paid_without_it_is_still_due(paid: Book, ada: int) -> None:
    record_shifts(paid, ADA, [hours(THIRD, 9, 15)], **DO)
    approve_timesheet(paid, ADA, THIRD, **DO)
    run_pay(paid, up_to=FOURTH + WEEK, **DO)
    record_absence(paid, ada, sick(THIRD + DAY, THIRD + 2 * DAY), **DO)

    (lacking,) = look(paid, ada, FOURTH).not_paid
    assert (lacking.kind, str(lacking.amount)) == (ExtraKind.SICK_PAY, "49.30")
    late = PayItemAnswer(ExtraKind.SICK_PAY, FOURTH, lacking.amount)
    add_pay_item(paid, ada, late, **DO)
    assert look(paid, ada, FOURTH).not_paid == ()
    approve_timesheet(paid, ADA, FOURTH, **DO)
    run_pay(paid, up_to=FOURTH + 2 * WEEK, **DO)
    assert look(paid, ada, FOURTH).not_paid == ()
    assert str(all_of(paid, models.Payslip)[-1].gross_pay) == "49.30"


def test_sick_pay_across_april_2026_is_refused_until_it_is_entered(tmp_path: Path) -> None:
    sooner = ("2026-04-06", "2026-02-02")
    low_rate = ('"12.80"', '"13.00"')
    with make_book(tmp_path / "old.dpbook", *[sooner] * 10, low_rate) as book:
        for n in range(8):
            pay_a_week(book, date(2026, 2, 2) + n * WEEK)
        ada = all_of(book, models.Worker, models.Worker.name == ADA)[0].id
        record_absence(book, ada, sick(date(2026, 3, 30), date(2026, 4, 10)), **DO)
        first, second = look(book, ada, date(2026, 4, 12)).absences[0].parts
        assert first.amount > 0
        assert "The rules changed before it ended" in second.hindrance

        approve_timesheet(book, ADA, date(2026, 3, 30), **DO)
        approve_timesheet(book, ADA, date(2026, 4, 6), **DO)
        with pytest.raises(DPManagerError, match="add it to the pay yourself"):
            run_pay(book, up_to=date(2026, 4, 20), **DO)
        found = PayItemAnswer(ExtraKind.SICK_PAY, date(2026, 4, 6), Decimal("123.25"))
        add_pay_item(book, ada, found, **DO)
        run_pay(book, up_to=date(2026, 4, 20), **DO)
        extras = all_of(book, models.PayExtra, models.PayExtra.kind == "sick_pay")
        assert str(extras[-1].amount) == "123.25"


def test_maternity_pay_is_worked_out_with_its_dates(tmp_path: Path) -> None:
    # Employed since February 2025, paid 390.00 each week from February 2026 on; due 1 October
    # 2026: the qualifying week is the 15th before the week from 27 September, 14 to 20 June. Six
    # weeks at 90% are 351.00 each; then 33 weeks at 194.32 (GOV.UK, maternity pay): 2,106.00 and
    # 6,412.56, but the weeks of 2027-28 are not known yet.
    early = ("start_date = 2026-04-06", "start_date = 2025-02-03")
    with make_book(tmp_path / "mat.dpbook", early, ('"12.80"', '"13.00"')) as book:
        for n in range(11):
            pay_a_week(book, MONDAY + n * WEEK)
        ada = all_of(book, models.Worker, models.Worker.name == ADA)[0].id
        leave = AbsenceAnswer(
            "maternity", date(2026, 9, 14), event="due", event_day=date(2026, 10, 1)
        )
        record_absence(book, ada, leave, **DO)

        (seen,) = look(book, ada, date(2026, 7, 1)).absences
        assert seen.weeks == 39
        assert [str(part.amount) for part in seen.parts[:7]] == ["351.00"] * 6 + ["194.32"]
        assert "14 Jun 2026 to 20 Jun 2026" in [step.sum for step in seen.dates]
        # Known are 6 x 351.00 and 23 x 194.32, 6,575.36; the last of them, of the week to 4 April,
        # is paid on 8 April 2027. A small employer gets 6,381.04 back and 9% on top, 574.29.
        assert (str(seen.due), str(seen.back)) == ("6575.36", "6955.33")
        assert seen.back_steps
        assert seen.reasons == ()


def test_before_the_week_that_decides_it_nothing_is_said_for_certain(tmp_path: Path) -> None:
    early = ("start_date = 2026-04-06", "start_date = 2025-02-03")
    with make_book(tmp_path / "mat.dpbook", early) as book:
        ada = all_of(book, models.Worker, models.Worker.name == ADA)[0].id
        leave = AbsenceAnswer(
            "maternity", date(2026, 9, 14), event="due", event_day=date(2026, 10, 1)
        )
        record_absence(book, ada, leave, **DO)
        (seen,) = look(book, ada, date(2026, 6, 20)).absences
        later = "Whether there is pay is known on 21 June 2026. Pay before that day decides it."
        assert (seen.reasons, seen.hints) == ((), (later,))
        (seen,) = look(book, ada, date(2026, 6, 21)).absences
        assert later not in seen.hints
        assert seen.reasons


def test_who_gets_no_maternity_pay_is_given_a_form(paid: Book, ada: int) -> None:
    leave = AbsenceAnswer("maternity", date(2026, 6, 1), event="due", event_day=date(2026, 7, 1))
    record_absence(paid, ada, leave, **DO)
    (seen,) = look(paid, ada, date(2026, 5, 1)).absences
    assert "must have started by" in seen.reasons[0]
    assert seen.hints == ("Give the worker form SMP1, with the reason.",)
    assert seen.parts == ()


def test_undo_takes_an_absence_back_with_its_timesheets(paid: Book, ada: int) -> None:
    before = tables(paid)
    record_absence(paid, ada, sick(THIRD), **DO)
    assert paid.undo(**DO) == "Record time off: Off sick"
    assert tables(paid) == before


def test_timesheets_follow_new_pay_periods(paid: Book, ada: int) -> None:
    record_absence(paid, ada, sick(THIRD, THIRD + 20 * DAY), **DO)
    with paid.reading() as session:
        answer = answer_of(session.get_one(models.Worker, ada))
    new = msgspec.structs.replace(
        answer, pay_frequency=Frequency.FORTNIGHTLY, first_period_start=as_day(THIRD)
    )
    change_worker(paid, ada, new, **DO)
    sheets = all_of(paid, models.Timesheet, models.Timesheet.state == "draft")
    assert [(sheet.start, sheet.end) for sheet in sheets] == [
        (THIRD, THIRD + 13 * DAY),
        (THIRD + 14 * DAY, THIRD + 27 * DAY),
    ]


def test_work_that_ends_ends_the_timesheets(paid: Book, ada: int) -> None:
    record_absence(paid, ada, sick(THIRD), **DO)
    end_work(paid, ada, FOURTH + DAY, **DO)
    sheets = all_of(paid, models.Timesheet, models.Timesheet.state == "draft")
    assert [sheet.start for sheet in sheets] == [THIRD, FOURTH]
    # sick pay ends with the job: Monday and Tuesday
    seen = look(paid, ada, FOURTH + 5 * DAY)
    assert due(seen)[-1][2] == "49.30"


def covered_by(book: Book, ada: int, name: str, *days: date) -> None:
    """Somebody comes in Ada's place on those days, twice a day."""
    with book.task("Cover", **DO) as session:
        for day in days:
            for start in (9, 14):
                session.add(
                    models.RotaChange(
                        worker_id=find_worker(session, name).id,
                        day=day,
                        start=time(start),
                        end=time(start + 2),
                        reason="cover",
                        covers_worker_id=ada,
                    )
                )


def test_time_off_says_who_comes_instead(book: Book, ada: int) -> None:
    record_absence(book, ada, sick(SECOND, SECOND + 4 * DAY), **DO)
    covered_by(book, ada, BEN, SECOND - DAY, SECOND, SECOND + 2 * DAY)
    (absence,) = look(book, ada, FOURTH).absences
    assert absence.cover == ("Ben Okoro comes instead on 13 April 2026, 15 April 2026.",)


def test_cover_on_many_days_is_told_in_one_sentence(book: Book, ada: int) -> None:
    record_absence(book, ada, sick(SECOND), **DO)
    covered_by(book, ada, BEN, *(SECOND + number * DAY for number in range(5)))
    (absence,) = look(book, ada, FOURTH).absences
    assert absence.cover == (
        "Ben Okoro comes instead on 5 days from 13 April 2026 to 17 April 2026.",
    )
