"""The questions about the book, its passphrase, and the people of the arrangement."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QLineEdit

from dpmanager.domain.periods import long_date
from dpmanager.tasks.book.draft import Draft, drafts, usual_folder
from dpmanager.ui.pages.set_up.question import FieldFault, Question
from dpmanager.ui.widgets.fields import CheckField, ChoiceField, DateField, Field, TextField
from dpmanager.words import _

NOT_IN_NAMES = '\\/:*?"<>|'


class BookPlace(Question):
    """What the book is called and where it lies."""

    name = "place"

    def heading(self, draft: Draft) -> str:
        """The question."""
        return _("Where shall your records be kept?")

    def hint(self, draft: Draft) -> str:
        """What a book is."""
        return _(
            "They are kept in one folder on this computer, called a book. "
            "It is locked: nobody can read it without your passphrase."
        )

    def fields(self, draft: Draft) -> dict[str, Field]:
        """Name and folder."""
        return {
            "book_name": TextField(
                _("Name of the book"),
                hint=_("For example, My care"),
                missing=_("Type a name for the book."),
            ),
            "folder": TextField(
                _("Folder"),
                hint=_("Leave this as it is if you are not sure."),
                missing=_("Type a folder, such as {folder}.").format(folder=usual_folder()),
            ),
        }

    def keep(self, draft: Draft, values: Mapping[str, Any]) -> None:
        """The name must do for a folder, and nothing may be there yet."""
        name, folder = str(values["book_name"]), Path(values["folder"]).expanduser()
        if set(name) & set(NOT_IN_NAMES) or name.startswith("."):
            raise FieldFault(
                "book_name", _("The name must have no signs such as / or : in it. Change it.")
            )
        if folder != usual_folder() and not folder.is_dir():
            raise FieldFault("folder", _("Choose another folder. There is no folder of this name."))
        if (folder / f"{name}.dpbook").exists():
            raise FieldFault("book_name", _("Choose another name. There is a book of this name."))
        if name in [file.stem for file in drafts()]:
            raise FieldFault(
                "book_name",
                _("Choose another name, or go back. Under this name you have answers already."),
            )
        draft.book_name, draft.folder = name, str(folder)

    def answers(self, draft: Draft) -> list[tuple[str, str]]:
        """The name and the folder."""
        return [(_("Your book"), str(draft.place()))]


class Passphrase(Question):
    """The passphrase, twice. It is not part of the draft: it seals it."""

    name = "passphrase"

    def heading(self, draft: Draft) -> str:
        """The question."""
        return _("Choose a passphrase")

    def hint(self, draft: Draft) -> str:
        """How to choose one."""
        return _(
            "Four or more words that do not belong together are good. "
            "Write them on paper and keep it safe. Nobody can open the book without them."
        )

    def fields(self, draft: Draft) -> dict[str, Field]:
        """The passphrase, again, and the box that shows it."""
        first = TextField(
            _("Passphrase"), secret=True, missing=_("Type a passphrase of four or more words.")
        )
        again = TextField(
            _("Passphrase once more"), secret=True, missing=_("Type the passphrase once more.")
        )
        show = CheckField(_("Show what I type"))
        show.box.toggled.connect(lambda shown: show_typing([first, again], shown=shown))
        return {"passphrase": first, "again": again, "shown": show}

    def answers(self, draft: Draft) -> list[tuple[str, str]]:
        """Never shown again."""
        return []


def show_typing(fields: list[TextField], *, shown: bool) -> None:
    """Shows what is typed into secret fields, or hides it."""
    mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
    for field in fields:
        field.edit.setEchoMode(mode)


class Recipient(Question):
    """Whose care the money is for."""

    name = "recipient"

    def heading(self, draft: Draft) -> str:
        """The question."""
        return _("Who is the direct payment for?")

    def hint(self, draft: Draft) -> str:
        """Which person is meant."""
        return _("The person whose care it pays for. That may be you.")

    def fields(self, draft: Draft) -> dict[str, Field]:
        """The name."""
        return {
            "recipient_name": TextField(
                _("Their full name"), missing=_("Type the name of the person.")
            )
        }

    def answers(self, draft: Draft) -> list[tuple[str, str]]:
        """The name."""
        return [(_("The payment is for"), draft.recipient_name)]


class AboutRecipient(Question):
    """How to reach the recipient; returns and payslips show it."""

    name = "about_recipient"

    def heading(self, draft: Draft) -> str:
        """The question."""
        return _("More about {name}").format(name=draft.recipient_name)

    def hint(self, draft: Draft) -> str:
        """What it is for."""
        return _("Papers for the council show this. Leave empty what you do not want to give.")

    def fields(self, draft: Draft) -> dict[str, Field]:
        """Date of birth, address, telephone."""
        return {
            "recipient_born": DateField(_("Date of birth")),
            "recipient_address": TextField(_("Address, on one line")),
            "recipient_phone": TextField(_("Telephone number")),
        }

    def answers(self, draft: Draft) -> list[tuple[str, str]]:
        """All three."""
        born = draft.recipient_born
        return [
            (_("Date of birth"), long_date(born) if born else ""),
            (_("Address"), draft.recipient_address),
            (_("Telephone"), draft.recipient_phone),
        ]


class Nation(Question):
    """Where the recipient lives: it decides the bank holidays."""

    name = "nation"

    def heading(self, draft: Draft) -> str:
        """The question."""
        return _("Where does {name} live?").format(name=draft.recipient_name)

    def hint(self, draft: Draft) -> str:
        """What it is for."""
        return _("Bank holidays are not the same everywhere.")

    def fields(self, draft: Draft) -> dict[str, Field]:
        """The four nations."""
        return {
            "nation": ChoiceField(
                _("Part of the United Kingdom"), list(nations().items()), missing=_("Choose one.")
            )
        }

    def answers(self, draft: Draft) -> list[tuple[str, str]]:
        """The nation."""
        return [(_("Lives in"), nations()[draft.nation])]


def nations() -> dict[str, str]:
    """The four nations in words."""
    return {
        "england": _("England"),
        "wales": _("Wales"),
        "scotland": _("Scotland"),
        "northern-ireland": _("Northern Ireland"),
    }


class Manager(Question):
    """Who manages the money."""

    name = "manager"

    def heading(self, draft: Draft) -> str:
        """The question."""
        return _("Who looks after the money?")

    def fields(self, draft: Draft) -> dict[str, Field]:
        """The role, and the name of somebody else."""
        role = ChoiceField(
            _("Who it is"), list(_roles(draft).items()), missing=_("Choose who it is.")
        )
        others: dict[str, Field] = {
            "manager_name": TextField(_("Their full name"), missing=_("Type the name.")),
            "manager_phone": TextField(_("Their telephone number")),
            "manager_email": TextField(_("Their e-mail address")),
        }

        def show_others() -> None:
            for field in others.values():
                field.setVisible(role.box.currentData() != "self")

        role.box.currentIndexChanged.connect(lambda _place: show_others())
        for field in others.values():
            field.hide()
        return {"manager_role": role, **others}

    def answers(self, draft: Draft) -> list[tuple[str, str]]:
        """The role, and who it is."""
        says = _roles(draft)[draft.manager_role]
        if draft.manager_role != "self":
            says = _("{name}. {role}").format(name=draft.manager_name, role=says)
        return [(_("Looks after the money"), says)]


def _roles(draft: Draft) -> dict[str, str]:
    name = draft.recipient_name
    return {
        "self": _("{name}, alone").format(name=name),
        "nominated": _("Somebody whom {name} asked (a nominated person)").format(name=name),
        "authorised": _("Somebody the council agreed to (an authorised person)"),
        "suitable": _("A suitable person (the word used in Wales)"),
    }


class Employer(Question):
    """Who is the legal employer of the PAs."""

    name = "employer"

    def heading(self, draft: Draft) -> str:
        """The question."""
        return _("Who employs the personal assistants?")

    def hint(self, draft: Draft) -> str:
        """Where to look."""
        return _("The name on their contracts. It is also the name that HMRC knows.")

    def fields(self, draft: Draft) -> dict[str, Field]:
        """One of the two."""
        return {
            "employer": ChoiceField(
                _("The employer"),
                [("recipient", draft.recipient_name), ("manager", draft.manager_name)],
                missing=_("Choose who it is."),
            )
        }

    def unknown(self) -> str:
        """Mostly it is the recipient."""
        return _("I do not know, or nobody is employed")

    def is_asked(self, draft: Draft) -> bool:
        """Only where there are two people."""
        return draft.manager_role != "self"

    def answers(self, draft: Draft) -> list[tuple[str, str]]:
        """The name."""
        who = draft.recipient_name if draft.employer == "recipient" else draft.manager_name
        return [(_("Employs the assistants"), who)]


class Hmrc(Question):
    """The references of the employer."""

    name = "hmrc"

    def heading(self, draft: Draft) -> str:
        """The question."""
        return _("What are the employer's HMRC references?")

    def hint(self, draft: Draft) -> str:
        """Where to look."""
        return _(
            "They are on the letter that HMRC sent when you registered as an employer. "
            "Payslips and payments to HMRC show them."
        )

    def fields(self, draft: Draft) -> dict[str, Field]:
        """Both references, and how often HMRC is paid."""
        return {
            "paye_reference": TextField(
                _("Employer PAYE reference"), hint=_("For example, 475/NS12345")
            ),
            "accounts_office_reference": TextField(
                _("Accounts Office reference"), hint=_("For example, 475PX00123456")
            ),
            "hmrc_paid": ChoiceField(
                _("How often HMRC is paid"),
                [
                    ("monthly", _("Each month")),
                    ("quarterly", _("Each three months, as HMRC agreed")),
                ],
                missing=_("Choose how often."),
            ),
        }

    def unknown(self) -> str:
        """Many have no employees, or not yet."""
        return _("I do not know, or there are none")

    def answers(self, draft: Draft) -> list[tuple[str, str]]:
        """Both references."""
        return [
            (_("PAYE reference"), draft.paye_reference),
            (_("Accounts Office reference"), draft.accounts_office_reference),
        ]
