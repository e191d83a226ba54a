"""The command line: exit codes, JSON shapes, and one plain sentence for whatever goes wrong."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from small_book import (
    ACCOUNT,
    ANSWERS,
    CARD,
    PASSPHRASE,
    WHO,
    all_of,
    files_of,
    lloyds,
)
from sqlalchemy import text

from dpmanager import cli
from dpmanager.records import models
from dpmanager.records.book import open_book
from dpmanager.tasks.book.demonstrate import Demonstration
from dpmanager.tasks.money import keep_statement
from dpmanager.tasks.money.bank_statements import look_at_bank_statements

NOW = datetime(2026, 7, 6, 19, 30, tzinfo=UTC)
APRIL = lloyds(
    [
        (date(2026, 4, 7), "NORTHSHIRE CC", "1400.00"),
        (date(2026, 4, 9), "VALE TAXIS", "-12.50"),
        (date(2026, 4, 9), "VALE TAXIS", "-12.50"),
    ]
)
PAY = {
    "tax_year": "2026-27",
    "frequency": "weekly",
    "period": 3,
    "gross_pay": "384.00",
    "tax_code": "1257L",
    "basis": "cumulative",
    "pay_to_date_before": "384.00",
    "tax_to_date_before": "0.00",
    "ni_category": "A",
}

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Runs a command in the folder `tmp_path`; gives its exit code and what it printed."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(cli, "_now", lambda: NOW)

    def run_command(*arguments: object) -> tuple[int, str, str]:
        try:
            code = cli.main([str(argument) for argument in arguments])
        except SystemExit as stopped:
            code = int(stopped.code or 0)
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return run_command


@pytest.fixture
def closed(small_book: Path, tmp_path: Path) -> Path:
    """A small book, closed, with its passphrase in the file `words` beside it."""
    folder = tmp_path / "Sam.dpbook"
    shutil.copytree(small_book, folder)
    (tmp_path / "words").write_text(f"{PASSPHRASE}\n")
    (tmp_path / "april.csv").write_bytes(APRIL)
    return folder


def program(
    *arguments: object, typed: str | bytes = b"", encoding: str = "utf-8"
) -> tuple[int, str, str]:
    """Runs the program by itself, where there is neither a terminal nor a keyring."""
    done = subprocess.run(
        [sys.executable, "-m", "dpmanager", *map(str, arguments)],
        input=typed.encode() if isinstance(typed, str) else typed,
        capture_output=True,
        start_new_session=True,
        env={**os.environ, "PYTHONIOENCODING": encoding},
        check=False,
    )
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def assert_one_sentence(answer: tuple[int, str, str]) -> None:
    code, out, err = answer
    assert (code, out) == (1, "")
    assert err.count("\n") == 1
    assert err.endswith(".\n")
    assert "Traceback" not in err
    assert not err.startswith(" ")


# How it is used


@pytest.mark.parametrize(
    "arguments",
    [
        "",
        "dance",
        "new",
        "new A.dpbook",
        "new --setup a.toml",
        "import A.dpbook",
        "import A.dpbook a.csv",
        "import A.dpbook a.csv b.csv --account C",
        "return A.dpbook --from 1/4/2026 --to 2/4/2026",
        "return A.dpbook --from 1/4/2026 --out a.pdf",
        "payslip",
        "payslip a b",
        "check",
        "undo",
        "check A.dpbook --passphrase secret",
        "check A.dpbook --pass secret",
        "demo here",
        "--frobnicate",
    ],
)
def test_wrong_usage_is_exit_code_2(run: Run, arguments: str) -> None:
    code, out, err = run(*arguments.split())

    assert (code, out) == (2, "")
    assert err.startswith("usage: dpmanager")


@pytest.mark.parametrize(
    "arguments",
    ["--help", "--version", "new --help", "import --help", "return --help", "payslip --help"],
)
def test_help_is_no_fault(run: Run, arguments: str) -> None:
    code, out, err = run(*arguments.split())

    assert (code, err) == (0, "")
    assert out


def test_a_passphrase_is_never_an_argument(run: Run) -> None:
    for command in ("new", "import", "return", "check", "undo"):
        _code, out, _err = run(command, "--help")
        assert "--passphrase-file" in out
        assert "--passphrase " not in out


# A new book


def test_the_printed_example_makes_a_book_that_works(run: Run, tmp_path: Path) -> None:
    code, example, err = run("new", "--print-example")
    assert (code, err) == (0, "")
    (tmp_path / "setup.toml").write_text(example)
    (tmp_path / "words").write_text(f"{PASSPHRASE}\n")

    code, out, err = run(
        "new", "Mine.dpbook", "--setup", "setup.toml", "--passphrase-file", "words", "--json"
    )

    assert (code, err) == (0, "")
    assert json.loads(out) == {"book": "Mine.dpbook", "recipient": "Margaret Hale"}
    # the keyring of this computer opens it from now on
    assert run("check", "Mine.dpbook")[0] == 0
    code, out, _err = run("import", "Mine.dpbook", "none", "--account", "Direct payment account")
    assert code == 1
    october = lloyds([(date(2026, 10, 2), "NORTHSHIRE CC", "1284.80")], before="902.11")
    (tmp_path / "october.csv").write_bytes(october)
    code, out, _err = run(
        "import", "Mine.dpbook", "october.csv", "--account", "Direct payment account", "--json"
    )
    assert (code, json.loads(out)["closing_balance"]) == (0, "2186.91")


def test_a_new_book_says_what_to_keep_safe(run: Run, tmp_path: Path) -> None:
    (tmp_path / "setup.toml").write_text(ANSWERS)
    (tmp_path / "words").write_bytes(b"\xef\xbb\xbf" + f"{PASSPHRASE}\r\nnot this\r\n".encode())

    code, out, _err = run("new", "S.dpbook", "--setup", "setup.toml", "--passphrase-file", "words")

    assert code == 0
    assert out.startswith("The book S.dpbook is ready.\nKeep the passphrase safe")
    open_book(tmp_path / "S.dpbook", passphrase=PASSPHRASE).close()


def test_the_passphrase_of_a_new_book_is_asked_twice(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "setup.toml").write_text(ANSWERS)
    typed = [PASSPHRASE, "seven green kettles", PASSPHRASE, PASSPHRASE]
    monkeypatch.setattr(cli, "getpass", lambda _question: typed.pop(0))

    first = run("new", "S.dpbook", "--setup", "setup.toml")
    assert_one_sentence(first)
    assert "The two passphrases differ" in first[2]
    assert not (tmp_path / "S.dpbook").exists()

    assert run("new", "S.dpbook", "--setup", "setup.toml")[0] == 0
    assert typed == []


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "There is no file"),
        ("folder", "is a folder"),
        (b"", "`recipient`"),
        (b"\x89PNG\r\n\x1a\n\x00\xff", "not text in UTF-8"),
        (ANSWERS.encode("utf-16"), "not text in UTF-8"),
        (ANSWERS.replace("Elm", "Ålm").encode("cp1252"), "not text in UTF-8"),
        (ANSWERS.replace("recipient", "patient").encode(), "`patient`"),
        (ANSWERS.replace("2026-04-06", "31/02/2026").encode(), "line"),
        (ANSWERS.replace("2026-04-06", '"31/02/2026"').encode(), "February 2026 has 28 days"),
        (ANSWERS.replace('"12.80"', '"12.8.0"').encode(), "more than one point"),
        (ANSWERS.replace('"1257L"', '"1257Q"').encode(), "“1257Q” is not a tax code"),
        (b"a = " + b"1" * 5000, "set-up file cannot be used"),
        (b"a = " + b"[" * 50_000, "set-up file cannot be used"),
        (b'"two\\nlines" = 1', "set-up file cannot be used"),
    ],
)
def test_a_set_up_file_that_is_wrong_leaves_no_book(
    run: Run, tmp_path: Path, content: bytes | str | None, said: str
) -> None:
    (tmp_path / "words").write_text(PASSPHRASE)
    if isinstance(content, bytes):
        (tmp_path / "setup.toml").write_bytes(content)
    elif content:
        (tmp_path / "setup.toml").mkdir()
    before = sorted(tmp_path.iterdir())

    answer = run("new", "S.dpbook", "--setup", "setup.toml", "--passphrase-file", "words")

    assert_one_sentence(answer)
    assert said in answer[2]
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize(
    ("book", "words", "said"),
    [
        ("words", PASSPHRASE, "There is already something at words"),
        ("nowhere/S.dpbook", PASSPHRASE, "There is no folder nowhere"),
        ("S.dpbook", "short", "needs at least 12"),
        ("S.dpbook", "aaaaaaaaaaaaaaaa", "repeats the same few characters"),
        ("S.dpbook", "\n", "The passphrase file words is empty"),
    ],
)
def test_a_book_that_cannot_be_made_leaves_nothing(
    run: Run, tmp_path: Path, book: str, words: str, said: str
) -> None:
    (tmp_path / "setup.toml").write_text(ANSWERS)
    (tmp_path / "words").write_text(words)
    before = files_of(tmp_path)

    answer = run("new", book, "--setup", "setup.toml", "--passphrase-file", "words")

    assert_one_sentence(answer)
    assert said in answer[2]
    assert files_of(tmp_path) == before


# Import


def test_import_answers_in_the_promised_shape(run: Run, closed: Path) -> None:
    command = ("import", closed, "april.csv", "--account", ACCOUNT, "--passphrase-file", "words")

    first = run(*command, "--json")
    again = run(*command, "--json")

    assert first[0] == again[0] == 0
    shape = {
        "format": "lloyds",
        "added": 3,
        "already_there": 0,
        "not_understood": 0,
        "money_in": "1400.00",
        "money_out": "25.00",
        "closing_balance": "2375.00",
    }
    assert list(json.loads(first[1]).items()) == list(shape.items())
    assert json.loads(again[1]) == shape | {"added": 0, "already_there": 3}


def test_import_names_what_may_be_there_and_what_is_left_out(
    run: Run, closed: Path, tmp_path: Path
) -> None:
    heading = b"Date,Time,Transaction Type,Transaction Description,Amount,Currency,Balance\n"
    (tmp_path / "b.csv").write_bytes(
        heading + b"9 April 2026,09:14,Payment,SOMETHING ELSE,-12.50,GBP,\n"
        b"9 April 2026,09:15,Payment,CAFE,-3.00,EUR,\n"
    )
    into = ("--account", ACCOUNT, "--passphrase-file", "words")
    run("import", closed, "april.csv", *into)

    code, out, _err = run("import", closed, "b.csv", *into)
    answer = json.loads(run("import", closed, "b.csv", *into, "--json")[1])

    assert code == 0
    assert "1 may be there already in other words, and was not added." in out
    assert "Line 3 is left out: It is in EUR. DP Manager keeps pounds only." in out
    assert (answer["added"], answer["possibly_there"], answer["left_out"]) == (0, 1, 1)


def test_import_says_in_words_what_came_in(run: Run, closed: Path, tmp_path: Path) -> None:
    (tmp_path / "b.csv").write_bytes(
        b"Number,Date,Account,Amount,Subcategory,Memo\n"
        b",07/04/2026,20-99-99 12345678,-3.00,FT,SHOP\n"
        b",07/04/2026,20-99-99 12345678,three,FT,SHOP\n"
    )

    code, out, err = run(
        "import", closed, "b.csv", "--account", ACCOUNT, "--passphrase-file", "words"
    )

    assert (code, err) == (0, "")
    assert out.splitlines()[:3] == [
        "1 payment was added.",
        "0 were there already.",
        "The file shows £0.00 in and £3.00 out.",
    ]
    assert out.splitlines()[3].startswith("Line 3 was not understood: “three”")
    _code, out, _err = run("import", closed, "b.csv", "--account", CARD, "--json")
    assert json.loads(out)["closing_balance"] is None
    assert json.loads(out)["not_understood"] == 1


def test_import_keeps_the_file_once_and_says_when_it_is_too_large(
    run: Run, closed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    into = ("--account", ACCOUNT, "--passphrase-file", "words")
    for _time in range(2):
        run("import", closed, "april.csv", *into)
    with open_book(closed, passphrase=PASSPHRASE) as book:
        (kept,) = look_at_bank_statements(book).statements
        assert book.read_proof(kept.file.sealed_name) == (tmp_path / "april.csv").read_bytes()

    monkeypatch.setattr(keep_statement, "LARGEST_MB", 0)
    (tmp_path / "may.csv").write_bytes(lloyds([(date(2026, 5, 7), "BUS", "-3.00")], "2375.00"))
    code, out, _err = run("import", closed, "may.csv", *into)
    assert code == 0
    assert "1 payment was added." in out
    assert "The file itself is too large to be kept. Keep it yourself." in out
    answer = json.loads(run("import", closed, "may.csv", *into, "--json")[1])
    assert (answer["file_too_large"], answer["already_there"]) == (True, 1)
    with open_book(closed, passphrase=PASSPHRASE) as book:
        assert look_at_bank_statements(book).statements == (kept,)


BAD_FILES: dict[str, bytes] = {
    "empty": b"",
    "binary": bytes(range(256)) * 20,
    "picture": b"\x89PNG\r\n\x1a\n" + bytes(64),
    "PDF": b"%PDF-1.4\n%\xe2\xe3",
    "workbook": b"PK\x03\x04" + b"xl/" * 9,
    "UTF-16": "nothing of a bank".encode("utf-16"),
    "no text": b"\xff\xfe\x00",
    "web page": b"<!DOCTYPE html><p>Log in again</p>",
    "heading alone": lloyds([]),
    "other columns": b"When,What,How much\n1/4/2026,Bus,3.00\n",
    "preamble alone": b"Account name,Sam\n\n\n",
    "no line is right": APRIL.replace(b"/2026", b"/20x6"),
    "month first": APRIL.replace(b"07/04/2026", b"04/27/2026"),
    "other account": lloyds([(date(2026, 4, 7), "A", "1.00")], account="11112222"),
    "a line is missing": APRIL.replace(b"2387.50", b"2386.50"),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_bad_statement_file_leaves_the_book_byte_for_byte(
    run: Run, closed: Path, tmp_path: Path, name: str
) -> None:
    (tmp_path / "bad.csv").write_bytes(BAD_FILES[name])
    before = files_of(closed)

    answer = run(
        "import", closed, "bad.csv", "--account", ACCOUNT, "--passphrase-file", "words", "--json"
    )

    assert_one_sentence(answer)
    assert files_of(closed) == before


@pytest.mark.parametrize(
    ("file", "account", "said"),
    [
        ("none.csv", ACCOUNT, "There is no file none.csv"),
        (".", ACCOUNT, "is a folder"),
        ("Sam.dpbook", ACCOUNT, "Sam.dpbook is a folder"),
        ("april.csv", "Savings", "no account named “Savings” in this book"),
        ("april.csv", "", "no account named “”"),
    ],
)
def test_import_needs_a_file_and_an_account(
    run: Run, closed: Path, file: str, account: str, said: str
) -> None:
    before = files_of(closed)

    answer = run("import", closed, file, "--account", account, "--passphrase-file", "words")

    assert_one_sentence(answer)
    assert said in answer[2]
    assert files_of(closed) == before


# Opening the book


@pytest.mark.parametrize("command", ["check", "undo", "import", "return"])
@pytest.mark.parametrize(
    ("book", "words", "said"),
    [
        ("None.dpbook", "words", "There is no book at None.dpbook"),
        ("april.csv", "words", "There is no book at april.csv"),
        ("folder", "words", "“keys” of this book is missing or damaged"),
        ("Sam.dpbook", "wrong", "That passphrase does not open this book"),
        ("Sam.dpbook", "none", "There is no file none"),
        ("Sam.dpbook", "folder", "folder is a folder"),
        ("Sam.dpbook", "blank", "The passphrase file blank is empty"),
        ("Sam.dpbook", "latin", "latin is not text in UTF-8"),
    ],
)
def test_a_book_that_does_not_open_is_said_plainly_and_left_alone(
    run: Run, closed: Path, tmp_path: Path, command: str, book: str, words: str, said: str
) -> None:
    (tmp_path / "wrong").write_text("eight blue kettles hum")
    (tmp_path / "blank").write_text("  \n")
    (tmp_path / "latin").write_bytes(b"caf\xe9 kettles sing loud")
    (tmp_path / "folder").mkdir()
    more = {
        "import": ["april.csv", "--account", ACCOUNT],
        "return": ["--from", "1/4/2026", "--to", "30/4/2026", "--out", "r.pdf"],
    }.get(command, [])
    before = files_of(tmp_path)

    answer = run(command, book, *more, "--passphrase-file", words)

    assert_one_sentence(answer)
    assert said in answer[2]
    assert files_of(tmp_path) == before


def test_a_book_that_is_open_elsewhere_is_left_alone(run: Run, closed: Path) -> None:
    with open_book(closed, passphrase=PASSPHRASE):
        answer = run("check", closed)

    assert_one_sentence(answer)
    assert "open" in answer[2]


def test_without_the_keyring_the_passphrase_is_asked(
    run: Run, closed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def type_it(question: str) -> str:
        asked.append(question)
        return PASSPHRASE

    monkeypatch.setattr(cli, "getpass", type_it)
    assert run("check", closed)[0] == 0
    assert run("check", closed)[0] == 0
    assert asked == ["The passphrase of this book: "]  # the keyring has it from then on


def test_where_nobody_can_type_the_command_says_what_to_do(
    run: Run, closed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nobody(_question: str) -> str:
        raise EOFError

    monkeypatch.setattr(cli, "getpass", nobody)
    answer = run("check", closed)
    assert_one_sentence(answer)
    assert "--passphrase-file" in answer[2]


# Return


def test_return_makes_the_papers_and_says_the_sum(run: Run, closed: Path, tmp_path: Path) -> None:
    opened = ("--passphrase-file", "words")
    run("import", closed, "april.csv", "--account", ACCOUNT, *opened)
    command = ("return", closed, "--from", "6/4/26", "--to", "30 apr 2026", *opened)

    code, out, err = run(*command, "--out", "return.pdf", "--bundle", "bundle.pdf")

    assert (code, err) == (0, "")
    assert out.splitlines()[:2] == [
        "The return is in return.pdf.",
        "£1,000.00 + £1,400.00 in - £25.00 out = £2,375.00.",
    ]
    assert "Still missing: 3 payments have no category. Say what they were for." in out
    code, out, err = run(*command, "--out", "large.pdf", "--large-print", "--json")
    assert (code, err) == (0, "")
    answer = json.loads(out)
    assert {key: answer[key] for key in answer if key != "gaps"} == {
        "out": "large.pdf",
        "opening_balance": "1000.00",
        "money_in": "1400.00",
        "money_out": "25.00",
        "closing_balance": "2375.00",
    }
    assert len(answer["gaps"]) > 2
    pages = {}
    for name in ("return", "large", "bundle"):
        with pypdfium2.PdfDocument(tmp_path / f"{name}.pdf") as document:
            pages[name] = len(document)
            words = "\n".join(page.get_textpage().get_text_bounded() for page in document)
            assert "2,375.00" in words
    assert pages["large"] > pages["return"]


@pytest.mark.parametrize(
    ("start", "end", "out", "said"),
    [
        ("31/02/2026", "30/4/2026", "r.pdf", "February 2026 has 28 days"),
        ("29 Feb", "30/4/2026", "r.pdf", "“29 Feb” has no year"),
        ("1/4/2026", "soon", "r.pdf", "“soon” is not understood as a date"),
        ("", "30/4/2026", "r.pdf", "The date is empty"),
        ("4/30/2026", "30/4/2026", "r.pdf", "no month 30"),
        ("30/4/2026", "1/4/2026", "r.pdf", "The period ends before it starts"),
        ("1/4/2026", "7/7/2026", "r.pdf", "is still to come"),
        ("1/1/2026", "5/4/2026", "r.pdf", "Nothing was agreed with Northshire"),
        ("1/4/2026", "30/4/2026", "nowhere/r.pdf", "r.pdf could not be saved there"),
        ("1/4/2026", "30/4/2026", "Sam.dpbook", "Sam.dpbook could not be saved there"),
        ("1/4/2026", "30/4/2026", ".", "could not be saved there"),
    ],
)
def test_a_return_that_cannot_be_made_leaves_no_file(
    run: Run, closed: Path, tmp_path: Path, start: str, end: str, out: str, said: str
) -> None:
    before = files_of(tmp_path)

    answer = run(
        "return", closed, "--from", start, "--to", end, "--out", out, "--passphrase-file", "words"
    )

    assert_one_sentence(answer)
    assert said in answer[2]
    assert files_of(tmp_path) == before


def test_another_funder_must_be_in_the_book(run: Run, closed: Path) -> None:
    answer = run(
        "return", closed, "--from", "6/4/26", "--to", "7/4/26", "--out", "r.pdf",
        "--funder", "Devon", "--passphrase-file", "words",
    )  # fmt: skip

    assert_one_sentence(answer)
    assert "no funder named “Devon”" in answer[2]


def test_when_the_sums_fail_there_is_no_file(
    run: Run, closed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dataclasses import replace
    from decimal import Decimal

    from dpmanager.tasks.returns import prepare_return

    true = prepare_return.build_return
    monkeypatch.setattr(
        prepare_return,
        "build_return",
        lambda inputs: replace(true(inputs), closing=Decimal("999.99")),
    )

    answer = run(
        "return", closed, "--from", "6/4/26", "--to", "7/4/26", "--out", "r.pdf",
        "--passphrase-file", "words",
    )  # fmt: skip

    assert_one_sentence(answer)
    assert "£0.01" in answer[2]
    assert not (tmp_path / "r.pdf").exists()


# Check and undo


def test_check_says_that_the_book_is_whole(run: Run, closed: Path) -> None:
    opened = ("--passphrase-file", "words")

    assert run("check", closed, *opened) == (
        0,
        "The book is whole: the file, its links and its sums agree.\n",
        "",
    )
    code, out, _err = run("check", closed, *opened, "--json")
    assert (code, json.loads(out)) == (0, {"problems": []})


def test_check_names_what_is_wrong(run: Run, closed: Path) -> None:
    run("import", closed, "april.csv", "--account", ACCOUNT, "--passphrase-file", "words")
    with (
        open_book(closed, passphrase=PASSPHRASE) as book,
        book.task("Meddle", who="Somebody", at=NOW) as session,
    ):
        session.execute(
            text(
                "INSERT INTO split (transaction_id, amount, category, service_type, note) "
                "VALUES (1, 139900, 'dp_council', '', '')"
            )
        )

    answer = run("check", closed)

    assert_one_sentence(answer)
    assert "The parts of the payment of £1,400.00 on 7 Apr 2026 do not add up" in answer[2]
    code, out, err = run("check", closed, "--json")
    assert code == 1
    assert len(json.loads(out)["problems"]) == 1
    assert err == answer[2]


def test_check_names_a_damaged_file(run: Run, closed: Path) -> None:
    data = bytearray((closed / "book.db").read_bytes())
    data[5000:5100] = bytes(100)
    (closed / "book.db").write_bytes(data)

    answer = run("check", closed, "--passphrase-file", "words")

    assert_one_sentence(answer)
    assert "damaged" in answer[2]


def test_undo_takes_back_one_task_at_a_time(run: Run, closed: Path) -> None:
    opened = ("--passphrase-file", "words")
    run("import", closed, "april.csv", "--account", ACCOUNT, *opened)

    code, out, _err = run("undo", closed, *opened, "--json")

    assert (code, json.loads(out)) == (0, {"undone": f"Import a statement of {ACCOUNT}"})
    with open_book(closed, passphrase=PASSPHRASE) as book:
        assert all_of(book, models.Transaction) == []
        (undo,) = all_of(book, models.TaskDone, models.TaskDone.undoes.is_not(None))
        assert undo.who == WHO
    _code, out, _err = run("import", closed, "april.csv", "--account", ACCOUNT, *opened)
    assert out.startswith("3 payments were added.")
    assert run("undo", closed, *opened)[1] == f"Taken back: Import a statement of {ACCOUNT}.\n"


# Payslip


def test_payslip_answers_one_with_one_and_a_list_with_a_list(run: Run, tmp_path: Path) -> None:
    (tmp_path / "one.json").write_text(json.dumps(PAY))
    (tmp_path / "list.json").write_text(json.dumps([PAY, PAY | {"period": 2}]))
    (tmp_path / "none.json").write_text("[]")

    code, out, err = run("payslip", "one.json")

    assert (code, err) == (0, "")
    one = json.loads(out)
    # 768 - 3 x 241.91 = 42.27; 42 x 20%; (384 - 242) x 8%; (384 - 96) x 15%
    assert {key: one[key] for key in one if key != "steps"} == {
        "income_tax": "8.40",
        "tax_to_date": "8.40",
        "employee_ni": "11.36",
        "employer_ni": "43.20",
        "net_pay": "364.24",
    }
    assert list(one) == [
        "income_tax", "tax_to_date", "employee_ni", "employer_ni", "net_pay", "steps",
    ]  # fmt: skip
    assert all(set(step) == {"label", "sum", "source"} for step in one["steps"])
    answers = json.loads(run("payslip", "list.json")[1])
    assert answers[0] == one
    assert answers[1]["income_tax"] == "56.80"  # 768 - 483.82 = 284.18; 284 x 20%
    assert json.loads(run("payslip", "none.json")[1]) == []


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "This is not JSON"),
        (b"{", "This is not JSON"),
        (b"\xff\xfe", "This is not JSON"),
        (b"[" * 100_000, "This is not JSON"),
        (b'{"period": ' + b"1" * 5000 + b"}", "This is not JSON"),
        (b"7", "one JSON object"),
        (b'["a"]', "one JSON object"),
        (b"{}", "These keys are missing"),
        (json.dumps(PAY | {"nett": "1"}), 'These keys are not known: "nett"'),
        (json.dumps(PAY | {"a\nb": "1"}), "These keys are not known"),
        (json.dumps(PAY | {"gross_pay": "1,000.00"}), "gross_pay"),
        (json.dumps(PAY | {"gross_pay": "-1.00"}), "gross_pay"),
        (json.dumps(PAY | {"gross_pay": float("nan")}), "gross_pay"),
        (json.dumps(PAY | {"gross_pay": None}), "gross_pay"),
        (json.dumps(PAY | {"gross_pay": 10**4000}), "gross_pay"),
        (json.dumps(PAY | {"period": 54}), "period"),
        (json.dumps(PAY | {"period": 0}), "period"),
        (json.dumps(PAY | {"tax_code": "1257Q"}), "tax_code"),
        (json.dumps(PAY | {"ni_category": "Q"}), "ni_category"),
        (json.dumps(PAY | {"basis": "yearly"}), "basis"),
        (json.dumps(PAY | {"frequency": "daily"}), "frequency"),
        (json.dumps(PAY | {"tax_year": "2019-20"}), "tax_year"),
        (json.dumps([PAY, PAY | {"tax_year": 2026}]), "tax_year"),
    ],
)
def test_payslip_refuses_by_name(run: Run, tmp_path: Path, content: bytes | str, said: str) -> None:
    file = tmp_path / "pay.json"
    file.write_bytes(content.encode() if isinstance(content, str) else content)

    answer = run("payslip", file)

    assert_one_sentence(answer)
    assert said in answer[2]


@pytest.mark.parametrize("file", ["none.json", "."])
def test_payslip_needs_a_file(run: Run, file: str) -> None:
    assert_one_sentence(run("payslip", file))


# The demonstration, and stopping


def test_demo_prints_sentences_or_json(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from dpmanager.tasks.book import demonstrate

    asked = []

    def instead(out: Path) -> Demonstration:
        asked.append(out)
        return Demonstration({"payslips": 31}, ("31 payslips were made.", "All is well."))

    monkeypatch.setattr(demonstrate, "demonstrate", instead)

    assert run("demo") == (0, "31 payslips were made.\nAll is well.\n", "")
    code, out, _err = run("demo", "--out", "there", "--json")
    assert (code, json.loads(out)) == (0, {"payslips": 31})
    assert asked == [Path("out"), Path("there")]


def test_demo_needs_a_folder(run: Run, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    assert_one_sentence(run("demo", "--out", "taken"))


def test_stopping_by_hand_is_said(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from dpmanager.tasks.book import demonstrate

    def stopped(_out: Path) -> Demonstration:
        raise KeyboardInterrupt

    monkeypatch.setattr(demonstrate, "demonstrate", stopped)
    assert run("demo") == (1, "", "Stopped. What was saved before is safe.\n")


# The program by itself


def test_the_program_reads_pay_from_standard_input() -> None:
    code, out, err = program("payslip", "-", typed=json.dumps([PAY]), encoding="ascii")
    assert (code, err) == (0, "")
    assert [one["net_pay"] for one in json.loads(out)] == ["364.24"]

    assert_one_sentence(program("payslip", "-", typed="nonsense"))


def test_the_program_from_example_to_undo(tmp_path: Path) -> None:
    book = tmp_path / "Mine.dpbook"
    _code, example, _err = program("new", "--print-example")
    (tmp_path / "setup.toml").write_text(example)
    october = lloyds([(date(2026, 10, 2), "NORTHSHIRE £ CC", "1284.80")], before="902.11")
    (tmp_path / "october.csv").write_bytes(october)

    # no terminal: what is piped in stands for what would be typed
    typed = f"{PASSPHRASE}\n{PASSPHRASE}\n"
    code, _out, err = program("new", book, "--setup", tmp_path / "setup.toml", typed=typed)
    assert (code, err) == (0, "")
    nobody = program("check", book)
    assert_one_sentence(nobody)
    assert "--passphrase-file" in nobody[2]
    code, out, err = program(
        "import", book, tmp_path / "october.csv", "--account", "Direct payment account",
        typed=typed, encoding="ascii",
    )  # fmt: skip
    assert (code, err) == (0, "")
    assert "?1,284.80 in" in out  # a terminal without a pound sign
    (tmp_path / "words").write_text(PASSPHRASE)
    code, out, err = program("undo", book, "--passphrase-file", tmp_path / "words")
    assert (code, err) == (0, "")
    assert out == "Taken back: Import a statement of Direct payment account.\n"


def pay_into(output: Any, folder: Path) -> tuple[int, str]:
    """Works out a payslip, and prints into a file that may fail; gives exit code and stderr."""
    (folder / "pay.json").write_text(json.dumps(PAY))
    done = subprocess.run(
        [sys.executable, "-m", "dpmanager", "payslip", folder / "pay.json"],
        stdout=output,
        stderr=subprocess.PIPE,
        text=True,
        env={key: os.environ[key] for key in os.environ if key != "PYTHONUNBUFFERED"},
        check=False,
    )
    return done.returncode, done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_output_that_cannot_be_written_is_said_once(tmp_path: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        code, err = pay_into(full, tmp_path)

    assert (code, err.count("\n")) == (1, 1)
    assert "No space left on device" in err


def test_a_reader_that_has_seen_enough_is_no_fault(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)

    answer = pay_into(writing, tmp_path)

    os.close(writing)
    assert answer == (1, "")
