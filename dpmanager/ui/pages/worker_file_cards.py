"""The cards of a worker's file: checks, contact, papers, insurance, status and family."""

from collections.abc import Callable
from functools import partial
from typing import Protocol

from dpmanager.domain.people.relatives import relation_words
from dpmanager.domain.people.worker_kinds import PROVIDERS
from dpmanager.domain.periods import long_date
from dpmanager.tasks.people.worker_file import KeptLook, WorkerFile
from dpmanager.ui.desk import Desk
from dpmanager.ui.pages import worker_file_forms as forms
from dpmanager.ui.pages.people_change import Change
from dpmanager.ui.pages.people_words import worker_kind
from dpmanager.ui.pages.terms_offer import Question
from dpmanager.ui.pages.worker_file_words import (
    check_more,
    check_words,
    cover_words,
    policy_name,
    policy_says,
    status_words,
)
from dpmanager.ui.widgets.page import Column
from dpmanager.ui.widgets.summary import Line, Lines
from dpmanager.ui.widgets.text import beside, button, words
from dpmanager.words import _

CHECKS, CONTACT, PAPERS = "checks", "contact", "papers"
INSURANCE, NUMBERS, STATUS = "insurance", "numbers", "status"
FAMILY, KEPT = "family", "kept"


class Does(Protocol):
    """What the page does for its cards."""

    desk: Desk

    def open_form(self, card: str, form: Change | Question) -> None:
        """Opens a form; afterwards the focus comes back to that card."""

    def open_check(self, place: int) -> None:
        """Opens the check in that place of the list."""

    def open_paper(self, paper_id: int) -> None:
        """Opens a paper."""

    def open_policy(self, policy_id: int) -> None:
        """Opens an insurance."""

    def add_papers(self) -> None:
        """Asks for papers to add."""

    def see_paper(self, name: str, *, large_print: bool = False) -> None:
        """Shows a paper that is made from the records: statement or starter."""

    def remove_past(self, kept: KeptLook) -> None:
        """Takes away what need not be kept any more."""


