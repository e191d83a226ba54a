"""The form of something that somebody bought with their own money, or with cash."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from dpmanager.domain.amounts import pounds
from dpmanager.tasks.money.look_at_money import SortingChoices, pocket_choices
from dpmanager.tasks.money.pocket import (
    PocketAnswer,
    PocketSeen,
    add_pocket_payment,
    change_pocket_payment,
    remove_pocket_payment,
)
from dpmanager.ui.desk import Desk
from dpmanager.ui.widgets.fields import ChoiceField, DateField, MoneyField, TextField
from dpmanager.ui.widgets.files import ask_for_files
from dpmanager.ui.widgets.form import Form
from dpmanager.ui.widgets.page import Card
from dpmanager.ui.widgets.text import beside, button, words
from dpmanager.ui.widgets.views import View
from dpmanager.words import _


class PocketForm(View):
    """Says what was bought. `leave` is called when it is saved."""

    def __init__(self, desk: Desk, leave: Callable[[], object]) -> None:
        super().__init__(desk, _("Paid from your own money"), _("Back without saving"), leave)
        self._cash_id: int | None = None
        self._seen: PocketSeen | None = None
        self.paper: Path | None = None
        self.intro = words("", "soft")
        self.paid_by = TextField(_("Whose money it was"), missing=_("Say whose money it was."))
        self.payee = TextField(_("Who was paid"), missing=_("Say who was paid."))
        self.amount = MoneyField(_("Amount"), missing=_("Type the pounds and pence."))
        self.day = DateField(_("Date"), missing=_("Type the day, month and year."))
        self.category = ChoiceField(_("What it was for"), [], missing=_("Choose what it was for."))
        self.service_type = ChoiceField(_("Kind of support"), [])
        self.outcome = ChoiceField(_("Goal in the support plan"), [])
        self.note = TextField(_("Note"))
        self.form = Form(
            paid_by=self.paid_by,
            payee=self.payee,
            amount=self.amount,
            day=self.day,
            category=self.category,
            service_type=self.service_type,
            outcome=self.outcome,
            note=self.note,
        )
        self.form.entered.connect(self._save)
        card = Card(_("The receipt"))
        self.paper_words = words("")
        card.add(self.paper_words)
        card.add(beside(button(_("Choose a photo or PDF"), self._choose)))
        self.remove = button(_("Remove this"), self._remove, "quiet")
        for block in (
            self.intro,
            self.form,
            card,
            beside(button(_("Save this"), self._save, "main"), self.remove),
        ):
            self.add(block)

    def open_own(self, name: str, seen: PocketSeen | None, shown: Callable[[], object]) -> None:
        """Shows the form for somebody's own money; name: the one that is filled in at first."""
        self._cash_id = None
        self.intro.setText(_("It is owed back from the account until a payment pays it back."))
        self.paid_by.show()
        self._open(_("Paid from your own money"), seen, self.desk.today(), name, shown)

    def open_cash(
        self,
        cash_id: int,
        day: date,
        left: Decimal,
        seen: PocketSeen | None,
        shown: Callable[[], object],
    ) -> None:
        """Shows the form for cash. left: pounds that are not accounted for; day: of taking it."""
        self._cash_id = cash_id
        self.intro.setText(
            _("{amount} of this cash is not accounted for yet.").format(amount=pounds(left))
        )
        self.paid_by.hide()
        self._open(_("What the cash bought"), seen, day, "", shown)

    def take_file(self, paper: Path) -> None:
        """Keeps a file until the form is saved."""
        self.paper = paper
        self._say_paper()

    def _open(
        self,
        title: str,
        seen: PocketSeen | None,
        day: date,
        name: str,
        shown: Callable[[], object],
    ) -> None:
        self.title = title
        self._seen = seen
        self.paper = None
        book = self.desk.book

        def came(choices: SortingChoices) -> None:
            self._offer(choices)
            self._fill(seen.answer if seen else None, day, name)
            shown()

        self.desk.look(lambda: pocket_choices(book), came)

    def _offer(self, choices: SortingChoices) -> None:
        self.category.set_choices(
            [("", _("Choose one")), *((each.id, each.label) for each in choices.categories)]
        )
        self.service_type.set_choices([("", _("None")), *choices.service_types])
        self.outcome.set_choices([("", _("None")), *_same(choices.outcomes)])
        self.outcome.setVisible(bool(choices.outcomes))

    def _fill(self, answer: PocketAnswer | None, day: date, name: str) -> None:
        self.paid_by.set_value(answer.paid_by if answer else name)
        self.payee.set_value(answer.payee if answer else "")
        self.amount.set_value(answer.amount if answer else None)
        self.day.set_value(answer.day if answer else day)
        self.category.set_value(answer.category if answer else "")
        self.service_type.set_value(answer.service_type if answer else "")
        self.outcome.set_value(answer.outcome if answer else "")
        self.note.set_value(answer.note if answer else "")
        self.form.summary.show_problems([])
        for field in self.form.fields.values():
            field.show_error("")
        self.remove.setVisible(answer is not None)
        self._say_paper()

    def _say_paper(self) -> None:
        if self.paper is not None:
            says = _("{file} is kept when you save this.").format(file=self.paper.name)
        elif self._seen is not None and self._seen.has_receipt:
            says = _("Its receipt is in the book.")
        else:
            says = _("No receipt is chosen.")
        self.paper_words.setText(says)

    def _choose(self) -> None:
        kinds = _("Photos and PDF files") + " (*.jpg *.jpeg *.png *.heic *.heif *.pdf)"
        for paper in ask_for_files(self, self.desk.remembered, _("Choose the receipt"), kinds):
            self.take_file(paper)

    def _save(self) -> None:
        values = self.form.values()
        if values is None:
            return
        answer = PocketAnswer(
            values["day"],
            values["payee"],
            values["amount"],
            values["category"],
            values.get("paid_by") or "",
            values["service_type"] or "",
            values.get("outcome") or "",
            values["note"] or "",
        )
        desk, seen, cash_id, paper = self.desk, self._seen, self._cash_id, self.paper

        def task() -> None:
            done: dict[str, Any] = {"who": desk.who, "at": desk.now()}
            if seen is None:
                add_pocket_payment(desk.book, answer, cash_id=cash_id, paper=paper, **done)
            else:
                change_pocket_payment(desk.book, seen.id, answer, paper=paper, **done)

        desk.do(
            task,
            said=_("{payee}, {amount}, is saved.").format(
                payee=answer.payee, amount=pounds(answer.amount)
            ),
            done=lambda _none: self.leave(),
            failed=self.form.show_fault,
        )

    def _remove(self) -> None:
        desk, seen = self.desk, self._seen
        if seen is not None:
            desk.do(
                lambda: remove_pocket_payment(desk.book, seen.id, who=desk.who, at=desk.now()),
                said=_("It is removed."),
                done=lambda _none: self.leave(),
                failed=self.form.show_fault,
            )


def _same(names: Sequence[str]) -> list[tuple[str, str]]:
    return [(name, name) for name in names]
