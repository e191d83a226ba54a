"""One payment: what it was for, in one part or several, and its receipt."""

from collections.abc import Callable
from decimal import Decimal

from dpmanager.domain.amounts import ZERO, pounds, total
from dpmanager.domain.periods import long_date
from dpmanager.errors import DPManagerError
from dpmanager.tasks.money.look_at_money import (
    PaymentSeen,
    ProofState,
    SortingChoices,
    look_at_payment,
    sorting_choices,
)
from dpmanager.tasks.money.sort_payments import Part, remove_payment, sort_payment, unsort_payment
from dpmanager.tasks.receipts.add_receipt import explain_missing_receipt
from dpmanager.ui.desk import Desk
from dpmanager.ui.pages.money_belongs import Belongs, Ways
from dpmanager.ui.pages.spending_line import AskFirst
from dpmanager.ui.widgets.fields import ChoiceField, Field, MoneyField, TextField
from dpmanager.ui.widgets.form import ErrorSummary, Form, Problem
from dpmanager.ui.widgets.page import Card, Column
from dpmanager.ui.widgets.summary import Line, Lines
from dpmanager.ui.widgets.text import beside, button, words
from dpmanager.ui.widgets.views import View
from dpmanager.words import _


class PartFields(Column):
    """What a part of a payment was for. `number` tells the parts apart, from 1."""

    def __init__(
        self,
        number: int,
        choices: SortingChoices,
        remove: Callable[["PartFields"], object],
        changed: Callable[[], object],
    ) -> None:
        super().__init__(gap=16)
        self._choices = choices
        self.heading = words(_("Part {number}").format(number=number), "heading")
        self.amount = MoneyField(
            self._named(_("Amount"), number), missing=_("Say how much this part is.")
        )
        self.category = ChoiceField(
            self._named(_("What it was for"), number),
            [("", _("Choose one")), *((each.id, each.label) for each in choices.categories)],
            missing=_("Choose what it was for."),
        )
        self.service_type = ChoiceField(
            self._named(_("Kind of support"), number),
            [("", _("None")), *choices.service_types],
        )
        self.outcome = ChoiceField(
            self._named(_("Goal in the support plan"), number),
            [("", _("None")), *((name, name) for name in choices.outcomes)],
        )
        self.worker = ChoiceField(
            self._named(_("Worker or provider"), number),
            [("", _("None")), *((name, name) for name in choices.workers)],
        )
        self.note = TextField(self._named(_("Note"), number))
        self.papers = words("", "soft")
        self.papers.hide()
        self.away = button(
            _("Take part {number} away").format(number=number), lambda: remove(self), "quiet"
        )
        self.add(self.heading)
        self.add(self.amount)
        self.add(self.category)
        self.add(self.papers)
        for field in (self.service_type, self.outcome, self.worker, self.note):
            self.add(field)
        self.add(self.away)
        self.outcome.setVisible(bool(choices.outcomes))
        self.worker.setVisible(bool(choices.workers))
        self.amount.edit.textChanged.connect(lambda _text: changed())
        self.category.on_change(self._say_papers)

    def fields(self) -> list[Field]:
        """The fields, in order."""
        return [
            self.amount, self.category, self.service_type, self.outcome, self.worker, self.note,
        ]  # fmt: skip

    def fill(self, part: Part) -> None:
        """Shows what was said of a part."""
        self.amount.set_value(abs(part.amount))
        self.category.set_value(part.category)
        self.service_type.set_value(part.service_type)
        self.outcome.set_value(part.outcome)
        self.worker.set_value(part.worker)
        self.note.set_value(part.note)
        self._say_papers()

    def show_as_one_of(self, parts: int) -> None:
        """Alone it needs neither a number nor an amount; the first part is never taken away."""
        for block in (self.heading, self.amount):
            block.setVisible(parts > 0)
        self.away.setVisible(parts > 1)

    def amount_typed(self) -> Decimal:
        """The pounds in the field; nothing where they are not understood yet."""
        try:
            return self.amount.read() or ZERO
        except DPManagerError:
            return ZERO

    def read(self, problems: list[Problem], whole: Decimal) -> Part:
        """What was filled in; faults go to `problems`. whole: the payment, pounds with its sign."""
        values = []
        for field in self.fields():
            value = None
            if not field.isHidden():
                try:
                    value = field.read()
                    field.show_error("")
                except DPManagerError as fault:
                    field.show_error(str(fault))
                    problems.append((str(fault), field.controls()[0]))
            values.append(value)
        amount, category, service_type, outcome, worker, note = values
        size = abs(whole) if self.amount.isHidden() else amount or ZERO
        return Part(
            size if whole > 0 else -size,
            category or "",
            service_type or "",
            outcome or "",
            worker or "",
            note or "",
        )

    def _named(self, label: str, number: int) -> str:
        return label if number == 1 else _("{label}, part {number}").format(
            label=label, number=number
        )  # fmt: skip

    def _say_papers(self) -> None:
        chosen = self.category.box.currentData()
        papers = [each.evidence for each in self._choices.categories if each.id == chosen]
        wanted = papers[0] if papers else ()
        self.papers.setText(
            _("Funders usually ask for: {papers}.").format(papers=", ".join(wanted))
        )
        self.papers.setVisible(bool(wanted))


