"""Sign a return: what is still open, who signs, and how."""

from collections.abc import Callable, Sequence

from dpmanager.domain.periods import Period
from dpmanager.errors import DPManagerError
from dpmanager.tasks.returns.sign_return import MaySign, sign_return
from dpmanager.ui.desk import Desk
from dpmanager.ui.widgets.fields import CheckField, ChoiceField, NotesField
from dpmanager.ui.widgets.form import Form
from dpmanager.ui.widgets.page import Card, Column
from dpmanager.ui.widgets.signature import SignatureField
from dpmanager.ui.widgets.text import button, words
from dpmanager.ui.widgets.views import View
from dpmanager.words import _


class SignView(View):
    """The form. `signed` is called with the number of the signed return."""

    def __init__(
        self, desk: Desk, leave: Callable[[], object], signed: Callable[[int], object]
    ) -> None:
        super().__init__(desk, _("Sign this return"), _("Back to the return"), leave)
        self._signed = signed
        self.body = Column(gap=16)
        self.add(self.body)

    def open(
        self, period: Period, funder: str | None, missing: Sequence[str], may: Sequence[MaySign]
    ) -> None:
        """Shows the form for a return. missing: what it still lacks. may: who can sign."""
        self._period, self._funder, self._missing = period, funder, missing
        self.body.clear()
        self.body.add(
            words(
                _(
                    "When it is signed, its figures and its document are kept and do not change. "
                    "What you correct later shows on the next return."
                )
            )
        )
        if missing:
            card = Card(_("Still missing"))
            for sentence in missing:
                card.add(words(sentence))
            self.body.add(card)
        self.accepted = CheckField(_("I know that this is missing. The return lists it."))
        if not missing:
            self.accepted.hide()
        self.who = ChoiceField(
            _("Who signs"),
            [(one, _("{name}, {role}").format(name=one.name, role=one.role)) for one in may],
            missing=_("Choose who signs."),
        )
        self.who.on_change(self._who_chosen)
        self.signature = SignatureField(
            _("Signature"), name=may[0].name, remembered=self.desk.remembered
        )
        self.words = NotesField(
            _("Anything to explain"), hint=_("It is printed on the return. You can leave it out.")
        )
        self.form = Form(
            accepted=self.accepted, words=self.words, who=self.who, signature=self.signature
        )
        self.form.entered.connect(self.save)
        self.body.add(self.form)
        self.save_button = button(_("Sign and keep this return"), self.save, "main")
        self.body.add(self.save_button)

    def save(self) -> None:
        """Signs, unless something is wrong with what was filled in."""
        given = self.form.values()
        if given is None:
            return
        if self._missing and not given["accepted"]:
            self.form.show_fault(
                DPManagerError(_("Tick this box, or go back and add what is missing.")), "accepted"
            )
            return
        desk, period, funder, form = self.desk, self._period, self._funder, self.form
        self.signature.keep_way(given["signature"])
        desk.do(
            lambda: sign_return(
                desk.book,
                period,
                given["signature"],
                funder=funder,
                role=given["who"].role,
                words=given["words"] or "",
                who=desk.who,
                at=desk.now(),
            ),
            said=_("The return is signed and kept."),
            done=self._signed,
            failed=form.show_fault,
        )

    def _who_chosen(self) -> None:
        chosen = self.who.chosen()
        if chosen is not None:
            self.signature.name.set_value(chosen.name)
