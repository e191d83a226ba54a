"""Checks of hours: they warn of what the law or common sense would look at twice."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpmanager.domain.hours.rota import Reason
from dpmanager.domain.hours.shifts import HourKind, Shift
from dpmanager.domain.hours.time_worked import Away, WarningKind, WorkerTime
from dpmanager.domain.hours.working_time import check_working_time, over_agreed
from dpmanager.domain.periods import Period
from dpmanager.tasks.hours.check_hours import working_time_limits

MONDAY = date(2026, 6, 1)
LIMITS = working_time_limits()
BORN_2009 = date(2009, 6, 10)


def day(number: int) -> date:
    return MONDAY + timedelta(days=number)


def on(
    number: int, start: str, end: str, kind: HourKind = HourKind.WEEKDAY, rest: int = 0
) -> Shift:
    return Shift(day(number), time.fromisoformat(start), time.fromisoformat(end), kind, rest)


def found(*shifts: Shift, **more) -> list[WarningKind]:
    return [one.kind for one in check_working_time(WorkerTime(shifts, **more), LIMITS)]


def said(*shifts: Shift, **more) -> str:
    return "\n".join(one.words for one in check_working_time(WorkerTime(shifts, **more), LIMITS))


def weeks_of(hours_a_day: list[int], start: int = 8) -> list[Shift]:
    """Monday to Friday, week after week, with so many hours and a break on top."""
    return [
        on(7 * week + number, f"{start:02}:00", f"{start + hours:02}:30", rest=30)
        for week, hours in enumerate(hours_a_day)
        for number in range(5)
    ]


def test_an_ordinary_week_has_nothing_to_say() -> None:
    assert found(*weeks_of([7, 7]), counted_from=MONDAY) == []


def test_the_official_example_of_an_average_is_within_the_limit() -> None:
    # nidirect, calculating your working time, example one: 40 hours a week over 17 weeks and 12
    # hours of overtime in the first ten come to 800 / 17 = 47.1 hours.
    overtime = [on(7 * week + 5, "08:00", "20:30", rest=30) for week in range(10)]
    shifts = (*weeks_of([8] * 17), *overtime)
    # In the first weeks the average of what was worked so far is 52; at the end it is below 48.
    assert day(0) in weeks_above(shifts)
    assert day(7 * 16) not in weeks_above(shifts)
    # 48 hours to the average and not more is within it: 816 / 17 = 48
    more = (*shifts, on(7 * 16 + 5, "08:00", "16:00"), on(7 * 15 + 5, "08:00", "16:00"))
    assert day(7 * 16) not in weeks_above(more)
    assert day(7 * 16) in weeks_above((*more, on(7 * 14 + 5, "08:00", "09:00")))


def weeks_above(shifts: tuple[Shift, ...]) -> set[date]:
    """The Mondays of the weeks up to which there are more than 48 hours on average."""
    warnings = check_working_time(WorkerTime(shifts, counted_from=MONDAY), LIMITS)
    return {one.day for one in warnings if one.kind is WarningKind.WEEK}


def test_hours_in_another_job_count_and_an_agreement_lifts_the_limit() -> None:
    own = weeks_of([6])
    there = tuple(on(number, "15:00", "20:00") for number in range(5))
    assert WarningKind.WEEK in found(*own, elsewhere=there, counted_from=MONDAY)
    assert WarningKind.WEEK not in found(*own, counted_from=MONDAY)
    for agreed, warns in ((day(6), False), (day(7), True)):
        kinds = found(*own, elsewhere=there, counted_from=MONDAY, opted_out_48=agreed)
        assert (WarningKind.WEEK in kinds) is warns
    words = said(*own, elsewhere=there, counted_from=MONDAY)
    assert "55 hours a week" in words
    assert "For work in a private home, this limit may not apply." in words


def test_days_off_are_no_part_of_the_average() -> None:
    # two weeks of 45 hours and two of holiday: 45 a week, not 22 hours 30 minutes
    shifts = weeks_of([9, 0, 0, 10])
    shifts = [one for one in shifts if one.day < day(7) or one.day >= day(21)]
    assert WarningKind.WEEK not in found(*shifts, counted_from=MONDAY)
    holiday = (Away(Period(day(7), day(20)), Reason.HOLIDAY),)
    longer = [*shifts, on(26, "08:00", "15:00", rest=30)]
    # 45 + 56 hours 30 minutes: 50 hours 45 minutes on average over the two weeks that count
    assert "50 hours 45 minutes a week" in said(*longer, away=holiday, counted_from=MONDAY)
    assert WarningKind.WEEK not in found(*longer, counted_from=MONDAY)
    cancelled = (Away(Period(day(7), day(20)), Reason.CANCELLED),)
    assert WarningKind.WEEK not in found(*longer, away=cancelled, counted_from=MONDAY)


@pytest.mark.parametrize(
    ("start", "warns"),
    [("07:00", False), ("06:59", True)],
)
def test_eleven_hours_of_rest(start: str, warns: bool) -> None:
    # GOV.UK, rest breaks at work: who finishes at 8pm should not start again until 7am.
    kinds = found(on(0, "12:00", "20:00", rest=20), on(1, start, "12:00"))
    assert (WarningKind.DAILY_REST in kinds) is warns


def test_a_split_day_with_a_night_of_rest_is_fine() -> None:
    kinds = found(*(one for number in range(3) for one in (
        on(number, "08:00", "10:00"), on(number, "18:00", "20:30"))))  # fmt: skip
    assert WarningKind.DAILY_REST not in kinds
    late = (on(0, "08:00", "10:00"), on(0, "18:00", "22:00"), on(1, "08:00", "10:00"))
    words = said(*late)
    assert "from 08:00 on Monday 1 June 2026 the longest rest is 10 hours" in words


def test_rest_is_looked_at_again_each_day_even_when_there_was_none() -> None:
    shifts = [on(n, start, end) for n in range(3) for start, end in (
        ("06:00", "10:00"), ("14:00", "18:00"), ("22:00", "02:00"))]  # fmt: skip
    days = [one.day for one in check_working_time(WorkerTime(tuple(shifts)), LIMITS)
            if one.kind is WarningKind.DAILY_REST]  # fmt: skip
    assert days == [day(0), day(1), day(2)]


@pytest.mark.parametrize(
    ("shifts", "says"),
    [
        ((on(0, "08:00", "21:00", rest=30),), ""),
        ((on(0, "08:00", "21:01", rest=30),), "More than 13 hours"),
        ((on(0, "08:00", "15:00", rest=30), on(0, "15:00", "22:00", rest=30)), "More than 13"),
        ((on(0, "08:00", "15:00", rest=30), on(0, "15:30", "21:30", rest=30)), ""),
        ((on(0, "08:00", "22:00", rest=30), on(0, "22:00", "08:30", HourKind.SLEEP_IN)),
         "more than a day and a night"),
    ],
)  # fmt: skip
def test_work_that_goes_on_too_long(shifts: tuple[Shift, ...], says: str) -> None:
    words = [one.words for one in check_working_time(WorkerTime(shifts), LIMITS)
             if one.kind is WarningKind.LONG_SHIFT]  # fmt: skip
    assert bool(words) is bool(says)
    assert all(says in one for one in words)


@pytest.mark.parametrize(
    ("shifts", "warns"),
    [
        ((on(0, "08:00", "14:00"),), False),
        ((on(0, "08:00", "14:01"),), True),
        ((on(0, "08:00", "15:00", rest=20),), False),
        ((on(0, "08:00", "15:00", rest=19),), True),
        ((on(0, "08:00", "12:00"), on(0, "12:20", "16:00")), False),
        ((on(0, "08:00", "12:00"), on(0, "12:10", "16:00")), True),
        ((on(0, "22:00", "07:00", HourKind.SLEEP_IN),), False),
    ],
)
def test_a_break_in_more_than_six_hours(shifts: tuple[Shift, ...], warns: bool) -> None:
    assert (WarningKind.BREAK in found(*shifts)) is warns


def test_a_day_off_a_week_or_two_in_a_fortnight() -> None:
    every_day = [on(number, "09:00", "12:00") for number in range(7)]
    assert WarningKind.WEEKLY_REST in found(*every_day, counted_from=MONDAY)
    # 24 hours: from noon on Saturday to noon on Sunday
    six_days = [*every_day[:6], on(6, "12:00", "14:00")]
    assert WarningKind.WEEKLY_REST not in found(*six_days, counted_from=MONDAY)
    # the week before was free: that is the rest of a fortnight
    assert WarningKind.WEEKLY_REST not in found(*every_day, counted_from=day(-7))
    two_weeks = [on(number, "09:00", "12:00") for number in range(14)]
    kinds = found(*two_weeks, counted_from=MONDAY)
    assert kinds.count(WarningKind.WEEKLY_REST) == 2


def test_night_workers() -> None:
    nights = [on(7 * week + number, "22:00", "06:00", HourKind.NIGHT, rest=30)
              for week in range(3) for number in range(4)]  # fmt: skip
    words = said(*nights, counted_from=MONDAY)
    assert words.count("free health check") == 1
    assert "night worker" not in words
    # 8 hours in 24 on average with a day off each week is 48 hours a week, agreement or not
    busy = [on(7 * week + number, "20:00", "06:00", HourKind.NIGHT, rest=30)
            for week in range(3) for number in range(6)]  # fmt: skip
    words = said(*busy, counted_from=MONDAY, opted_out_48=MONDAY)
    assert "this night worker has more than 8 hours a day" in words
    # one night among four days is not regular
    days = [on(number, "09:00", "12:00") for number in range(3)]
    assert WarningKind.NIGHT not in found(*days, on(3, "22:00", "06:00", rest=30))
    # sleeping there is no night work by itself, and three hours before 2 o'clock are
    assert WarningKind.NIGHT not in found(on(0, "22:00", "07:00", HourKind.SLEEP_IN))
    assert WarningKind.NIGHT in found(on(0, "21:00", "02:00"))
    assert WarningKind.NIGHT not in found(on(0, "21:00", "01:59"))


def test_under_eighteen() -> None:
    # GOV.UK: under 18, no more than 8 hours a day or 40 hours a week, and no averages.
    week = [on(number, "09:00", "17:30", rest=30) for number in range(5)]
    assert found(*week, born=BORN_2009) == []
    assert "Under 18 the most is 8 hours a day" in said(
        on(0, "09:00", "18:00", rest=30), born=BORN_2009
    )
    assert "Under 18 the most is 40 hours" in said(
        *week, on(5, "09:00", "10:00", rest=30), born=BORN_2009
    )
    assert "Under 18 nobody works at night" in said(on(0, "18:00", "22:01"), born=BORN_2009)
    assert WarningKind.YOUNG not in found(on(0, "18:00", "22:00"), born=BORN_2009)
    assert "Under 18 nobody works at night" in said(on(0, "05:59", "07:00"), born=BORN_2009)
    # no agreement helps, and the day of the birthday is the first of an adult
    assert WarningKind.YOUNG in found(
        on(0, "09:00", "18:00", rest=30), born=BORN_2009, opted_out_48=MONDAY
    )
    birthday = date(MONDAY.year - 18, MONDAY.month, MONDAY.day)
    assert found(on(0, "09:00", "18:00", rest=30), born=birthday) == []
    assert found(on(-1, "09:00", "18:00", rest=30), born=birthday) == [WarningKind.YOUNG]


@pytest.mark.parametrize(
    ("end", "rest", "warns"),
    [("13:30", 0, False), ("13:31", 0, True), ("14:00", 30, False), ("14:01", 29, True)],
)
def test_the_break_of_who_is_under_eighteen(end: str, rest: int, warns: bool) -> None:
    shift = on(0, "09:00", end, rest=rest)
    assert (WarningKind.BREAK in found(shift, born=BORN_2009)) is warns
    assert WarningKind.BREAK not in found(shift)


def test_under_eighteen_more_rest_is_due() -> None:
    late, early = on(0, "14:00", "20:00", rest=30), on(1, "07:30", "11:00")
    assert WarningKind.DAILY_REST in found(late, early, born=BORN_2009)
    assert WarningKind.DAILY_REST not in found(late, early)
    six_days = [on(number, "09:00", "12:00") for number in range(6)]
    assert WarningKind.WEEKLY_REST in found(*six_days, born=BORN_2009, counted_from=day(-7))
    assert WarningKind.WEEKLY_REST not in found(*six_days[:5], born=BORN_2009)


def test_shifts_that_share_time() -> None:
    long, short = on(0, "08:00", "14:00"), on(0, "09:00", "10:00")
    assert found(long, short, on(0, "12:00", "13:00")).count(WarningKind.OVERLAP) == 2
    assert WarningKind.OVERLAP not in found(on(0, "08:00", "12:00"), on(0, "12:00", "14:00"))
    words = said(on(0, "08:00", "12:00"), elsewhere=(on(0, "11:30", "15:00"),))
    assert "they have another job, 11:30 to 15:00" in words


def test_two_at_once() -> None:
    others = (("Ben Moss", on(0, "11:00", "13:00")),)
    assert "Ben Moss is there at the same time" in said(on(0, "08:00", "12:00"), others=others)
    assert found(on(0, "08:00", "11:00"), others=others) == []
    assert found(on(0, "08:00", "12:00", HourKind.TRAINING), others=others) == []


@pytest.mark.parametrize(
    ("reason", "says"),
    [
        (Reason.SICK, "off sick"), (Reason.HOLIDAY, "on holiday"), (Reason.LEAVE, "on leave"),
        (Reason.OTHER, "do not come"),
    ],
)  # fmt: skip
def test_work_on_a_day_off(reason: Reason, says: str) -> None:
    away = (Away(Period(day(0), day(1)), reason),)
    assert says in said(on(1, "08:00", "12:00"), away=away)
    assert found(on(2, "08:00", "12:00"), away=away) == []
    assert found(on(1, "08:00", "12:00", HourKind.HOLIDAY), away=away) == []


def test_work_and_holiday_on_one_day() -> None:
    words = said(on(0, "08:00", "12:00"), on(0, "13:00", "15:00", HourKind.HOLIDAY))
    assert "on holiday on Monday 1 June 2026" in words


def test_the_clock_changes() -> None:
    for change, says in (
        (date(2026, 3, 28), "go forward in this shift. It is 8 hours long, not 9 hours"),
        (date(2026, 10, 24), "go back in this shift. It is 10 hours long, not 9 hours"),
    ):
        shift = Shift(change, time(22), time(7), HourKind.SLEEP_IN)
        assert says in said(shift)
    assert "clocks" not in said(on(0, "22:00", "07:00", HourKind.SLEEP_IN))


def test_over_midnight_into_another_rate_or_a_bank_holiday() -> None:
    night = on(0, "22:00", "07:00", HourKind.SLEEP_IN)
    assert said(night) == ""
    assert "A new rate of pay starts on Tuesday 2 June 2026" in said(night, rate_days={day(1)})
    words = said(night, closed={day(1)})
    assert "Tuesday 2 June 2026 is a bank holiday" in words
    assert "paid as: Sleep-in" in words
    assert said(night, closed={day(0), day(1)}) == ""
    evening = on(0, "18:00", "00:00")
    assert said(evening, closed={day(1)}, rate_days={day(1)}) == ""


def test_what_nobody_works_in_counts_for_nothing() -> None:
    for kind in (HourKind.ON_CALL, HourKind.CANCELLED, HourKind.HOLIDAY):
        assert found(*(on(number, "00:00", "23:59", kind) for number in range(7))) == []


def test_hours_above_those_agreed() -> None:
    assert over_agreed("Personal care", MONDAY, 600, 600) is None
    warning = over_agreed("Personal care", MONDAY, 601, 600)
    assert warning is not None
    assert "10 hours 1 minute of Personal care" in warning.words


shifts = st.builds(
    Shift,
    st.integers(0, 30).map(day),
    st.times().map(lambda moment: moment.replace(second=0, microsecond=0)),
    st.times().map(lambda moment: moment.replace(second=0, microsecond=0)),
    st.sampled_from(list(HourKind)),
    st.integers(0, 60),
)


@given(st.lists(shifts, max_size=12), st.lists(shifts, max_size=4), st.booleans())
def test_any_hours_get_an_answer_that_their_order_does_not_change(own, there, young) -> None:
    time = WorkerTime(
        tuple(own), tuple(there), born=BORN_2009 if young else None, counted_from=MONDAY
    )
    turned = WorkerTime(
        tuple(reversed(own)), tuple(reversed(there)), born=time.born, counted_from=MONDAY
    )
    answer = check_working_time(time, LIMITS)
    assert [one.day for one in answer] == sorted(one.day for one in answer)
    assert {one.words for one in answer if one.kind is not WarningKind.OVERLAP} == {
        one.words
        for one in check_working_time(turned, LIMITS)
        if one.kind is not WarningKind.OVERLAP
    }
