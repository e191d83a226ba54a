"""What was said: the small form behind each of the four buttons of a question."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from dpmanager.domain.budget.spending_rules import HOLDS_ON, How, Said, how_words
from dpmanager.errors import DPManagerError
from dpmanager.tasks.money.check_spending import QuestionSeen, SpendingReply, answer_question
from dpmanager.ui.desk import Desk
from dpmanager.ui.widgets.fields import ChoiceField, DateField, Field, TextField
from dpmanager.ui.widgets.form import Form
from dpmanager.ui.widgets.page import Card, Column
from dpmanager.ui.widgets.text import beside, button, words
from dpmanager.ui.widgets.views import View
from dpmanager.words import _

ON, ONCE, UNTIL = "on", "once", "until"


@dataclass(frozen=True, slots=True)
class Kind:
    """One of the four forms: its title, what it says first, and what is said when it is saved."""

    title: str
    note: str
    said: str


class ReplyView(View):
    """Write down what was said about a question. saved: called when it is in the book."""

    def __init__(
        self,
        desk: Desk,
        leave: Callable[[], object],
        choose_file: Callable[[], object],
        saved: Callable[[], object],
    ) -> None:
        super().__init__(desk, "", _("Back to the question"), leave)
        self._choose_file = choose_file
        self._saved = saved
        self._question: QuestionSeen | None = None
        self._said = Said.AGREED
        self.paper: Path | None = None
        self.body = Column(gap=16)
        self.add(self.body)
        self.form = Form()
        self.paper_words = words("")

    def open(self, question: QuestionSeen, said: Said) -> None:
        """Shows the form for one of the four answers."""
        self._question, self._said, self.paper = question, said, None
        kind = _kinds()[said]
        self.title = kind.title
        self.body.clear()
        self.body.add(words(f"{question.name}: {question.title}", "strong"))
        self.body.add(words(kind.note))
        self.form = Form((), **_fields(question, said, self.desk.today()))
        self.form.entered.connect(self.save)
        self.body.add(self.form)
        if said in HOLDS_ON:
            self._show_until()
            holds = self.form.fields["holds"]
            assert isinstance(holds, ChoiceField)
            holds.on_change(self._show_until)
        self.paper_words = words("")
        if said in (Said.AGREED, Said.REFUSED):
            card = Card(_("Their letter or e-mail"))
            card.add(words(_("A photo or a PDF of it is your proof."), "soft"))
            card.add(self.paper_words)
            card.add(beside(button(_("Choose a file"), self._choose_file)))
            self.body.add(card)
            self._say_paper()
        self.save_button = button(_("Save the answer"), self.save, "main")
        self.body.add(beside(self.save_button))

    def take_file(self, paper: Path) -> None:
        """Keeps a file until the answer is saved."""
        self.paper = paper
        self._say_paper()

    def save(self) -> None:
        """Writes the answer down, unless something is wrong with what was typed."""
        question, desk, paper = self._question, self.desk, self.paper
        values = self.form.values()
        if values is None or question is None:
            return
        reply = _reply(question, self._said, values)
        desk.do(
            lambda: answer_question(
                desk.book,
                question.question,
                question.about,
                reply,
                paper,
                who=desk.who,
                at=desk.now(),
            ),
            said=_kinds()[self._said].said,
            done=lambda _number: self._saved(),
            failed=self._failed,
        )

    def _failed(self, fault: DPManagerError) -> None:
        until = self.form.fields.get("until")
        self.form.show_fault(
            fault, "until" if until is not None and not until.isHidden() else "day"
        )

    def _show_until(self) -> None:
        holds = self.form.fields["holds"]
        assert isinstance(holds, ChoiceField)
        self.form.fields["until"].setVisible(holds.chosen() == UNTIL)

    def _say_paper(self) -> None:
        self.paper_words.setText(
            _("{file} is kept with the answer when you save it.").format(file=self.paper.name)
            if self.paper is not None
            else _("No file is chosen.")
        )


def _kinds() -> dict[Said, Kind]:
    return {
        Said.AGREED: Kind(
            _("They agreed"),
            _("Write down who said so. Then you can show it when they ask."),
            _("It is written down that they agreed."),
        ),
        Said.ASKED: Kind(
            _("I have asked and wait"),
            _("The question stays on the list until you have the answer."),
            _("It is written down that you asked."),
        ),
        Said.REFUSED: Kind(
            _("They said no"),
            _("If it was paid, put the money back into the account. Ask them if you cannot."),
            _("It is written down that they said no."),
        ),
        Said.NOT_NEEDED: Kind(
            _("No need to ask"),
            _("Say why, such as: it is in the plan."),
            _("It is written down why there is no need to ask."),
        ),
    }


def _fields(question: QuestionSeen, said: Said, today: date) -> dict[str, Field]:
    fields: dict[str, Field] = {}
    if said is Said.NOT_NEEDED:
        fields["note"] = TextField(
            _("Why there is no need"), missing=_("Say in a few words why there is no need to ask.")
        )
    else:
        fields["who"] = TextField(
            _("Whom you asked") if said is Said.ASKED else _("Who said so"),
            hint=_("A name or a team at the council."),
            missing=_("Say who it was. A name or a team is enough."),
        )
        ways = how_words()
        if said is Said.ASKED:
            del ways[How.PLAN]
        fields["how"] = ChoiceField(_("How"), list(ways.items()), missing=_("Choose how."))
    fields["day"] = DateField(_("When"), missing=_("Type the day."))
    fields["day"].set_value(today)
    if said in HOLDS_ON:
        choices = [(ON, _("From now on")), (UNTIL, _("Until a day"))]
        if question.payments:
            choices = [
                (ONCE, _("This payment only")),
                (ON, _("This payment and later ones like it")),
                (UNTIL, _("Payments like it, until a day")),
            ]
        fields["holds"] = ChoiceField(
            _("What it holds for"), choices, missing=_("Choose what it holds for.")
        )
        fields["holds"].set_value(question.holds)
        fields["until"] = DateField(
            _("Last day that it holds"), missing=_("Type the last day that it holds.")
        )
    if said is not Said.NOT_NEEDED:
        fields["note"] = TextField(_("Note"), hint=_("What they said, in a few words."))
    return fields


def _reply(question: QuestionSeen, said: Said, values: dict[str, Any]) -> SpendingReply:
    until = values.get("until")
    if values.get("holds") == ONCE:
        until = question.day
    return SpendingReply(
        said=said,
        day=values["day"],
        who=values.get("who") or "",
        how=values.get("how"),
        note=values.get("note") or "",
        until=until,
    )
