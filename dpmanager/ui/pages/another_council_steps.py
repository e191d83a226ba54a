"""The questions about what a council asks for: one after another, each with its few fields.

Everything but the name may stay open: “I do not know” is an answer.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from dpmanager.domain.budget.spending_rules import name_of
from dpmanager.domain.returns.funder_rules import FunderRules
from dpmanager.domain.returns.own_letter import COUNTED, IN_WEEKS, Letter
from dpmanager.tasks.money.spending_questions import spending_rules
from dpmanager.tasks.returns.resources import evidence_labels
from dpmanager.ui.pages.set_up.question import FieldFault
from dpmanager.ui.widgets.fields import (
    CheckField,
    ChecksField,
    ChoiceField,
    DateField,
    Field,
    MoneyField,
    NotesField,
    NumberField,
    TextField,
)
from dpmanager.words import _

LONGEST_NAME = 80
MOST_DAYS = 366
MOST_WEEKS = 260
MOST_MONTHS = 60
MOST_YEARS = 50
_EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
_WEB = re.compile(r"https?://\S+\.\S+")
USUAL_PAPERS = (
    "bank_statement",
    "annotated_statement",
    "expenditure_sheet",
    "declaration_sheet",
    "receipt",
    "invoice",
    "timesheet",
    "payslip",
    "hmrc_payment_record",
    "pension_record",
    "insurance_certificate",
    "contract",
    "support_plan",
    "cash_log",
)


@dataclass(frozen=True, slots=True)
class Starts:
    """What a person may start from. now: the rules that the funder follows now.

    presets: for any funder of a kind, as (rules, words).
    """

    now: FunderRules
    presets: Sequence[tuple[FunderRules, str]]

    def named(self, name: str) -> FunderRules:
        """The rules of a choice; "" for those of now."""
        return next((rules for rules, _words in self.presets if rules.id == name), self.now)


class Step:
    """One question. Its fields fill in the parts of the letter that have their names."""

    def heading(self) -> str:
        """The question."""
        raise NotImplementedError

    def hint(self) -> str:
        """Where to look, or what it is for."""
        return _("Look in your letter or agreement. What it does not say may stay open.")

    def fields(self, letter: Letter) -> dict[str, Field]:
        """The fields, filled in with what is known."""
        raise NotImplementedError

    def keep(self, letter: Letter, values: Mapping[str, Any]) -> Letter:
        """The letter with what was filled in. Raises FieldFault."""
        raise NotImplementedError


class Who(Step):
    """Whose rules they are, and what to start from. starts: the choice, "" for the rules of now."""

    def __init__(self, starts: Starts, chosen: str) -> None:
        self.starts, self.chosen = starts, chosen

    def heading(self) -> str:
        """The question."""
        return _("Whose rules are they?")

    def hint(self) -> str:
        """What comes."""
        return _(
            "A few questions follow. Have your newest letter or agreement at hand. "
            "You can leave out what you do not know."
        )

    def fields(self, letter: Letter) -> dict[str, Field]:
        """The name, the nation, and what to start from."""
        made: dict[str, Field] = {
            "name": TextField(_("Name of the council or NHS board"), missing=_("Type its name.")),
            "nation": ChoiceField(
                _("Nation"),
                [
                    ("england", _("England")),
                    ("wales", _("Wales")),
                    ("scotland", _("Scotland")),
                    ("northern-ireland", _("Northern Ireland")),
                    ("any", _("Any of them")),
                ],
                missing=_("Choose one."),
            ),
            "start": ChoiceField(
                _("Start from"),
                [
                    ("now", _("The rules you use now")),
                    *((rules.id, words) for rules, words in self.starts.presets),
                ],
                hint=_("Its answers are filled in. You can change each of them."),
                missing=_("Choose one."),
            ),
        }
        made["name"].set_value(letter.name)
        made["nation"].set_value(letter.nation)
        made["start"].set_value(self.chosen)
        return made

    def keep(self, letter: Letter, values: Mapping[str, Any]) -> Letter:
        """A name that is not too long; what to start from is the page's."""
        name = " ".join(values["name"].split())
        if len(name) > LONGEST_NAME:
            raise FieldFault("name", _("Use at most {count} letters.").format(count=LONGEST_NAME))
        return replace(letter, name=name, nation=values["nation"])


