"""Whatever is in a file, reading it gives statements or one plain sentence, and nothing else."""

from datetime import date
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from statement_writers import WRITERS, Line

from dpmanager.domain.amounts import PENNY
from dpmanager.domain.reading import FIRST_YEAR, LAST_YEAR
from dpmanager.errors import DPManagerError
from dpmanager.importers.bank_formats import bank_formats
from dpmanager.importers.guess_columns import look_at_table, mapping_layout
from dpmanager.importers.statement_files import lines_of_table, read_statements

MANY = settings(
    max_examples=max(300, settings.default.max_examples),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
LINES: list[Line] = [
    (date(2026, 10, 5), "NORTHSHIRE CC DP 4WK 0041297", "1284.80"),
    (date(2026, 10, 7), "R PATEL WAGES WK 26", "-412.35"),
    (date(2026, 10, 28), "BRIGHTDAY ACTIVITIES, LEEDS", "-1005.00"),
]
WHOLE = [write(LINES, "902.11") for write in WRITERS.values()]
SPICES = [b'"', b",", b"\n", b"\r", b"\t", b"'", b"<", b">", b"&", b"^", b":61:", b"\x00", b"\xa3",
          b"\xff\xfe", b"1e9", b"99999999999999999999", "٣".encode(), b"</STMTTRN>", b"31/02/2026",
          b"<MEMO>", b"!Type:Bank", b"EUR", b"\xef\xbb\xbf"]  # fmt: skip


def check(data: bytes) -> None:
    try:
        statements = read_statements(data, bank_formats())
    except DPManagerError as fault:
        assert str(fault).isprintable(), ascii(str(fault))
        assert "added" in str(fault)
        return
    for statement in statements:
        assert statement.lines
        for line in statement.lines:
            assert line.amount == line.amount.quantize(PENNY)
            assert line.amount.as_tuple().exponent == -2
            assert FIRST_YEAR <= line.day.year <= LAST_YEAR
            assert line.description.isprintable()
        out = sum((line.amount for line in statement.lines), Decimal(0))
        assert statement.money_in - statement.money_out == out
        for named in (*statement.not_understood, *statement.left_out):
            assert named.why.isprintable() and named.text.isprintable()


@given(st.binary(max_size=400))
@MANY
def test_any_bytes(data: bytes) -> None:
    check(data)


@given(
    st.sampled_from([b"OFXHEADER:100\n<OFX>", b"<?xml version='1.0'?><Document xmlns='camt.053'>",
                     b"!Type:Bank\n", b":20:A\n:25:B\n", b"PK\x03\x04xl/", b"%PDF-1.7\n",
                     b"Date,Description,Amount,Balance\n", b"Date:\nDescription:\nAmount:\n"]),
    st.binary(max_size=300),
)  # fmt: skip
@MANY
def test_any_bytes_after_the_start_of_a_known_kind(start: bytes, data: bytes) -> None:
    check(start + data)


CHANGES = st.lists(
    st.tuples(
        st.sampled_from(["cut", "end", "twice", "put"]),
        st.integers(0, 10_000),
        st.integers(1, 40),
        st.sampled_from(SPICES),
    ),
    min_size=1,
    max_size=4,
)


def changed(data: bytes, changes: list[tuple[str, int, int, bytes]]) -> bytes:
    for kind, place, length, spice in changes:
        place %= len(data) + 1
        end = place + length
        if kind == "cut":
            data = data[:place] + data[end:]
        elif kind == "end":
            data = data[:place]
        elif kind == "twice":
            data = data[:end] + data[place:]
        else:
            data = data[:place] + spice + data[place:]
    return data


@given(st.sampled_from(WHOLE), CHANGES)
@MANY
def test_a_real_file_that_was_spoilt(
    data: bytes, changes: list[tuple[str, int, int, bytes]]
) -> None:
    check(changed(data, changes))


@given(st.sampled_from(WHOLE), CHANGES)
@MANY
def test_guessing_the_columns_of_a_spoilt_file(
    data: bytes, changes: list[tuple[str, int, int, bytes]]
) -> None:
    try:
        table = look_at_table(lines_of_table(changed(data, changes)))
        layout = mapping_layout("Any Bank", table, table.uses, "own")
        read_statements(data, [layout])
    except DPManagerError as fault:
        assert str(fault).isprintable()
