"""Does the whole job for the made-up household, and leaves its papers in a folder."""

from dataclasses import dataclass
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

from sqlalchemy import select

from dpmanager.domain.amounts import plain, pounds
from dpmanager.domain.periods import long_date
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.book import made_up_household as household
from dpmanager.tasks.book.check_book import check_book
from dpmanager.tasks.book.live_the_half_year import StatementFiles, live_the_half_year
from dpmanager.tasks.book.set_up import new_book
from dpmanager.tasks.hours.print_timesheet import print_timesheet
from dpmanager.tasks.pay.payslips import print_payslip
from dpmanager.tasks.returns.prepare_return import PreparedReturn, export_return
from dpmanager.tasks.saving import save_file
from dpmanager.words import _, ngettext

PASSPHRASE = "orchard teapot lantern gravel"


@dataclass(frozen=True, slots=True)
class Demonstration:
    """What was done: as figures for programs, and in sentences."""

    figures: dict[str, Any]
    sentences: tuple[str, ...]


def demonstrate(out: Path) -> Demonstration:
    """Makes the household's book in `out`, does its 26 weeks, and saves every paper beside it.

    Raises DPManagerError when the folder holds a book of that name already.
    """
    out.mkdir(parents=True, exist_ok=True)
    folder = out / "Margaret.dpbook"
    if folder.exists():
        raise DPManagerError(
            _("There is a book in {folder} already. Choose an empty folder.").format(folder=out)
        )
    started = datetime.combine(household.FIRST_DAY, time(9), UTC)
    with new_book(folder, PASSPHRASE, household.answers(), at=started) as book:
        save_file(out / "passphrase.txt", f"{PASSPHRASE}\n".encode())
        files = live_the_half_year(book)
        _save_statements(out, files)
        slips, sheets = _save_pay_papers(book, out)
        made = _save_return(book, out)
        problems = check_book(book)
    return _sum_up(out, made, files, slips, sheets, problems)


def _save_statements(out: Path, files: StatementFiles) -> None:
    folder = out / "statements"
    folder.mkdir(exist_ok=True)
    save_file(folder / "old account (Starling).csv", files.starling)
    save_file(folder / "direct payment account (Lloyds).csv", files.lloyds)


def _save_pay_papers(book: Book, out: Path) -> tuple[int, int]:
    with book.reading() as session:
        slips = session.execute(
            select(models.Payslip.id, models.Payslip.pay_date, models.Worker.name)
            .join(models.Worker)
            .order_by(models.Payslip.pay_date)
        ).all()
        sheets = session.execute(
            select(models.Timesheet.id, models.Timesheet.start, models.Worker.name)
            .join(models.Worker)
            .order_by(models.Timesheet.start)
        ).all()
    for name in ("payslips", "timesheets"):
        (out / name).mkdir(exist_ok=True)
    for slip_id, day, worker in slips:
        save_file(out / "payslips" / f"{day} {worker}.pdf", print_payslip(book, slip_id))
    for sheet_id, day, worker in sheets:
        save_file(out / "timesheets" / f"{day} {worker}.pdf", print_timesheet(book, sheet_id))
    return len(slips), len(sheets)


def _save_return(book: Book, out: Path) -> PreparedReturn:
    for large_print, suffix in ((True, " (large print)"), (False, "")):
        made = export_return(
            book,
            household.QUARTER,
            today=household.RETURN_MADE,
            large_print=large_print,
            with_bundle=not large_print,
        )
        save_file(out / f"return{suffix}.pdf", made.pdf)
    save_file(out / "evidence bundle.pdf", made.bundle)
    return made


def _sum_up(
    out: Path,
    made: PreparedReturn,
    files: StatementFiles,
    slips: int,
    sheets: int,
    problems: list[str],
) -> Demonstration:
    answer = made.funder_return
    figures = {
        "out": str(out),
        "payslips": slips,
        "timesheets": sheets,
        "payments": len(answer.lines),
        "proofs": len(answer.proofs),
        "opening_balance": plain(answer.opening),
        "money_in": plain(answer.money_in),
        "money_out": plain(answer.money_out),
        "closing_balance": plain(answer.closing),
        "statement_balance": plain(files.closing),
        "set_aside": plain(answer.closing - answer.free_balance),
        "gaps": [gap.what for gap in answer.gaps],
        "problems": problems,
    }
    sentences = (
        _("The papers of a made-up household are in {folder}.").format(folder=out),
        ngettext("{count} payslip was made.", "{count} payslips were made.", slips).format(
            count=slips
        ),
        ngettext(
            "{count} timesheet was printed.", "{count} timesheets were printed.", sheets
        ).format(count=sheets),
        _("The return is for {start} to {end}:").format(
            start=long_date(answer.period.start), end=long_date(answer.period.end)
        ),
        _("{opening} + {money_in} in - {money_out} out = {closing}.").format(
            opening=pounds(answer.opening),
            money_in=pounds(answer.money_in),
            money_out=pounds(answer.money_out),
            closing=pounds(answer.closing),
        ),
        _("The last line of the bank statement says {balance}.").format(
            balance=pounds(files.closing)
        ),
        *(_("Still missing: {gap}").format(gap=gap.what) for gap in answer.gaps),
        *problems,
    )
    return Demonstration(figures, sentences)