class HowOften(Step):
    """The period, and what it is counted from."""

    def heading(self) -> str:
        """The question."""
        return _("How often does it want a return?")

    def fields(self, letter: Letter) -> dict[str, Field]:
        """How often; from which day, where that is asked."""
        every = [
            ("", _("I do not know")),
            ("monthly", _("Every month")),
            ("four-weekly", _("Every four weeks")),
            ("13-weeks", _("Every 13 weeks")),
            ("quarterly", _("Every three months")),
            ("half-yearly", _("Every six months")),
            ("yearly", _("Every year")),
            ("on-request", _("Only when it writes to me")),
            ("card", _("Never: it sees my account")),
        ]
        if letter.every == "custom":
            every.append(("custom", _("On the dates in its list")))
        often = ChoiceField(_("How often"), every)
        start = ChoiceField(
            _("Its periods are counted from"),
            [
                ("", _("I do not know")),
                ("calendar", _("1 January")),
                ("financial-year", _("1 April")),
                ("tax-year", _("6 April")),
                ("agreement-start", _("The day the agreement began")),
                ("first-day", _("Another day")),
            ],
            hint=_("If you do not know, months are counted from 1 January."),
        )
        day = DateField(
            _("First day of one of its periods"), missing=_("Type the day from your letter.")
        )
        often.set_value(letter.every)
        start.set_value(letter.from_day)
        day.set_value(letter.first_day)

        def show() -> None:
            counted = often.chosen() not in ("", "on-request", "card", "custom")
            _see(start, counted)
            _see(day, counted and start.chosen() == "first-day")

        often.on_change(show)
        start.on_change(show)
        return _shown(show, {"every": often, "from_day": start, "first_day": day})

    def keep(self, letter: Letter, values: Mapping[str, Any]) -> Letter:
        """Weeks are counted from a day of their own."""
        every: Any = values["every"] or ""
        start: Any = values.get("from_day") or ""
        if every in IN_WEEKS and start not in ("", "agreement-start", "first-day"):
            raise FieldFault(
                "from_day",
                _(
                    "Weeks are counted from the day the agreement began, or from another day. "
                    "Choose one of these."
                ),
            )
        return replace(letter, every=every, from_day=start, first_day=values.get("first_day"))


class WhenDue(Step):
    """The day by which a return is to be sent."""

    def heading(self) -> str:
        """The question."""
        return _("By when is a return due?")

    def fields(self, letter: Letter) -> dict[str, Field]:
        """What it is counted from, and the days."""
        due = ChoiceField(
            _("It is due"),
            [
                ("", _("I do not know")),
                ("after-end", _("Some days after the period")),
                ("after-request", _("Some days after its letter")),
                ("printed", _("On a day that it prints")),
            ],
        )
        days = NumberField(
            _("How many days?"), hint=_("Often it is 28."), missing=_("Type the days, such as 28.")
        )
        due.set_value(letter.due)
        days.set_value(letter.due_days)

        def show() -> None:
            _see(days, due.chosen() in ("after-end", "after-request"))

        due.on_change(show)
        return _shown(show, {"due": due, "due_days": days})

    def keep(self, letter: Letter, values: Mapping[str, Any]) -> Letter:
        """Whole days."""
        days = values.get("due_days")
        return replace(
            letter,
            due=values["due"] or "",
            due_days=None if days is None else _whole("due_days", days, 1, MOST_DAYS),
        )