class PaymentView(View):
    """The form of one payment. `see_receipts` opens the receipts for it, or one receipt.

    ask_first: opens what to ask the funder about a payment. ways: where it leads besides.
    """

    def __init__(
        self,
        desk: Desk,
        leave: Callable[[], object],
        see_receipts: Callable[[dict[str, int]], object],
        ask_first: Callable[[int], object],
        ways: Ways,
    ) -> None:
        super().__init__(desk, _("Payment"), _("Back to all payments"), leave)
        self._see_receipts = see_receipts
        self._ways = ways
        self._payment: PaymentSeen | None = None
        self._choices: SortingChoices | None = None
        self._split = False
        self.parts: list[PartFields] = []
        self.summary = ErrorSummary()
        self.more = words("", "soft")
        self.ask_first = AskFirst(desk, ask_first)
        self.paid = Card()
        self.pays = words("")
        self.paid.add(self.pays)
        self.paid.add(button(_("This is not what it paid"), self._unsort))
        self.belongs = Belongs(ways)
        self.money_back = button(_("It gives money back"), self._say_gives_back)
        self.sorting = Column(gap=18)
        self.as_before = words("", "soft")
        self.part_column = Column(gap=24)
        self.left_over = words("", "strong")
        self.split = button(_("Split into parts"), self._start_split)
        self.add_part = button(_("Add a part"), self._add_part)
        self.save = button(_("Save what it was for"), self._save, "main")
        self.remove = button(_("Remove this payment"), self._remove, "quiet")
        self.receipts = Lines(_("Receipt"))
        reason = TextField(
            _("Why there is no receipt"), missing=_("Say in a few words why there is no receipt.")
        )
        self.why = Form(reason=reason)
        self.why.entered.connect(self._explain)
        self.say_why = button(_("Say why there is no receipt"), self._open_why)
        self.keep_why = button(_("Save the reason"), self._explain)
        self.add_receipt = button(_("Add or link a receipt"), self._go_to_receipts)
        self.sorting.add(self.as_before)
        self.sorting.add(self.part_column)
        self.sorting.add(self.left_over)
        self.sorting.add(beside(self.save, self.split, self.add_part, self.money_back))
        for block in (
            self.summary,
            self.more,
            self.ask_first,
            self.belongs,
            self.paid,
            self.sorting,
            self.receipts,
            beside(self.add_receipt, self.say_why),
            self.why,
            self.keep_why,
            self.remove,
        ):
            self.add(block)

    def open(self, payment_id: int, shown: Callable[[], object]) -> None:
        """Reads a payment and shows it; `shown` is called when it is there."""

        def came(read: tuple[PaymentSeen, SortingChoices]) -> None:
            self._show(*read)
            shown()

        self._payment = None
        self.desk.look(lambda: self._read(payment_id), came)

    def refresh(self) -> None:
        """Reads the payment again; the form is filled anew only if the records have changed it."""
        if self._payment is None:
            return
        before = self._payment

        def came(read: tuple[PaymentSeen, SortingChoices]) -> None:
            if self._payment is not before:
                return
            if read[0].parts != before.parts or read[0].pays != before.pays:
                self._show(*read)
            else:
                self._payment = read[0]
                self.belongs.show_payment(read[0])
                self._show_receipts(read[0])

        self.desk.look(lambda: self._read(before.id), came, lambda _fault: self.leave())

    def _read(self, payment_id: int) -> tuple[PaymentSeen, SortingChoices]:
        payment = look_at_payment(self.desk.book, payment_id)
        return payment, sorting_choices(self.desk.book, payment.amount)

    def _show(self, payment: PaymentSeen, choices: SortingChoices) -> None:
        self._payment, self._choices = payment, choices
        self.summary.show_problems([])
        self.rename(sentence_of(payment.amount, payment.description))
        on = _("{day}, {account}.").format(day=long_date(payment.day), account=payment.account)
        if payment.cheque:
            on += " " + _("Cheque {number}.").format(number=payment.cheque)
        if payment.by_hand:
            on += " " + _("You typed it in. The bank has not shown it yet.")
        if payment.to_send_back:
            on += " " + _("{amount} of it is still to be sent back.").format(
                amount=pounds(payment.to_send_back)
            )
        self.more.setText(f"{on} {payment.in_return}".strip())
        self.pays.setText(payment.pays)
        self.paid.setVisible(bool(payment.pays))
        bought = payment.cash is not None and bool(payment.cash.bought)
        self.sorting.setVisible(not payment.pays and not bought)
        self.money_back.setText(
            _("It gives money back") if payment.amount > 0 else _("It sends money back")
        )
        came_in = payment.amount > 0 and not payment.parts
        self.money_back.setVisible(came_in or payment.may_send_back)
        self.belongs.show_payment(payment)
        said = payment.parts or payment.like_before
        self._split = len(said) > 1
        self.parts = []
        self.part_column.clear()
        for part in said or [Part(payment.amount, "")]:
            self._new_part().fill(part)
        if not payment.parts:
            self.parts[0].amount.set_value(abs(payment.amount))
        self.as_before.setVisible(payment.like_before_on is not None)
        if payment.like_before_on is not None:
            self.as_before.setText(
                _("Filled in as on {day}. Check it, then save.").format(
                    day=long_date(payment.like_before_on)
                )
            )
        self.remove.setVisible(payment.by_hand)
        self.why.hide()
        self.keep_why.hide()
        self._show_parts()
        self._show_receipts(payment)

    @property
    def payment_id(self) -> int | None:
        """The number of the payment that is shown."""
        return self._payment.id if self._payment else None

    def _say_gives_back(self) -> None:
        if self._payment is not None:
            self._ways.gives_back(self._payment)

    def _new_part(self) -> PartFields:
        assert self._choices is not None
        number = len(self.parts) + 1
        part = PartFields(number, self._choices, self._take_part_away, self._say_left_over)
        self.parts.append(part)
        self.part_column.add(part)
        return part

    def _start_split(self) -> None:
        self._split = True
        self._show_parts()
        self.parts[0].amount.edit.setFocus()
        self.parts[0].amount.edit.selectAll()

    def _add_part(self) -> None:
        left = self._left()
        part = self._new_part()
        if left > 0:
            part.amount.set_value(left)
        self._show_parts()
        part.amount.edit.setFocus()

    def _take_part_away(self, part: PartFields) -> None:
        kept = [each.read([], self._whole()) for each in self.parts if each is not part]
        self.parts = []
        self.part_column.clear()
        for each in kept:
            self._new_part().fill(each)
        self._split = len(kept) > 1
        self._show_parts()
        self.parts[-1].category.box.setFocus()

    def _show_parts(self) -> None:
        for number, part in enumerate(self.parts):
            part.show_as_one_of(len(self.parts) if self._split else 0)
            part.away.setVisible(self._split and number > 0)
        self.split.setVisible(not self._split)
        self.add_part.setVisible(self._split)
        self.left_over.setVisible(self._split)
        self._say_left_over()

    def _whole(self) -> Decimal:
        assert self._payment is not None
        return self._payment.amount

    def _left(self) -> Decimal:
        return abs(self._whole()) - total(part.amount_typed() for part in self.parts)

    def _say_left_over(self) -> None:
        left = self._left() if self._payment else ZERO
        if left > 0:
            sentence = _("{amount} is left over.").format(amount=pounds(left))
        elif left < 0:
            sentence = _("The parts are {amount} more than the payment.").format(
                amount=pounds(-left)
            )
        else:
            sentence = _("Nothing is left over.")
        self.left_over.setText(sentence)

    def _save(self) -> None:
        payment = self._payment
        if payment is None:
            return
        problems: list[Problem] = []
        parts = [part.read(problems, payment.amount) for part in self.parts]
        self.summary.show_problems(problems)
        if problems:
            return
        desk = self.desk
        self.desk.do(
            lambda: sort_payment(desk.book, payment.id, parts, who=desk.who, at=desk.now()),
            said=_("Saved what {amount} was for.").format(amount=pounds(abs(payment.amount))),
            done=lambda _none: self.leave(),
            failed=self._failed,
        )

    def _unsort(self) -> None:
        payment, desk = self._payment, self.desk
        if payment is not None:
            desk.do(
                lambda: unsort_payment(desk.book, payment.id, who=desk.who, at=desk.now()),
                said=_("Taken back. Now say what it was for."),
                failed=self._failed,
            )

    def _remove(self) -> None:
        payment, desk = self._payment, self.desk
        if payment is not None:
            desk.do(
                lambda: remove_payment(desk.book, payment.id, who=desk.who, at=desk.now()),
                said=_("The payment is removed."),
                done=lambda _none: self._gone(),
                failed=self._failed,
            )

    def _gone(self) -> None:
        self._payment = None
        self.leave()

    def _failed(self, fault: DPManagerError) -> None:
        self.summary.show_problems([(str(fault), None)])

    def _show_receipts(self, payment: PaymentSeen) -> None:
        self.ask_first.look_at(payment.id)
        lines = [
            Line(
                _("Yes"),
                proof.title,
                action=_("See it"),
                pressed=lambda number=proof.id: self._see_receipts({"proof": number}),  # type: ignore[misc]
            )
            for proof in payment.proofs
        ]
        if not lines:
            lines = [Line(*receipt_words(payment))]
        self.receipts.show_lines(lines)
        wanted = payment.amount < 0 and not payment.proofs
        self.say_why.setVisible(wanted and payment.proof is not ProofState.YES)

    def _go_to_receipts(self) -> None:
        if self._payment is not None:
            self._see_receipts({"payment": self._payment.id})

    def _open_why(self) -> None:
        assert self._payment is not None
        field = self.why.fields["reason"]
        assert isinstance(field, TextField)
        field.set_value(self._payment.no_proof_reason)
        self.why.show()
        self.keep_why.show()
        field.edit.setFocus()

    def _explain(self) -> None:
        payment, desk = self._payment, self.desk
        values = self.why.values()
        if payment is None or values is None:
            return
        reason = values["reason"]

        def saved(_none: object) -> None:
            self.why.hide()
            self.keep_why.hide()
            self.add_receipt.setFocus()

        desk.do(
            lambda: explain_missing_receipt(
                desk.book, payment.id, reason, who=desk.who, at=desk.now()
            ),
            said=_("The reason is saved."),
            done=saved,
            failed=self.why.show_fault,
        )


def sentence_of(amount: Decimal, description: str) -> str:
    """A payment in a sentence. amount: pounds, money out negative."""
    sentence = _("{amount} to {who}") if amount < 0 else _("{amount} from {who}")
    return sentence.format(amount=pounds(abs(amount)), who=description)


def receipt_words(payment: PaymentSeen) -> tuple[str, str]:
    """How a payment stands that no receipt is linked to: one word, and a sentence."""
    return {
        ProofState.YES: (_("Yes"), _("The book makes its papers itself.")),
        ProofState.MISSING: (_("Missing"), _("There is no receipt for this payment yet.")),
        ProofState.EXPLAINED: (_("Explained"), payment.no_proof_reason),
        ProofState.NOT_WANTED: (_("No need"), _("Nobody asks for a receipt for this.")),
    }[payment.proof]
