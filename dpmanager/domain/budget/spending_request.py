"""The question to the funder in full: an e-mail, a letter, or what to say on the phone."""

from dataclasses import dataclass
from datetime import date

from dpmanager.domain.periods import long_date
from dpmanager.words import _, ngettext


@dataclass(frozen=True, slots=True)
class SpendingRequest:
    """What is asked, of whom and by whom.

    recipient: whose care it is; reference: what the funder knows them by. question: as it is put to
    the funder. about: what it is about; more: sentences on that. others: how many more like it.
    """

    funder: str
    reference: str
    recipient: str
    manager: str
    day: date
    question: str
    about: str
    more: tuple[str, ...] = ()
    others: int = 0

    @property
    def subject(self) -> str:
        """The subject of an e-mail."""
        if self.reference:
            return _("Question about the direct payment of {recipient}, {reference}").format(
                recipient=self.recipient, reference=self.reference
            )
        return _("Question about the direct payment of {recipient}").format(
            recipient=self.recipient
        )

    @property
    def body(self) -> tuple[str, ...]:
        """What it says, paragraph by paragraph."""
        about = [_("It is about this: {about}.").format(about=self.about), *self.more]
        if self.others:
            about.append(
                ngettext(
                    "There is {count} more like it.",
                    "There are {count} more like it.",
                    self.others,
                ).format(count=self.others)
            )
        return (self._who, self.question, " ".join(about), *_what_i_want())

    @property
    def text(self) -> str:
        """The whole of it, to be copied."""
        paragraphs = (
            _("Dear {funder}").format(funder=self.funder),
            *self.body,
            _("Yours faithfully"),
            self.manager,
            long_date(self.day),
        )
        return "\n\n".join(paragraphs)

    @property
    def _who(self) -> str:
        if self.recipient == self.manager:
            who = _("I get a direct payment and look after it myself.")
        else:
            who = _("I look after the direct payment of {recipient}.").format(
                recipient=self.recipient
            )
        if not self.reference:
            return who
        return " ".join((who, _("Your reference is {reference}.").format(reference=self.reference)))


def _what_i_want() -> tuple[str, ...]:
    return (
        _("Could you tell me yes or no, and for how long that holds?"),
        _("If it is no, what should I do now?"),
        _("I would like the answer by e-mail or letter, so that I can keep it."),
    )
