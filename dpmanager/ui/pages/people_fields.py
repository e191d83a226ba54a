"""The fields of a worker, by what they are about; the same for somebody new and for a change."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import msgspec

from dpmanager.domain.hours.shifts import HourKind
from dpmanager.domain.pay.ni_number import check_ni_number
from dpmanager.domain.pay.tax_code import parse_tax_code
from dpmanager.domain.people.worker_kinds import PROVIDERS
from dpmanager.domain.wording import kind_of_hour
from dpmanager.errors import DPManagerError
from dpmanager.tasks.book.answers import Pounds, RateAnswer, WorkerAnswer, as_day
from dpmanager.tasks.people.starting_code import Told, starting_code
from dpmanager.tasks.returns.resources import service_type_labels
from dpmanager.ui.pages.people_words import basis_words, how_often, ni_letters, told_words
from dpmanager.ui.widgets.fields import (
    ChecksField,
    ChoiceField,
    DateField,
    Field,
    MoneyField,
    NumberField,
    TextField,
)
from dpmanager.words import _

ASKED_FIRST = (
    HourKind.WEEKDAY,
    HourKind.SATURDAY,
    HourKind.SUNDAY,
    HourKind.BANK_HOLIDAY,
    HourKind.NIGHT,
    HourKind.SLEEP_IN,
)
CARE = ("personal_care", "complex_care", "companionship", "respite", "day_opportunities")
"""The service types that one person gives."""
MOST_DAYS = 366
MOST_PAID = 1000


class CheckedField(TextField):
    """A line that is checked by a rule of its own."""

    def __init__(self, label: str, check: Callable[[str], object], **more: Any) -> None:
        super().__init__(label, **more)
        self._check = check

    def read_filled(self) -> str:
        """The text, as it was typed. Raises what the rule raises."""
        text = self.edit.text().strip()
        self._check(text)
        return text


class DaysField(NumberField):
    """A whole number of days, up to a year."""

    def read_filled(self) -> int:  # type: ignore[override]
        """The days."""
        days = super().read_filled()
        if days != int(days) or not 0 <= days <= MOST_DAYS:
            raise DPManagerError(_("The days must be a whole number up to 366."))
        return int(days)


class RateField(MoneyField):
    """What is paid for an hour, or for a night."""

    def read_filled(self) -> Any:
        """The amount."""
        amount = super().read_filled()
        if not 0 < amount <= MOST_PAID:
            raise DPManagerError(
                _("{label} must be more than nothing, and at most £1,000.").format(
                    label=self.label_text
                )
            )
        return amount


def who_fields(kind: str, start: date | None) -> dict[str, Field]:
    """Name, where they live, when they started, what they do."""
    fields: dict[str, Field] = {
        "name": TextField(
            {
                "agency": _("Name of the agency"),
                "isf": _("Name of the provider"),
                "managed": _("Name of the provider"),
            }.get(kind, _("Full name")),
            missing=_("Type the name."),
        ),
        **service_fields(kind),
        "start_date": DateField(
            _("First day of work for you"), missing=_("Type the day, the month and the year.")
        ),
        "address": TextField(_("Address")),
    }
    fields["start_date"].set_value(start)
    if kind == "managed":
        fields["service_type"].set_value("running_costs")
    if kind == "employed":
        fields["date_of_birth"] = DateField(_("Date of birth"), hint=_("It is on their passport."))
        fields["ni_number"] = CheckedField(
            _("National Insurance number"),
            check_ni_number,
            hint=_("Such as QQ 12 34 56 C. Leave it empty until they have one."),
            characters=14,
        )
        fields["payroll_number"] = TextField(
            _("Payroll number"), hint=_("A number of your own for this person."), characters=10
        )
    else:
        fields["reference"] = TextField(
            _("Reference"), hint=_("What their invoices say, or how often they come.")
        )
    return fields


def service_fields(kind: str) -> dict[str, Field]:
    """What they mostly do, and of a person what else; nothing is offered twice."""
    mostly = ChoiceField(
        _("What they do"), list(service_type_labels().items()), missing=_("Choose what they do.")
    )
    if kind in PROVIDERS:
        return {"service_type": mostly}
    besides = ChecksField(
        _("What else they do"),
        [(name, label) for name, label in service_type_labels().items() if name in CARE],
    )
    mostly.box.currentIndexChanged.connect(lambda _place: besides.leave_out(mostly.chosen()))
    besides.leave_out(mostly.chosen())
    return {"service_type": mostly, "more_services": besides}


def tax_fields() -> dict[str, Field]:
    """What they told you, the code, the letter, and the figures of a P45."""
    told = ChoiceField(
        _("What did they tell you about tax?"),
        list(told_words().items()),
        hint=_("HMRC's starter checklist has the statements A, B and C."),
        missing=_("Choose one."),
    )
    with_code: dict[str, Field] = {
        "tax_code": CheckedField(
            _("Tax code"),
            parse_tax_code,
            hint=_("Such as 1257L. It is on the P45, or in HMRC's letter."),
            missing=_("Type the tax code."),
            characters=10,
        ),
        "tax_basis": ChoiceField(
            _("How the code counts"), list(basis_words().items()), missing=_("Choose one.")
        ),
        "previous_tax_year": TextField(
            _("Tax year of the P45"),
            hint=_("Such as 2026-27. Leave these three empty if there is no P45."),
            characters=8,
        ),
        "previous_pay": MoneyField(_("Pay on the P45")),
        "previous_tax": MoneyField(_("Tax on the P45")),
    }

    def show_code() -> None:
        for field in with_code.values():
            field.setVisible(told.chosen() is Told.CODE)

    # Not now: the code is the first choice, and a field with no page yet would be a window.
    told.box.currentIndexChanged.connect(lambda _place: show_code())
    return {
        "told": told,
        **with_code,
        "ni_category": ChoiceField(
            _("National Insurance letter"), list(ni_letters().items()), missing=_("Choose one.")
        ),
    }


def paid_fields() -> dict[str, Field]:
    """How often, the first period, and pay day."""
    return {
        "pay_frequency": ChoiceField(
            _("How often they are paid"), list(how_often().items()), missing=_("Choose one.")
        ),
        "first_period_start": DateField(
            _("First day of a pay period"),
            hint=_("The day from which the first pay is counted, such as a Monday."),
            missing=_("Type the day, the month and the year."),
        ),
        "pay_day_after": DaysField(
            _("Days from the end of a period to pay day"),
            hint=_("0 is the last day itself."),
            missing=_("Type how many days, such as 5."),
        ),
    }


def rates_fields() -> dict[str, Field]:
    """One field for each kind of hour that is asked for at first; others are added later."""
    fields: dict[str, Field] = {}
    for kind in ASKED_FIRST:
        if kind is HourKind.WEEKDAY:
            fields[kind.value] = RateField(
                _("For an hour on a weekday"), missing=_("Type what an hour is paid.")
            )
        elif kind is HourKind.SLEEP_IN:
            fields[kind.value] = RateField(
                _("For a sleep-in"), hint=_("In pounds, for the whole night")
            )
        else:
            fields[kind.value] = RateField(_rate_label(kind))
    return fields


def _rate_label(kind: HourKind) -> str:
    return _("For an hour: {kind}").format(kind=kind_of_hour(kind).lower())


def fill(fields: Mapping[str, Field], details: WorkerAnswer) -> None:
    """Shows details that there are already."""
    for name, field in fields.items():
        if name == "told":
            field.set_value(Told.CODE)
        elif name in ("previous_pay", "previous_tax"):
            field.set_value(getattr(details, name) or None)
        elif name == "ni_category" and isinstance(field, ChoiceField):
            letters = {details.ni_category: details.ni_category} | ni_letters()
            field.set_choices([(letter, words) for letter, words in letters.items() if letter])
            field.set_value(details.ni_category)
        elif name in details.__struct_fields__:
            field.set_value(getattr(details, name))


def with_values(details: WorkerAnswer, values: Mapping[str, Any], nation: str) -> WorkerAnswer:
    """The details with what was typed in their place."""
    known = {name: value for name, value in values.items() if name in details.__struct_fields__}
    for name in ("start_date", "date_of_birth", "first_period_start"):
        if known.get(name):
            known[name] = as_day(known[name])
    for name in ("address", "reference", "ni_number", "payroll_number", "previous_tax_year"):
        if name in known:
            known[name] = known[name] or ""
    for name in ("previous_pay", "previous_tax"):
        if name in known:
            known[name] = Pounds(known[name] or "0.00")
    told = values.get("told", Told.CODE)
    if told is not Told.CODE:
        code = starting_code(told, nation)
        known |= {"tax_code": code.code, "tax_basis": code.basis}
    return msgspec.structs.replace(details, **known)


def rates_from(values: Mapping[str, Any], start: date) -> tuple[RateAnswer, ...]:
    """The rates that were typed, from a day on."""
    return tuple(
        RateAnswer(kind=kind, from_date=as_day(start), amount=Pounds(values[kind.value]))
        for kind in ASKED_FIRST
        if values.get(kind.value) is not None
    )