class HowSent(Step):
    """The ways to send a return, and where to."""

    def heading(self) -> str:
        """The question."""
        return _("How do you send it?")

    def fields(self, letter: Letter) -> dict[str, Field]:
        """Ways and contacts."""
        ways = [
            ("post", _("By post")),
            ("email", _("By e-mail")),
            ("online", _("Online")),
            ("in-person", _("I take it there")),
            ("visit", _("Somebody visits me")),
            ("fax", _("By fax")),
        ]
        if "card" in letter.ways:
            ways.append(("card", _("Not at all")))
        made: dict[str, Field] = {
            "ways": ChecksField(_("Ways that it takes"), ways),
            "post": NotesField(_("Its address for returns")),
            "email": TextField(_("Its e-mail address")),
            "web": TextField(_("Its page on the web"), hint=_("It begins with https://")),
            "phone": TextField(_("Its phone number")),
        }
        for name, field in made.items():
            field.set_value(getattr(letter, name))
        return made

    def keep(self, letter: Letter, values: Mapping[str, Any]) -> Letter:
        """Addresses that are whole."""
        email, web, phone = (values[name] or "" for name in ("email", "web", "phone"))
        post = "\n".join(line.strip() for line in (values["post"] or "").splitlines())
        if email and not _EMAIL.fullmatch(email):
            raise FieldFault("email", _("Type the whole address, with an @ in it."))
        if web and not _WEB.fullmatch(web):
            raise FieldFault("web", _("Type the whole address. It begins with https://"))
        if phone and not re.search(r"\d", phone):
            raise FieldFault("phone", _("Type the number in figures."))
        if not values["ways"] and phone and not (email or web or post):
            raise FieldFault("ways", _("Tick how it is sent too, or leave out the number."))
        for name, text in (("post", post), ("email", email), ("web", web), ("phone", phone)):
            if len(text) > 2 * LONGEST_NAME:
                raise FieldFault(
                    name, _("Use at most {count} letters.").format(count=2 * LONGEST_NAME)
                )
        return replace(letter, ways=values["ways"], post=post, email=email, web=web, phone=phone)


class Papers(Step):
    """What it wants to see with a return."""

    def heading(self) -> str:
        """The question."""
        return _("Which papers does it want to see?")

    def hint(self) -> str:
        """Nothing ticked says that it is not known."""
        return _("Tick those that go with a return. Tick nothing if you do not know.")

    def fields(self, letter: Letter) -> dict[str, Field]:
        """Papers, and which payments need their receipt."""
        words = evidence_labels()
        shown = [*USUAL_PAPERS, *(name for name in letter.papers if name not in USUAL_PAPERS)]
        papers = ChecksField(_("Papers"), [(name, words[name]) for name in shown])
        want = ChoiceField(
            _("Payments that need a receipt"),
            [
                ("", _("I do not know")),
                ("all", _("For every payment")),
                ("over", _("For payments above an amount")),
                ("on-request", _("Only when it asks")),
                ("sample", _("For some that it picks")),
            ],
        )
        over = MoneyField(
            _("Above which amount?"), missing=_("Type the amount from your letter, such as 50.")
        )
        papers.set_value(letter.papers)
        want.set_value(letter.receipts)
        over.set_value(letter.receipts_over)

        def show() -> None:
            _see(over, want.chosen() == "over")

        want.on_change(show)
        return _shown(show, {"papers": papers, "receipts": want, "receipts_over": over})

    def keep(self, letter: Letter, values: Mapping[str, Any]) -> Letter:
        """The papers in their usual order."""
        over = values.get("receipts_over")
        if over is not None and over <= 0:
            raise FieldFault("receipts_over", _("Type an amount above nothing."))
        return replace(
            letter,
            papers=values["papers"],
            receipts=values["receipts"] or "",
            receipts_over=over,
        )


