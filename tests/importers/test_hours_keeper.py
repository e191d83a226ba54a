"""Hours as the phone app Hours Keeper sends them: read and proved, or each line named.

The layout is that of a real export as two public programs read it; the people are invented.
"""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpmanager.domain.hours.written import UnreadBoxesError
from dpmanager.errors import DPManagerError
from dpmanager.importers.hours_keeper import KeptHours, is_hours_keeper, read_hours_keeper

DAYS = "27 July 2026 - 2 August 2026\n"
HEADING = "Client Name,Start Time,End Time,Break Time,Worked Hours,Rate/h,Amount,Note\n"
MORNING = (
    "Sam Rivers,27 July 2026 at 09:00:00,27 July 2026 at 13:15:00,0h 30m,3h 45m,£12.80,£48.00,"
)
NIGHT = (
    "Sam Rivers,28 July 2026 at 22:00:00,29 July 2026 at 07:00:00,,9h 0m,£12.80,£115.20,"
    '"Bath, and bed"'
)
FILE = f"{DAYS}{HEADING}{MORNING}\n{NIGHT}\n"


def read(text: str) -> tuple[KeptHours, ...]:
    return read_hours_keeper(text.encode())


def faults(text: str) -> tuple[str, ...]:
    with pytest.raises(UnreadBoxesError) as refused:
        read(text)
    return refused.value.faults


def one(**cells: str) -> str:
    """The file with other words in one cell of the morning."""
    text = FILE
    for old, new in cells.values():
        assert old in text
        text = text.replace(old, new, 1)
    return text


def test_each_shift_with_its_break_and_note() -> None:
    assert is_hours_keeper(FILE.encode())
    assert read(FILE) == (
        KeptHours(3, "Sam Rivers", date(2026, 7, 27), time(9), time(13, 15), 30, ""),
        KeptHours(4, "Sam Rivers", date(2026, 7, 28), time(22), time(7), 0, "Bath, and bed"),
    )


@pytest.mark.parametrize(
    "text",
    [
        FILE.removeprefix(DAYS),
        FILE.replace("\n", "\r\n"),
        f"{FILE}\n,,,,12h 45m,,£163.20,\n",
        FILE.replace("09:00:00", "9:00:00 am").replace("13:15:00", "1:15:00\u202fPM"),
        FILE.replace("09:00:00", "09:00:12").replace("13:15:00", "13:15:40"),
        FILE.replace("0h 30m", "30m").replace("9h 0m", "9h"),
        FILE.replace("27 July", "27 Jul"),
        FILE.upper().replace("BATH, AND BED", "Bath, and bed").replace("SAM RIVERS", "Sam Rivers"),
    ],
)
def test_what_phones_write_otherwise_is_the_same(text: str) -> None:
    shifts = [(kept.day, kept.start, kept.end, kept.break_minutes) for kept in read(text)]
    assert shifts == [(kept.day, kept.start, kept.end, kept.break_minutes) for kept in read(FILE)]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_the_encodings_of_phones(encoding: str) -> None:
    assert read_hours_keeper(FILE.encode(encoding)) == read(FILE)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("3h 45m", "4h 45m", "do not make the “4h 45m” that the app counted"),
        ("27 July 2026 at 13:15:00", "27 July 2026 at 08:15:00", "not a shift of less than a day"),
        ("27 July 2026 at 13:15:00", "28 July 2026 at 13:15:00", "not a shift of less than a day"),
        ("27 July 2026 at 09:00:00", "31 June 2026 at 09:00:00", "31 June"),
        ("27 July 2026 at 09:00:00", "this morning", "“this morning” is not understood as a day"),
        ("27 July 2026 at 09:00:00", "27 July 2026 at 29:00:00", "29:00"),
        ("0h 30m", "half an hour", "“half an hour” is not understood as hours and minutes"),
        ("3h 45m", "", "is not understood as hours and minutes"),
    ],
)
def test_a_line_that_cannot_be_right_is_named(old: str, new: str, said: str) -> None:
    (fault,) = faults(one(cell=(old, new)))
    assert fault.startswith("Line 3: ")
    assert said in fault


def test_every_wrong_line_is_named() -> None:
    assert len(faults(FILE.replace("h ", "x "))) == 2


@pytest.mark.parametrize(
    ("text", "said"),
    [(HEADING, "no hours in it"), ("a,b\n", "not of the app"), ("", "not of the app")],
)
def test_a_file_without_hours_is_refused(text: str, said: str) -> None:
    with pytest.raises(DPManagerError, match=said):
        read(text)


def test_the_night_on_which_the_clocks_go_back_has_an_hour_more() -> None:
    night = "Sam Rivers,24 October 2026 at 22:00:00,25 October 2026 at 07:00:00,0m,10h 0m,,,"
    (kept,) = read(f"{HEADING}{night}\n")
    assert (kept.start, kept.end) == (time(22), time(7))


@given(st.binary(max_size=200), st.integers(0, len(FILE)))
def test_any_bytes_are_read_or_refused(spice: bytes, place: int) -> None:
    whole = FILE.encode()
    data = whole[:place] + spice + whole[place:]
    for each in (spice, data):
        try:
            if is_hours_keeper(each):
                read_hours_keeper(each)
        except DPManagerError as fault:
            assert str(fault).isprintable()
