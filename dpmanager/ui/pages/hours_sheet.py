"""What is done with the timesheet of the chosen day: approve, copy, print, correct."""

from typing import TYPE_CHECKING

from dpmanager.domain.signatures import SignatureGiven, SignatureKind
from dpmanager.domain.wording import days_words
from dpmanager.tasks.hours.copy_week import CopiedWeek, copy_week
from dpmanager.tasks.hours.look_at_hours import SheetOfWeek, WeekOfHours, day_in_words
from dpmanager.tasks.hours.print_timesheet import print_timesheet
from dpmanager.tasks.hours.record_shifts import approve_timesheet, unapprove_timesheet
from dpmanager.ui.widgets.page import Column
from dpmanager.ui.widgets.signature import SignatureField
from dpmanager.ui.widgets.text import beside, button, words
from dpmanager.words import _, ngettext

if TYPE_CHECKING:
    from dpmanager.ui.pages.hours import HoursPage


class SheetActions(Column):
    """The buttons under the week; those that mean nothing for its timesheet are not shown."""

    def __init__(self, page: "HoursPage") -> None:
        super().__init__()
        self.page = page
        self._week: WeekOfHours | None = None
        self._sheet: SheetOfWeek | None = None
        self.approve = button(_("&Approve timesheet"), self._approve, "main")
        self.reopen = button(_("Reopen timesheet"), self._reopen)
        self.copy = button(_("&Copy last week"), self._copy)
        self.fill_in = button(_("Let them &fill it in"), page.let_them_fill_in)
        self.see = button(_("See &timesheet"), lambda: self._see(large=False))
        self.see_large = button(_("See it in large &print"), lambda: self._see(large=True))
        self.correct = button(_("Correct these hours"), page.copied.begin)
        self.see_changes = button(_("See what changes"), page.copied.see_changes, "main")
        self.stop = button(_("Stop correcting"), page.copied.stop)
        self.signature = SignatureField(
            _("Your signature"), name=page.desk.who, remembered=page.desk.remembered
        )
        self.how_signed = words("", "soft")
        self.sign_otherwise = button(_("Change how you sign"), self._sign_otherwise, "quiet")
        self._choosing = False
        self.signature.way.on_change(self._sign_otherwise)
        self.add(self.signature)
        self.add(
            beside(
                self.approve,
                self.reopen,
                self.copy,
                self.fill_in,
                self.see,
                self.see_large,
                self.correct,
                self.see_changes,
                self.stop,
            )
        )
        self.add(self.how_signed)
        self.add(self.sign_otherwise)

    def show_sheet(self, week: WeekOfHours, sheet: SheetOfWeek | None, *, corrected: bool) -> None:
        """Offers what can be done. corrected: the sheet's hours are being corrected."""
        self._week, self._sheet = week, sheet
        several = len(week.sheets) > 1
        for act, plain, exact in (
            (self.approve, _("&Approve timesheet"), _("&Approve timesheet of {period}")),
            (self.reopen, _("Reopen timesheet"), _("Reopen timesheet of {period}")),
            (self.correct, _("Correct these hours"), _("Correct the hours of {period}")),
        ):
            if sheet is not None:
                period = days_words(sheet.period)
                act.setText(exact.format(period=period) if several else plain)
        saved = sheet is not None and sheet.id is not None and not corrected
        self.approve.setVisible(sheet is not None and sheet.can_approve)
        self.reopen.setVisible(sheet is not None and sheet.can_reopen)
        self.copy.setVisible(week.last_week and any(day.can_change for day in week.days))
        self.fill_in.setVisible(sheet is not None and sheet.state in {"none", "draft"})
        self.see.setVisible(saved)
        self.see_large.setVisible(saved)
        paid = sheet is not None and sheet.state == "paid"
        self.correct.setVisible(paid and not corrected and week.kind == "employed")
        self.see_changes.setVisible(corrected)
        self.stop.setVisible(corrected)
        self._show_signing()

    def _show_signing(self) -> None:
        """How the approval will be signed: in a sentence, or as a choice where that is wanted."""
        way, who = self.page.desk.remembered.signs_by, self.page.desk.who
        if not self._choosing:
            self.signature.way.set_value(way)
        approves = self._sheet is not None and self._sheet.can_approve
        asks = self._choosing or way is SignatureKind.DRAWN or not who
        sentence = {
            SignatureKind.TYPED: _(
                "When you approve, your name is typed as your signature: {name}."
            ),
            SignatureKind.PAPER: _("You sign the printed timesheet in ink, as {name}."),
            SignatureKind.DRAWN: "",
        }[way]
        self.how_signed.setText(sentence.format(name=who))
        self.signature.setVisible(approves and asks)
        self.how_signed.setVisible(approves and not asks)
        self.sign_otherwise.setVisible(approves and not asks)

    def _sign_otherwise(self) -> None:
        self._choosing = True
        self._show_signing()
        self.signature.way.box.setFocus()

    def _copy(self) -> None:
        desk, week = self.page.desk, self._week
        if week is None:
            return

        def said(copied: CopiedWeek) -> str:
            if not copied.kept:
                return ngettext(
                    "Copied {count} shift from last week.",
                    "Copied {count} shifts from last week.",
                    copied.copied,
                ).format(count=copied.copied)
            return ngettext(
                "Copied {count} shift from last week. These days kept what they had: {days}.",
                "Copied {count} shifts from last week. These days kept what they had: {days}.",
                copied.copied,
            ).format(count=copied.copied, days=", ".join(day_in_words(day) for day in copied.kept))

        desk.do(
            lambda: copy_week(desk.book, week.worker, week.week.start, who=desk.who, at=desk.now()),
            said=said,
        )

    def _approve(self) -> None:
        desk, week, sheet = self.page.desk, self._week, self._sheet
        given = self._given()
        if week is None or sheet is None or given is None:
            return
        desk.do(
            lambda: approve_timesheet(
                desk.book,
                week.worker,
                sheet.period.start,
                signature=given,
                who=desk.who,
                at=desk.now(),
            ),
            said=_("The timesheet of {worker} is approved: {period}.").format(
                worker=week.worker, period=days_words(sheet.period)
            ),
            done=lambda _period: self._signed(given),
        )
        self.page.table.setFocus()

    def _given(self) -> SignatureGiven | None:
        """The signature; None while it cannot be taken, which is said beside it."""
        if self.signature.isHidden():
            return SignatureGiven(self.page.desk.remembered.signs_by, self.page.desk.who)
        return self.signature.read_or_none()

    def _signed(self, given: SignatureGiven) -> None:
        """Each timesheet is signed anew, in the way that was taken last."""
        self._choosing = False
        self.signature.keep_way(given)
        self.signature.drawing.show_strokes(())

    def _reopen(self) -> None:
        desk, week, sheet = self.page.desk, self._week, self._sheet
        if week is None or sheet is None:
            return
        desk.do(
            lambda: unapprove_timesheet(
                desk.book, week.worker, sheet.period.start, who=desk.who, at=desk.now()
            ),
            said=_("The timesheet of {worker} is open again: {period}.").format(
                worker=week.worker, period=days_words(sheet.period)
            ),
        )
        self.page.table.setFocus()

    def _see(self, *, large: bool) -> None:
        week, sheet = self._week, self._sheet
        if week is None or sheet is None or sheet.id is None:
            return
        page, number = self.page, sheet.id
        book = page.desk.book
        title = _("Timesheet of {worker}, {period}").format(
            worker=week.worker, period=days_words(sheet.period)
        )

        def show(pdf: bytes) -> None:
            page.go.emit(
                "preview",
                {
                    "title": title,
                    "pdf": pdf,
                    "file_name": "timesheet.pdf",
                    "back": page.place,
                    "back_with": {"worker": week.worker, "day": week.week.start},
                },
            )

        page.desk.look(lambda: print_timesheet(book, number, large_print=large), show)
