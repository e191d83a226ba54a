"""One signed return: how it stands, its document, what was said about it, what changed since."""

from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtWidgets import QPushButton

from dpmanager.domain.amounts import pounds
from dpmanager.domain.periods import long_date
from dpmanager.domain.wording import period_words
from dpmanager.tasks.people.kept_files import KeptFile
from dpmanager.tasks.returns.sent_returns import (
    PaperSeen,
    ReturnSeen,
    SentReturnSeen,
    correction_words,
)
from dpmanager.ui.desk import Desk
from dpmanager.ui.pages.returns_words import kind_words, paper_words, sent_by_words, state_words
from dpmanager.ui.pages.worker_file_item import draw_kept
from dpmanager.ui.widgets.page import Card, Column
from dpmanager.ui.widgets.picture import Picture
from dpmanager.ui.widgets.summary import Line, Lines
from dpmanager.ui.widgets.text import beside, button, words
from dpmanager.ui.widgets.views import View
from dpmanager.words import _

CODE_SHOWN = 12
Act = Callable[[ReturnSeen], object]


class ReturnView(View):
    """Shows a signed return. Each act is called with the return.

    sent, answered, paper, letter, reason: open a form. document, cover, large_cover: show a paper.
    amend: goes to the return of the same days as the records have it now.
    """

    def __init__(self, desk: Desk, leave: Callable[[], object], **acts: Act) -> None:
        super().__init__(desk, "", _("Back to all returns"), leave)
        self._acts = acts
        self.body = Column(gap=16)
        self.picture = Picture(desk.look)
        self.add(self.body)
        self.add(self.picture)
        self.picture.hide()

    def open(self, one: SentReturnSeen) -> None:
        """Shows a return in place of the one before."""
        seen = one.seen
        self.rename(
            _("{what}, {period}").format(
                what=kind_words(seen.kind), period=period_words(seen.period)
            )
        )
        self.body.clear()
        self.picture.hide()
        state = Lines()
        state.show_lines(list(_state_lines(one)))
        self.body.add(state)
        self.body.add(
            beside(
                self._button(
                    _("I have sent it"), "sent", seen, "main" if seen.sent_on is None else ""
                ),
                *(
                    [self._button(_("The council has answered"), "answered", seen)]
                    if seen.sent_on
                    else []
                ),
            )
        )
        self.body.add(
            beside(
                self._button(_("See it as it was signed"), "document", seen),
                self._button(_("Letter to go with it"), "cover", seen),
                self._button(_("The letter in large print"), "large_cover", seen),
            )
        )
        self.body.add(self._said(one))
        self.body.add(self._changed(one))

    def _button(self, text: str, act: str, seen: ReturnSeen, role: str = "") -> QPushButton:
        return button(text, partial(self._acts[act], seen), role)

    def _said(self, one: SentReturnSeen) -> Column:
        said = Column(gap=10)
        if one.papers:
            lines = Lines(_("Questions and replies"))
            lines.show_lines([self._paper_line(paper) for paper in one.papers])
            said.add(lines)
        said.add(
            beside(
                self._button(_("Write down a question or a reply"), "paper", one.seen),
                self._button(_("Add a letter about it"), "letter", one.seen),
            )
        )
        return said

    def _paper_line(self, paper: PaperSeen) -> Line:
        says = paper.words or (paper.file.title if paper.file else "")
        day = long_date(paper.day)
        if paper.file is None:
            return Line(paper_words()[paper.kind], says, day)
        return Line(
            paper_words()[paper.kind], says, day, _("See it"), partial(self._see, paper.file)
        )

    def _see(self, file: KeptFile) -> None:
        self.picture.show()
        self.picture.show_paper(
            _("Picture of {paper}").format(paper=file.title),
            partial(draw_kept, self.desk.book, file),
        )

    def _changed(self, one: SentReturnSeen) -> Card:
        card = Card(_("Changed since it was signed"))
        changed = one.changed
        if not changed.is_changed:
            card.add(words(_("Nothing of these days has been changed.")))
        for correction in changed.corrections:
            card.add(words(correction_words(correction)))
        if changed.other:
            card.add(
                words(
                    _("An opening balance, or days before, changed by {amount}.").format(
                        amount=pounds(changed.other)
                    )
                )
            )
        for day, reason in one.reasons:
            card.add(words(_("{day}: {reason}").format(day=long_date(day), reason=reason), "soft"))
        if changed.is_changed and not one.seen.replaced:
            card.add(
                words(
                    _("The next return shows this. Or send an amended return for these days."),
                    "soft",
                )
            )
            card.add(
                beside(
                    self._button(_("Say why"), "reason", one.seen),
                    self._button(_("Make an amended return"), "amend", one.seen),
                )
            )
        return card


def _state_lines(one: SentReturnSeen) -> Iterator[Line]:
    seen = one.seen
    state = state_words(seen.state)
    if seen.replaced:
        state = _("{state}. An amended return takes its place.").format(state=state)
    yield Line(_("State"), state)
    yield Line(_("For"), seen.funder)
    if seen.closing is not None:
        yield Line(_("Closing balance"), pounds(seen.closing))
    if seen.due is not None:
        yield Line(_("Send by"), long_date(seen.due))
    if seen.signed_on is not None:
        yield Line(
            _("Signed"),
            _("{who}, {day}").format(who=seen.signed_by, day=long_date(seen.signed_on)),
            _("Kept under the code {code}. “Check the book” compares it.").format(
                code=one.digest[:CODE_SHOWN]
            ),
        )
    if seen.sent_on is not None:
        yield Line(
            _("Sent"),
            _("{day}, {how}, {who}").format(
                day=long_date(seen.sent_on),
                how=sent_by_words()[seen.sent_how],
                who=seen.sent_by,
            ),
        )
    if seen.answered_on is not None:
        yield Line(_("Answer"), seen.answer, long_date(seen.answered_on))