class FileCards(Column):
    """All cards of the file. cards: each by its name in the program."""

    def __init__(self, page: Does) -> None:
        super().__init__(gap=16)
        self._page = page
        self.cards: dict[str, Lines] = {}

    def show_file(self, file: WorkerFile) -> None:
        """Shows the file of a worker in place of what was shown."""
        self.clear()
        self.cards = {}
        self._checks(file)
        self._contact(file)
        self._papers(file)
        self._insurance(file)
        if file.kind != "employed":
            self._numbers(file)
        if file.kind not in PROVIDERS:
            self._status(file)
            self._family(file)
        self._kept(file)

    def _checks(self, file: WorkerFile) -> None:
        lines = [
            Line(
                line.name,
                check_words(line),
                check_more(line),
                _("Open"),
                partial(self._page.open_check, place),
            )
            for place, line in enumerate(file.checks.lines)
        ]
        card = self._card(CHECKS, _("Before they start"), lines)
        if not lines:
            card.add(words(_("Nothing has to be checked before they start.")))
        card.add(
            beside(
                *(
                    button(
                        _("Add: {check}").format(check=line.name),
                        partial(self._form, CHECKS, forms.seen_change, file, line),
                    )
                    for line in file.checks.to_add
                )
            )
        )

    def _contact(self, file: WorkerFile) -> None:
        now = file.contact
        unknown = _("Not known yet")
        emergency = ", ".join(filter(None, (now.emergency_name, now.emergency_phone)))
        card = self._card(
            CONTACT,
            _("Contact"),
            [
                Line(_("Phone"), now.phone or unknown),
                Line(_("E-mail"), now.email or unknown),
                Line(_("In an emergency"), emergency or unknown),
                Line(_("Title of the job"), now.role or unknown),
                Line(_("What they do"), file.service),
                Line(_("Driving"), _("They drive for the work.") if now.drives else _("No")),
            ],
        )
        card.add(
            beside(
                button(
                    _("Change how to reach them"),
                    partial(self._form, CONTACT, forms.contact_change, file),
                )
            )
        )

    def _papers(self, file: WorkerFile) -> None:
        card = self._card(
            PAPERS,
            _("Papers"),
            [
                Line(
                    paper.kind_words,
                    paper.note or paper.file.title,
                    _("Added on {day}.").format(day=long_date(paper.file.added_on)),
                    _("Open"),
                    partial(self._page.open_paper, paper.id),
                )
                for paper in file.papers
            ],
        )
        if not file.papers:
            card.add(words(_("No papers yet. Add the signed contract and the job description.")))
        made = []
        if file.kind == "employed":
            see = self._page.see_paper
            made = [
                button(_("See the written statement"), partial(see, "statement")),
                button(
                    _("Written statement in large print"),
                    partial(see, "statement", large_print=True),
                ),
                button(_("See the starter sheet"), partial(see, "starter")),
            ]
        card.add(beside(button(_("Add papers"), self._page.add_papers), *made))

    def _insurance(self, file: WorkerFile) -> None:
        lines = []
        if file.kind == "employed":
            lines.append(Line(_("Now"), cover_words(file.insurance.cover)))
        lines += [
            Line(
                policy_name(policy),
                policy_says(policy),
                action=_("Open"),
                pressed=partial(self._page.open_policy, policy.id),
            )
            for policy in file.insurance.policies
        ]
        card = self._card(INSURANCE, _("Insurance"), lines)
        if not lines:
            card.add(words(_("No insurance yet. Ask them for theirs.")))
        card.add(
            beside(
                button(
                    _("Add an insurance"),
                    partial(self._form, INSURANCE, forms.policy_change, file),
                )
            )
        )

    def _numbers(self, file: WorkerFile) -> None:
        unknown = _("Not known yet")
        lines = [Line(_("Registration"), file.registration or unknown)]
        if file.kind == "self-employed":
            lines.insert(0, Line(_("Tax reference (UTR)"), file.utr or unknown))
        card = self._card(NUMBERS, _("Their numbers"), lines)
        card.add(
            beside(
                button(
                    _("Change these numbers"),
                    partial(self._form, NUMBERS, forms.numbers_change, file),
                )
            )
        )

    def _status(self, file: WorkerFile) -> None:
        lines = [Line(_("You treat them as"), worker_kind(file.kind))]
        status = file.status
        if status is not None:
            lines.append(
                Line(
                    long_date(status.day),
                    status_words()[status.view.status],
                    "\n".join(
                        filter(
                            None,
                            (
                                _("Reference of HMRC's tool: {reference}").format(
                                    reference=status.reference
                                )
                                if status.reference
                                else "",
                                status.note,
                            ),
                        )
                    ),
                )
            )
        card = self._card(STATUS, _("Are they employed?"), lines)
        if file.kind == "self-employed" and status is None:
            card.add(
                words(_("It is not for you or them to choose. Answer the questions, and keep why."))
            )
        card.add(
            beside(
                button(
                    _("Answer the questions"),
                    partial(self._form, STATUS, forms.status_question, file),
                )
            )
        )

    def _family(self, file: WorkerFile) -> None:
        now = file.family
        lines = [
            Line(_("Relation"), relation_words()[now.relation]),
            Line(
                _("Home"),
                _("They live in the same home.") if now.lives_here else _("A home of their own"),
            ),
        ]
        if now.consent_on is not None:
            lines.append(
                Line(
                    _("The council"),
                    _("It agreed on {day}.").format(day=long_date(now.consent_on)),
                )
            )
        elif now.wanted is not None:
            lines.append(Line(_("Ask first"), now.wanted.why, now.wanted.source))
        card = self._card(FAMILY, _("Family"), lines)
        card.add(
            beside(
                button(
                    _("Change whether they are family"),
                    partial(self._form, FAMILY, forms.family_change, file),
                )
            )
        )

    def _kept(self, file: WorkerFile) -> None:
        if not file.kept:
            return
        self._card(
            KEPT,
            _("How long to keep it"),
            [
                Line(
                    kept.what,
                    _("You need not keep it any more.")
                    if kept.is_over
                    else _("Keep it until {day}.").format(day=long_date(kept.until.day)),
                    kept.until.why,
                    _("Remove") if kept.is_over else "",
                    partial(self._page.remove_past, kept),
                )
                for kept in file.kept
            ],
        )

    def _card(self, name: str, heading: str, lines: list[Line]) -> Lines:
        card = Lines(heading)
        if lines:
            card.show_lines(lines)
        self.cards[name] = card
        self.add(card)
        return card

    def _form(self, card: str, form: Callable[..., Change | Question], *about: object) -> None:
        self._page.open_form(card, form(self._page.desk, *about))
