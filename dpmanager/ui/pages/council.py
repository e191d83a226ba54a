"""Your council's rules: what is known of them, where it was read, and the choice of others."""

from functools import partial
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import urlsplit

from dpmanager.domain.returns.funder_rules import FunderRules
from dpmanager.errors import DPManagerError
from dpmanager.tasks.returns.choose_rules import (
    FunderSeen,
    choose_rules,
    look_at_rules,
    read_in_rules,
)
from dpmanager.tasks.returns.write_funder import share_rules
from dpmanager.ui.pages.funder_choice import find_and_choose
from dpmanager.ui.pages.people_change import Change, ChangeView
from dpmanager.ui.widgets.announce import announce
from dpmanager.ui.widgets.files import ask_for_files, ask_where_to_save
from dpmanager.ui.widgets.form import ErrorSummary
from dpmanager.ui.widgets.page import Card, Column, Page
from dpmanager.ui.widgets.text import beside, button, words
from dpmanager.ui.widgets.views import Views
from dpmanager.words import _


class CouncilPage(Page):
    """A card for each council or NHS board of the book; behind it the choice of other rules."""

    place: ClassVar[str] = "council"
    help_page: ClassVar[str] = "council"

    def heading(self) -> str:
        """The title of the page."""
        return _("What your council asks for")

    def above(self) -> None:
        """The way back."""
        self.back = button(_("Back to Returns"), partial(self.go.emit, "returns", {}), "quiet")
        self.column.add(self.back)

    def build(self) -> None:
        """The cards, and the form that opens in their place."""
        self.summary = ErrorSummary()
        self.home = Column(gap=16)
        self.cards = Column(gap=16)
        for part in (self.summary, self.cards):
            self.home.add(part)
        self.column.add(self.home)
        self.views = Views(self, self.home)
        self.change = self.views.add(ChangeView(self.desk, self._leave))
        self._nation = ""
        self._seen: tuple[FunderSeen, ...] = ()

    def open_with(self, **what: Any) -> None:
        """What was being chosen is left."""
        del what
        self._show_home()

    def refresh(self) -> None:
        """Reads the rules again."""
        book = self.desk.book
        self.desk.look(lambda: look_at_rules(book), self._show)

    def take_focus(self) -> None:
        """The form that is open, or the first control of the page."""
        if self.views.shown is not None:
            self.views.focus(self.views.shown)
        else:
            super().take_focus()

    def _show(self, read: tuple[str, tuple[FunderSeen, ...]]) -> None:
        self._nation, seen = read
        if seen == self._seen:
            return  # so that the focus and what is open stay as they are
        self._seen = seen
        self.cards.clear()
        for one in seen:
            self.cards.add(self._card(one))
        self.content_came()

    def _card(self, one: FunderSeen) -> Card:
        card = Card(one.name)
        if one.own and not one.from_letter:
            card.add(words(_("These rules come from a file that you read in."), "strong"))
        for sentence in one.asks:
            card.add(words(sentence))
        card.add(words(one.known, "soft"))
        for title, address in one.sources:
            card.add(words(_where_it_was_read(title, address), "soft"))
        choose = button(_("Choose other rules"), partial(self._open_choice, one))
        choose.setAccessibleName(_("Choose other rules: {name}").format(name=one.name))
        read_in = button(_("Read in a file of rules"), partial(self._read_in, one))
        read_in.setAccessibleName(_("Read in a file of rules: {name}").format(name=one.name))
        write = button(
            _("Write down your council's rules"),
            partial(self.go.emit, "another_council", {"funder": one.id}),
        )
        write.setAccessibleName(_("Write down your council's rules: {name}").format(name=one.name))
        share = button(_("Save as a file to share"), partial(self._share, one))
        share.setAccessibleName(_("Save as a file to share: {name}").format(name=one.name))
        card.add(beside(choose, write, read_in, *([share] if one.own else [])))
        return card

    def _open_choice(self, one: FunderSeen) -> None:
        desk = self.desk
        find, rules = find_and_choose(self._nation, lambda _known: None)
        rules.set_value(one.rules)

        def task(values: dict[str, Any]) -> None:
            choose_rules(desk.book, one.id, values["rules"], who=desk.who, at=desk.now())

        self.summary.show_problems([])
        self.change.open(
            Change(
                title=_("The rules of {name}").format(name=one.name),
                note=_(
                    "The rules say how often a return is due, and which papers go with it. "
                    "The amounts that you agreed stay as they are."
                ),
                fields={"find": find, "rules": rules},
                task=task,
                said=_("Returns follow these rules now."),
                button=_("Use these rules"),
                fault_at="rules",
            )
        )
        self.back.hide()
        self.views.show(self.change)
        self.views.focus(self.change.body)

    def _read_in(self, one: FunderSeen) -> None:
        desk = self.desk
        kinds = _("Files of rules (*.toml)")
        chosen = ask_for_files(self, desk.remembered, _("Choose a file of rules"), kinds)
        if not chosen:
            return
        self.summary.show_problems([])

        def task(file: Path = chosen[0]) -> FunderRules:
            return read_in_rules(desk.book, one.id, file, who=desk.who, at=desk.now())

        def failed(fault: DPManagerError) -> None:
            self.summary.show_problems([(str(fault), None)])

        desk.do(task, said=_("Returns follow the rules in this file now."), failed=failed)

    def _share(self, one: FunderSeen) -> None:
        desk = self.desk
        path = ask_where_to_save(self, desk.remembered, one.file_name, _("Files of rules (*.toml)"))
        if path is None:
            return
        self.summary.show_problems([])
        desk.look(
            lambda: share_rules(desk.book, one.id, path),
            lambda _none: announce(_("Saved. Nothing about you is in this file.")),
            lambda fault: self.summary.show_problems([(str(fault), None)]),
        )

    def _leave(self) -> None:
        self._show_home()
        self.take_focus()

    def _show_home(self) -> None:
        self.back.show()
        self.views.show(None)


def _where_it_was_read(title: str, address: str) -> str:
    if not address:
        return _("Where it was read: {title}.").format(title=title)
    return _("Where it was read: {title} ({site}).").format(
        title=title, site=urlsplit(address).netloc
    )
