"""The words on drawn receipts are read by the program beside, within its limits."""

import ctypes
import io
import json
import os
import struct
import subprocess
import sys
import time
from datetime import date

import pytest
from drawn_receipts import drawn_receipts, saved
from PIL import Image

from dpmanager.domain.receipts.reading import read_receipt
from dpmanager.errors import DPManagerError
from dpmanager.importers import receipt_reader
from dpmanager.importers.job_of_windows import BasicLimits, Limits
from dpmanager.importers.read_receipts import answer_all
from dpmanager.importers.receipt_reader import PictureReader, can_read_pictures, command

COUNT, RIGHT_AT_LEAST = 20, 18
TODAY = date(2026, 11, 27)
WITH_READER = pytest.mark.skipif(
    not can_read_pictures(), reason="the reader is not installed: pip install -e .[ocr]"
)


def stand_in(monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    """Another program in place of the reader."""
    monkeypatch.setattr(receipt_reader, "command", lambda: [sys.executable, "-c", program])


@WITH_READER
def test_date_and_total_are_read_on_at_least_18_of_20_drawn_receipts(capsys) -> None:
    right, wrong, took = 0, [], []
    with PictureReader() as reader:
        for drawn in drawn_receipts(COUNT):
            begun = time.monotonic()
            page = reader.read(drawn.picture, 0)
            took.append(time.monotonic() - begun)
            assert page is not None
            read = read_receipt(page.lines, today=TODAY)
            day = read.day.value if read.day else None
            total = read.total.value if read.total else None
            if (day, total) == (drawn.day, drawn.total):
                right += 1
            else:
                wrong.append(f"  {drawn.name}: {day} for {drawn.day}, {total} for {drawn.total}")
    middle = sorted(took)[COUNT // 2]
    with capsys.disabled():
        print(f"\nReceipts: date and total right on {right} of {COUNT}; {middle:.1f} s each.")
        print("\n".join(wrong))
    assert right >= RIGHT_AT_LEAST


@WITH_READER
def test_the_program_goes_on_after_a_broken_picture_and_stays_offline() -> None:
    (drawn,) = drawn_receipts(1)
    with PictureReader() as reader:
        assert reader.read(b"no picture", 0) is None
        page = reader.read(drawn.picture, 2)
        assert page is not None
        assert {line.page for line in page.lines} == {2}
        blank = reader.read(saved(Image.new("RGB", (300, 200), "white")), 0)
        assert blank is not None
        assert (blank.width, blank.height, blank.lines) == (300, 200, ())


@WITH_READER
@pytest.mark.skipif(os.name != "posix", reason="the limit of memory is the system's")
def test_the_program_may_not_take_more_memory_nor_use_the_network() -> None:
    code = (
        "import resource, socket\n"
        "from dpmanager.importers import read_receipts as program\n"
        "program._limit_memory(); program._reader()\n"
        "print(resource.getrlimit(resource.RLIMIT_AS)[0] == program.MEMORY_LIMIT)\n"
        "try: socket.create_connection(('127.0.0.1', 9))\n"
        "except OSError as fault: print(fault)\n"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.split("\n")[:2] == ["True", "this program does not use the network"]


def test_the_limit_of_memory_is_laid_out_as_windows_wants_it() -> None:
    assert (ctypes.sizeof(BasicLimits), ctypes.sizeof(Limits)) == (64, 144)  # of winnt.h, 64 bits
    assert Limits.process_memory.offset == 112


def test_each_picture_gets_one_answer_and_a_fault_is_null() -> None:
    pictures = b"".join(struct.pack(">I", len(each)) + each for each in (b"one", b"bad", b"two"))
    answers = io.BytesIO()

    def read(picture: bytes) -> tuple[int, int, list[tuple[str, list[int]]]]:
        if picture == b"bad":
            raise ValueError
        return 4, 6, [(picture.decode(), [0] * 8)]

    answer_all(io.BytesIO(pictures + b"\0\0"), answers, read)
    assert [json.loads(line) for line in answers.getvalue().splitlines()] == [
        "ready", [4, 6, [["one", [0] * 8]]], None, [4, 6, [["two", [0] * 8]]],
    ]  # fmt: skip


def test_a_program_that_does_not_start_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(monkeypatch, "import sys; sys.exit(3)")
    with PictureReader() as reader, pytest.raises(DPManagerError, match="does not start"):
        reader.read(b"picture", 0)


def test_a_picture_that_takes_too_long_is_given_up_and_the_next_one_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stand_in(
        monkeypatch,
        "import sys, time\n"
        "print('\"ready\"', flush=True)\n"
        "first = sys.stdin.buffer.read(5)[4:]\n"
        "time.sleep(60) if first == b's' else print('[1, 2, []]', flush=True)\n",
    )
    with PictureReader(seconds=1) as reader:
        begun = time.monotonic()
        assert reader.read(b"s", 0) is None
        assert time.monotonic() - begun < 20
        page = reader.read(b"q", 0)
        assert page is not None
        assert (page.width, page.height) == (1, 2)


def test_after_closing_nothing_is_read() -> None:
    reader = PictureReader()
    reader.close()
    with pytest.raises(DPManagerError, match="no longer read"):
        reader.read(b"picture", 0)


def test_a_program_that_is_one_file_starts_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    assert command() == [sys.executable, "-m", "dpmanager", "read-receipts"]
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert command() == [sys.executable, "read-receipts"]
