"""The command line: the tasks of the program without a screen, and the way to the window.

Exit codes: 0 done; 1 the task could not be done, with one plain sentence on stderr; 2 wrong usage.
"""

import argparse
import io
import json
import os
import sys
import warnings
from collections.abc import Callable, Sequence
from datetime import datetime
from getpass import GetPassWarning, getpass
from pathlib import Path
from typing import Any

from dpmanager import __version__
from dpmanager.domain.amounts import plain, pounds
from dpmanager.domain.reading import read_date, tidied
from dpmanager.errors import DPManagerError
from dpmanager.words import _, ngettext

Command = Callable[[argparse.Namespace], None]


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; gives its exit code."""
    _have_something_to_print_to()
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # not every terminal has a £
    asked = _parser().parse_args(arguments)
    try:
        asked.command(asked)
        sys.stdout.flush()
    except DPManagerError as fault:
        return _say_why(str(fault))
    except KeyboardInterrupt:
        return _say_why(_("Stopped. What was saved before is safe."))
    except OSError as fault:
        _let_go_of_output_that_fails()
        if isinstance(fault, BrokenPipeError):  # the reader of the output has seen enough
            return 1
        return _say_why(
            _("The disk or a file could not be used: {reason}. Your records are safe.").format(
                reason=fault.strerror or fault
            )
        )
    return 0


def _have_something_to_print_to() -> None:
    """A program that Windows starts without a terminal has neither output: None stands there."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, io.TextIOWrapper(io.FileIO(os.devnull, "w"), encoding="utf-8"))


def _say_why(sentence: str) -> int:
    """Prints why the task could not be done, as one line; gives its exit code."""
    print(tidied(sentence), file=sys.stderr)
    return 1


def _let_go_of_output_that_fails() -> None:
    try:
        sys.stdout.flush()
    except OSError:  # Python would try once more at its end, and say so in its own words
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="dpmanager",
        allow_abbrev=False,  # else `--passphrase` would be taken for `--passphrase-file`
        description=_("Keeps one person's direct payment in order, from the command line."),
    )
    parser.add_argument("--version", action="version", version=f"DP Manager {__version__}")
    commands = parser.add_subparsers(required=True, metavar=_("COMMAND"))

    window: argparse.ArgumentParser = commands.add_parser(
        "open", help=_("open the window"), description=_("open the window"), allow_abbrev=False
    )
    window.set_defaults(command=_window)
    window.add_argument("book", type=Path, nargs="?", metavar="BOOK")

    reading = commands.add_parser("read-receipts", allow_abbrev=False)  # of the window, not shown
    reading.set_defaults(command=_read_receipts)

    new = _command(commands, "new", _new, _("make a new book from a set-up file"))
    new.add_argument("book", type=Path, nargs="?", metavar="BOOK")
    new.add_argument("--setup", type=Path, metavar="FILE", help=_("the answers, in TOML"))
    new.add_argument(
        "--print-example", action="store_true", help=_("print a set-up file that works as it is")
    )
    _passphrase_option(new)

    demo = _command(commands, "demo", _demo, _("do the whole job for a made-up household"))
    demo.add_argument("--out", type=Path, default=Path("out"), metavar="DIR")

    payslip = _command(commands, "payslip", _payslip, _("work out pay from figures in JSON"))
    payslip.add_argument("file", metavar="FILE", help=_("a JSON file, or - for standard input"))

    cost = _command(commands, "cost", _cost, _("work out what support costs, from figures in JSON"))
    cost.add_argument("file", metavar="FILE", help=_("a JSON file, or - for standard input"))
    cost.formatter_class = argparse.RawDescriptionHelpFormatter
    cost.epilog = _cost_keys()

    importing = _command(commands, "import", _import, _("read a bank statement file in"))
    _book_argument(importing)
    importing.add_argument("file", type=Path, metavar="FILE")
    importing.add_argument("--account", required=True, metavar="NAME")

    returning = _command(commands, "return", _return, _("make the return for a funder"))
    _book_argument(returning)
    returning.add_argument("--from", dest="start", required=True, metavar="DAY")
    returning.add_argument("--to", dest="end", required=True, metavar="DAY")
    returning.add_argument("--out", type=Path, required=True, metavar="FILE")
    returning.add_argument(
        "--bundle", type=Path, metavar="FILE", help=_("also one PDF with all the evidence")
    )
    returning.add_argument("--funder", metavar="NAME", help=_("where the book has more than one"))
    returning.add_argument("--large-print", action="store_true")

    funder = _command(commands, "funder", _funder, _("check a funder's file, and try it"))
    funder.add_argument("file", type=Path, metavar="FILE")
    funder.add_argument(
        "--out",
        type=Path,
        default=Path(),
        metavar="DIR",
        help=_("where the return of a made-up household is saved"),
    )
    funder.add_argument("--large-print", action="store_true")

    export = _command(commands, "export", _export, _("write all records as open files"))
    _book_argument(export)
    export.add_argument(
        "--out", type=Path, required=True, metavar="DIR", help=_("the new folder to write")
    )
    export.add_argument("--from", dest="start", metavar="DAY", help=_("with --to: a period alone"))
    export.add_argument("--to", dest="end", metavar="DAY")
    export.add_argument("--zip", action="store_true", help=_("write one zip file instead"))

    reading_in = _command(
        commands, "read-export", _read_export, _("make a new book from exported records")
    )
    reading_in.add_argument("folder", type=Path, metavar="FOLDER")
    reading_in.add_argument("book", type=Path, metavar="NEWBOOK")
    _passphrase_option(reading_in)

    check = _command(commands, "check", _check, _("check the file, the links and the sums"))
    _book_argument(check)

    repair = _command(commands, "repair", _repair, _("save what can be read of a damaged book"))
    _book_argument(repair)
    repair.add_argument(
        "--out", type=Path, required=True, metavar="NEWBOOK", help=_("the new book to make")
    )

    undo = _command(commands, "undo", _undo, _("take back the last thing that was saved"))
    _book_argument(undo)
    return parser


