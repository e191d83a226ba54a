"""Puts what was read on a receipt into its form, marked as read, for the person to check."""

from collections.abc import Sequence
from typing import Any

from dpmanager.domain.receipts.reading import Proposal
from dpmanager.tasks.receipts.look_at_receipts import ReceiptSeen
from dpmanager.tasks.receipts.read_words import ReadBack
from dpmanager.ui.widgets.fields import Field, TextField
from dpmanager.ui.widgets.form import Form
from dpmanager.ui.widgets.picture import Mark
from dpmanager.ui.widgets.text import words
from dpmanager.words import _

ORDER = ("title", "day", "amount", "number")


class Proposals:
    """Fills the empty fields of a receipt's form with what was read, each with a number.

    says: the sentence over the form. The same numbers stand on the picture.
    """

    def __init__(self, form: Form) -> None:
        self._form = form
        self._hints = {name: form.fields[name].hint.text() for name in ORDER}
        self.says = words("", "strong")
        self.says.hide()

    def clear(self) -> None:
        """Takes all that says that something was read away."""
        self.says.hide()
        for name in ORDER:
            self._hint(self._form.fields[name], self._hints[name])

    def fill(self, receipt: ReceiptSeen, back: ReadBack | None) -> Sequence[Mark]:
        """Proposes what the receipt does not say yet; gives the marks for the picture.

        What the person typed stays.
        """
        self.clear()
        if back is None or not back.words:
            return ()
        marks: list[Mark] = []
        for name, found in _found(receipt, back).items():
            field = self._form.fields[name]
            if not (field.is_empty() or _still_says(field, receipt.title)):
                continue
            number = str(len(marks) + 1)
            field.set_value(found.value)
            self._hint(
                field,
                _("Read from the picture, at box {number}. Check it.").format(number=number),
            )
            marks.append(Mark(*back.box(found.place), number))
        self.says.setText(
            _("The program read what has a number. Check it against the picture, then save.")
            if marks
            else _("The program found nothing more on the picture.")
        )
        self.says.setVisible(bool(marks) or receipt.day is None or receipt.amount is None)
        return marks

    def _hint(self, field: Field, sentence: str) -> None:
        field.hint.setText(sentence)
        field.hint.setVisible(bool(sentence))
        for control in field.controls():
            control.setAccessibleDescription(sentence)


def _still_says(field: Field, title: str) -> bool:
    """Whether the name is the one that the file came with."""
    return isinstance(field, TextField) and field.edit.text() == title


def _found(receipt: ReceiptSeen, back: ReadBack) -> dict[str, Proposal[Any]]:
    """What was read and the receipt does not say; its name only while it says nothing at all."""
    reading = back.reading
    unsaid = {
        "title": receipt.day is None and receipt.amount is None,
        "day": receipt.day is None,
        "amount": receipt.amount is None,
        "number": not receipt.number,
    }
    read = {
        "title": reading.shop,
        "day": reading.day,
        "amount": reading.total,
        "number": reading.number,
    }
    return {name: found for name in ORDER if unsaid[name] and (found := read[name]) is not None}