class MayStay(Step):
    """How much money may stay in the account."""

    def heading(self) -> str:
        """The question."""
        return _("How much money may stay in the account?")

    def fields(self, letter: Letter) -> dict[str, Field]:
        """What it is measured in, and how much."""
        stays = ChoiceField(
            _("What may stay"),
            [
                ("", _("I do not know")),
                ("weeks", _("Some weeks of money")),
                ("amount", _("An amount in pounds")),
                ("months", _("What is used within months")),
                ("agreed", _("My agreement says it")),
                ("worked-out", _("It works it out each time")),
                ("none", _("Nothing that is not needed")),
            ],
        )
        counts: dict[str, Field] = {
            "weeks": NumberField(_("How many weeks?"), missing=_("Type the weeks, such as 8.")),
            "months": NumberField(_("How many months?"), missing=_("Type the months, such as 3.")),
            "amount": MoneyField(
                _("How much?"), missing=_("Type the amount from your letter, such as 500.")
            ),
        }
        stays.set_value(letter.stays)
        if letter.stays in COUNTED:
            counts[letter.stays].set_value(letter.stays_most)

        def show() -> None:
            for name, field in counts.items():
                _see(field, stays.chosen() == name)

        stays.on_change(show)
        return _shown(show, {"stays": stays, **counts})

    def keep(self, letter: Letter, values: Mapping[str, Any]) -> Letter:
        """A number that can be."""
        stays: Any = values["stays"] or ""
        most = values.get(stays)
        highest = {"weeks": MOST_WEEKS, "months": MOST_MONTHS}.get(stays)
        if most is not None and highest is not None and not 0 <= most <= highest:
            raise FieldFault(stays, _("Type a number from 0 to {number}.").format(number=highest))
        if stays == "amount" and most is not None and most < 0:
            raise FieldFault("amount", _("The amount must not be below nothing."))
        return replace(letter, stays=stays, stays_most=most)


class AskFirst(Step):
    """What it wants to be asked about."""

    def heading(self) -> str:
        """The question."""
        return _("What do you have to ask it about first?")

    def hint(self) -> str:
        """What becomes of it."""
        return _("Tick what your letter names. DP Manager reminds you to ask, and stops nothing.")

    def fields(self, letter: Letter) -> dict[str, Field]:
        """The questions of the spending check."""
        asked = ChecksField(
            _("Ask first about"), [(one.id, name_of(one)) for one in spending_rules().questions]
        )
        asked.set_value(letter.ask_first)
        return {"ask_first": asked}

    def keep(self, letter: Letter, values: Mapping[str, Any]) -> Letter:
        """What is ticked."""
        return replace(letter, ask_first=values["ask_first"])


class HowLong(Step):
    """How long papers are kept."""

    def heading(self) -> str:
        """The question."""
        return _("How long do you have to keep your papers?")

    def fields(self, letter: Letter) -> dict[str, Field]:
        """Full years, and the one that runs."""
        years = NumberField(
            _("Full years"), hint=_("Often it is 6. Leave it empty if you do not know.")
        )
        current = CheckField(_("And those of the year that runs"))
        years.set_value(letter.keep_years)
        current.set_value(letter.keep_this_year)
        return {"keep_years": years, "keep_this_year": current}

    def keep(self, letter: Letter, values: Mapping[str, Any]) -> Letter:
        """Whole years."""
        years = values["keep_years"]
        return replace(
            letter,
            keep_years=None if years is None else _whole("keep_years", years, 0, MOST_YEARS),
            keep_this_year=years is not None and values["keep_this_year"],
        )


def _see(field: Field, wanted: bool) -> None:
    """Shows or hides a field; one that stands nowhere yet is never shown, it would be a window."""
    if field.parent() is not None or not wanted:
        field.setVisible(wanted)


def _shown(show: Callable[[], None], fields: dict[str, Field]) -> dict[str, Field]:
    """Hides at once the fields that the answers so far do not ask for."""
    show()
    return fields


def _whole(field: str, number: Decimal, least: int, most: int) -> int:
    if number % 1 or not least <= number <= most:
        raise FieldFault(
            field,
            _("Type a whole number from {least} to {most}.").format(least=least, most=most),
        )
    return int(number)
