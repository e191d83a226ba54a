"""The calm line on a payment's own page: the funder may want to be asked about it."""

from collections.abc import Callable

from dpmanager.tasks.money.check_spending import QuestionSeen, questions_about
from dpmanager.ui.desk import Desk
from dpmanager.ui.widgets.page import Card
from dpmanager.ui.widgets.text import beside, button, words
from dpmanager.words import _


class AskFirst(Card):
    """Shown where a payment has an open question. see: opens the questions for a payment."""

    def __init__(self, desk: Desk, see: Callable[[int], object]) -> None:
        super().__init__()
        self._desk = desk
        self._see = see
        self._payment = 0
        self.says = words("")
        self.add(self.says)
        self.add(beside(button(_("See what to ask"), lambda: self._see(self._payment))))
        self.hide()

    def look_at(self, payment_id: int) -> None:
        """Looks up a payment; it stays hidden where there is nothing to ask."""
        if payment_id != self._payment:
            self.hide()
        self._payment = payment_id
        book = self._desk.book

        def came(questions: tuple[QuestionSeen, ...]) -> None:
            if payment_id != self._payment:
                return
            self.setVisible(bool(questions))
            if questions:
                first = questions[0]
                self.says.setText(
                    _("You asked, and wait for the answer. {question}").format(question=first.asks)
                    if first.asked is not None
                    else _("You may want to ask first. {question}").format(question=first.asks)
                )

        self._desk.look(lambda: questions_about(book, payment_id), came)