def _command(commands: Any, name: str, command: Command, purpose: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(
        name, help=purpose, description=purpose, allow_abbrev=False
    )
    parser.set_defaults(command=command, parser=parser)
    parser.add_argument("--json", action="store_true", help=_("print the result for programs"))
    return parser


def _book_argument(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("book", type=Path, metavar="BOOK")
    _passphrase_option(parser)


def _passphrase_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--passphrase-file",
        type=Path,
        metavar="FILE",
        help=_("read the passphrase from the first line of a file"),
    )


def _tell(asked: argparse.Namespace, result: dict[str, Any], *sentences: str) -> None:
    if asked.json:
        print(json.dumps(result, indent=2))
    else:
        print("\n".join(sentences))


def _now() -> datetime:
    return datetime.now().astimezone()


def _passphrase_from_file(path: Path) -> str:
    lines = _read_text(path).splitlines()
    if not lines or not lines[0].strip():
        raise DPManagerError(_("The passphrase file {name} is empty.").format(name=path.name))
    return lines[0]


def _read_text(path: Path) -> str:
    from dpmanager.importers.files import read_file

    try:
        return read_file(path, limit_mb=1).decode("utf-8-sig")
    except UnicodeDecodeError as fault:  # a letter that is guessed would be wrong for good
        raise DPManagerError(
            _("{name} is not text in UTF-8. Save it again as UTF-8, and try again.").format(
                name=path.name
            )
        ) from fault


def _ask_passphrase(question: str) -> str:
    try:
        with warnings.catch_warnings(action="error", category=GetPassWarning):
            return getpass(question + " ")
    except GetPassWarning:  # there is no terminal that could hide what is typed
        typed = sys.stdin.readline()
    except EOFError:
        typed = ""
    if not typed:
        raise DPManagerError(
            _("No passphrase was typed. Use --passphrase-file where nobody can type.")
        )
    return typed.rstrip("\r\n")


def _open(asked: argparse.Namespace) -> Any:
    from dpmanager.records.book import PassphraseNeeded, open_book

    if asked.passphrase_file:
        return open_book(asked.book, passphrase=_passphrase_from_file(asked.passphrase_file))
    try:
        return open_book(asked.book)
    except PassphraseNeeded:
        return open_book(asked.book, passphrase=_ask_passphrase(_("The passphrase of this book:")))


def _window(asked: argparse.Namespace) -> None:
    from dpmanager.ui.plain_message import cannot_start, show_message

    try:
        from dpmanager.ui.app import run

        run([str(asked.book)] if asked.book else [])
    except Exception as fault:  # there is no window that could show it
        show_message(str(fault) if isinstance(fault, DPManagerError) else cannot_start(fault))
        raise SystemExit(1) from fault


def _read_receipts(_asked: argparse.Namespace) -> None:
    from dpmanager.importers.read_receipts import serve

    serve()


def _new(asked: argparse.Namespace) -> None:
    from dpmanager.tasks.book.answers import read_answers
    from dpmanager.tasks.book.set_up import example_answers, new_book

    if asked.print_example:
        print(example_answers(), end="")
        return
    if asked.book is None or asked.setup is None:
        asked.parser.error(_("name the book and its set-up file: new BOOK --setup FILE"))
    answers = read_answers(_read_text(asked.setup))
    new_book(asked.book, _new_passphrase(asked), answers, at=_now()).close()
    _tell(
        asked,
        {"book": str(asked.book), "recipient": answers.recipient.name},
        _("The book {book} is ready.").format(book=asked.book),
        _("Keep the passphrase safe: without it nobody can open the book on another computer."),
    )


def _new_passphrase(asked: argparse.Namespace) -> str:
    if asked.passphrase_file:
        return _passphrase_from_file(asked.passphrase_file)
    first = _ask_passphrase(_("Choose a passphrase for this book:"))
    if first != _ask_passphrase(_("Type it once more:")):
        raise DPManagerError(_("The two passphrases differ. No book was made. Try again."))
    return first


def _demo(asked: argparse.Namespace) -> None:
    from dpmanager.tasks.book.demonstrate import demonstrate

    result = demonstrate(asked.out)
    _tell(asked, result.figures, *result.sentences)


def _payslip(asked: argparse.Namespace) -> None:
    from dpmanager.tasks.pay.work_out_payslip import work_out_payslip

    _answer_in_json(asked.file, work_out_payslip)


def _cost(asked: argparse.Namespace) -> None:
    from dpmanager.tasks.budget.what_would_it_cost import what_would_it_cost

    _answer_in_json(asked.file, what_would_it_cost)


def _cost_keys() -> str:
    return _(
        """what the JSON object holds (a list of them is answered with a list):
  "question"              "cost": what the hours cost in a year
                          "hours": the hours a week that the money pays for
                          "wage": the highest wage an hour that the money pays for
  "tax_year"              such as "2026-27"
  "hourly_rate"           the wage for an hour, for "cost" and "hours"
  "weekly_hours"          for "cost" and "wage"
  "weekly_money"          for "hours" and "wage"; a year has 52 times as much
and it may hold:
  "assistants"            how many share the hours evenly; 1
  "cover"                 of their holidays: "assistant", "agency" or "none"; "assistant"
  "agency_rate"           what an hour of the agency costs, for cover by one
  "employment_allowance"  whether it is claimed; true
  "pension_joined"        true: all are in a pension; false: none; null: where pay makes it due
  "fixed_costs"           a year, such as insurance and payroll; "0.00"
  "reserve"               set aside in a year; "0.00"
Amounts are pounds, in quotes: "12.71"."""
    )


def _answer_in_json(file: str, answer: Callable[[Any], Any]) -> None:
    """Answers one JSON request with one answer, and a list with a list."""
    from dpmanager.importers.files import read_file

    raw = sys.stdin.buffer.read() if file == "-" else read_file(Path(file), limit_mb=50)
    try:
        request = json.loads(raw.decode("utf-8-sig"), parse_float=str)
    except (ValueError, RecursionError) as fault:  # text or JSON that is wrong is a ValueError
        raise DPManagerError(_("This is not JSON: {fault}.").format(fault=fault)) from fault
    answers = [answer(one) for one in request] if isinstance(request, list) else answer(request)
    print(json.dumps(answers, indent=2))


def _import(asked: argparse.Namespace) -> None:
    from dpmanager.importers.files import read_file
    from dpmanager.tasks.money.import_safely import import_safely
    from dpmanager.tasks.people.arrangement import manager_name

    data = read_file(asked.file, limit_mb=50)
    with _open(asked) as book:
        done = import_safely(book, asked.account, data, who=manager_name(book), at=_now())
    closing = done.closing_balance
    sentences = [
        ngettext("{count} payment was added.", "{count} payments were added.", done.added).format(
            count=done.added
        ),
        ngettext(
            "{count} was there already.", "{count} were there already.", done.already_there
        ).format(count=done.already_there),
        _("The file shows {money_in} in and {money_out} out.").format(
            money_in=pounds(done.money_in), money_out=pounds(done.money_out)
        ),
    ]
    if closing is not None:
        sentences.append(_("Its last balance is {balance}.").format(balance=pounds(closing)))
    if done.too_large:
        sentences.append(_("The file itself is too large to be kept. Keep it yourself."))
    if done.possibly:
        sentences.append(
            ngettext(
                "{count} may be there already in other words, and was not added. Look at it on "
                "the page Money.",
                "{count} may be there already in other words, and were not added. Look at them on "
                "the page Money.",
                len(done.possibly),
            ).format(count=len(done.possibly))
        )
    sentences += [
        _("Line {number} is left out: {why}").format(number=line.line_number, why=line.why)
        for line in done.left_out
    ]
    sentences += [
        _("Line {number} was not understood: {why}").format(number=line.line_number, why=line.why)
        for line in done.not_understood
    ]
    _tell(
        asked,
        {
            "format": done.format,
            "added": done.added,
            "already_there": done.already_there,
            "not_understood": len(done.not_understood),
            "money_in": plain(done.money_in),
            "money_out": plain(done.money_out),
            "closing_balance": None if closing is None else plain(closing),
            **({"possibly_there": len(done.possibly)} if done.possibly else {}),
            **({"left_out": len(done.left_out)} if done.left_out else {}),
            **({"file_too_large": True} if done.too_large else {}),
        },
        *sentences,
    )


def _return(asked: argparse.Namespace) -> None:
    from dpmanager.domain.periods import Period
    from dpmanager.tasks.returns.prepare_return import export_return
    from dpmanager.tasks.saving import save_file

    period = Period(read_date(asked.start), read_date(asked.end))
    with _open(asked) as book:
        made = export_return(
            book,
            period,
            funder=asked.funder,
            today=_now().date(),
            large_print=asked.large_print,
            with_bundle=asked.bundle is not None,
        )
    save_file(asked.out, made.pdf)
    if asked.bundle:
        save_file(asked.bundle, made.bundle)
    answer = made.funder_return
    _tell(
        asked,
        {
            "out": str(asked.out),
            "opening_balance": plain(answer.opening),
            "money_in": plain(answer.money_in),
            "money_out": plain(answer.money_out),
            "closing_balance": plain(answer.closing),
            "gaps": [gap.what for gap in answer.gaps],
        },
        _("The return is in {file}.").format(file=asked.out),
        _("{opening} + {money_in} in - {money_out} out = {closing}.").format(
            opening=pounds(answer.opening),
            money_in=pounds(answer.money_in),
            money_out=pounds(answer.money_out),
            closing=pounds(answer.closing),
        ),
        *(_("Still missing: {gap}").format(gap=gap.what) for gap in answer.gaps),
    )


def _funder(asked: argparse.Namespace) -> None:
    from dpmanager.tasks.returns.check_funder import FunderFileFaults, try_funder
    from dpmanager.tasks.saving import save_file

    try:
        tried = try_funder(asked.file, _now().date(), large_print=asked.large_print)
    except FunderFileFaults as fault:
        if asked.json:
            print(json.dumps({"faults": fault.sentences}, indent=2))
        raise
    asked.out.mkdir(parents=True, exist_ok=True)
    out = asked.out / f"{tried.rules.id}.pdf"
    save_file(out, tried.pdf)
    answer = tried.funder_return
    _tell(
        asked,
        {
            "out": str(out),
            "funder": tried.rules.name,
            "says": tried.sentences,
            "opening_balance": plain(answer.opening),
            "money_in": plain(answer.money_in),
            "money_out": plain(answer.money_out),
            "closing_balance": plain(answer.closing),
        },
        _("{file} is in order. It says of {funder}:").format(
            file=asked.file.name, funder=tried.rules.name
        ),
        *tried.sentences,
        _("The return of a made-up household is in {file}.").format(file=out),
        _("{opening} + {money_in} in - {money_out} out = {closing}.").format(
            opening=pounds(answer.opening),
            money_in=pounds(answer.money_in),
            money_out=pounds(answer.money_out),
            closing=pounds(answer.closing),
        ),
    )


def _export(asked: argparse.Namespace) -> None:
    from dpmanager.domain.periods import Period
    from dpmanager.tasks.book.export_everything import export_everything

    if bool(asked.start) != bool(asked.end):
        asked.parser.error(_("name both days of the period: --from DAY --to DAY"))
    period = Period(read_date(asked.start), read_date(asked.end)) if asked.start else None
    target = asked.out
    if asked.zip and target.suffix != ".zip":
        target = target.with_name(f"{target.name}.zip")
    with _open(asked) as book:
        done = export_everything(book, target, at=_now(), period=period, as_zip=asked.zip)
    damaged = ", ".join(map(str, done.damaged))
    _tell(
        asked,
        {
            "out": str(done.place),
            "records": done.records,
            "receipts": done.receipts,
            "damaged_receipts": list(done.damaged),
        },
        _("The records are in {place}.").format(place=done.place),
        ngettext("It holds {count} record.", "It holds {count} records.", done.records).format(
            count=done.records
        ),
        _("Nothing there is locked: anybody who has it can read it."),
        *(
            [_("Receipts that could not be read: {numbers}.").format(numbers=damaged)]
            if damaged
            else []
        ),
    )


def _read_export(asked: argparse.Namespace) -> None:
    from dpmanager.tasks.book.read_everything import look_at_export, read_everything

    seen = look_at_export(asked.folder)  # before a passphrase is asked for
    done = read_everything(asked.folder, asked.book, _new_passphrase(asked), at=_now())
    done.book.close()
    _tell(
        asked,
        {
            "book": str(asked.book),
            "records": seen.records,
            "receipts": seen.receipts,
            "problems": list(done.problems),
        },
        _("The book {book} is ready.").format(book=asked.book),
        _("Keep the passphrase safe: without it nobody can open the book on another computer."),
        *done.problems,
    )


def _check(asked: argparse.Namespace) -> None:
    from dpmanager.tasks.book.check_book import check_book

    with _open(asked) as book:
        problems = check_book(book)
    if problems:
        if asked.json:
            print(json.dumps({"problems": problems}, indent=2))
        raise DPManagerError(
            _("The book has a problem. {problems}").format(problems=" ".join(problems))
        )
    _tell(asked, {"problems": []}, _("The book is whole: the file, its links and its sums agree."))


def _repair(asked: argparse.Namespace) -> None:
    from dpmanager.records.book import PassphraseNeeded
    from dpmanager.tasks.book.repair import repair

    passphrase = _passphrase_from_file(asked.passphrase_file) if asked.passphrase_file else None
    try:
        done = repair(asked.book, asked.out, passphrase, at=_now())
    except PassphraseNeeded:
        typed = _ask_passphrase(_("The passphrase of this book:"))
        done = repair(asked.book, asked.out, typed, at=_now())
    _tell(
        asked,
        {
            "book": str(asked.out),
            "records": done.salvaged.rows,
            "from_history": dict(done.salvaged.from_history),
            "lost": dict(done.salvaged.lost),
            "unlinked": dict(done.salvaged.unlinked),
            "history_lost": done.salvaged.history_lost,
            "damaged_receipts": list(done.salvaged.proofs),
            "problems": list(done.problems),
        },
        *done.sentences,
        *done.problems,
    )


def _undo(asked: argparse.Namespace) -> None:
    from dpmanager.tasks.people.arrangement import manager_name

    with _open(asked) as book:
        name = book.undo(who=manager_name(book), at=_now())
    _tell(asked, {"undone": name}, _("Taken back: {task}.").format(task=name))


if __name__ == "__main__":
    sys.exit(main())
