"""The fields of the question what support would cost."""

from decimal import Decimal

from dpmanager.domain.amounts import pounds
from dpmanager.domain.budget.cost import HolidayCover
from dpmanager.domain.reading import quoted
from dpmanager.errors import DPManagerError
from dpmanager.tasks.budget.cost_words import cover_words, hours_words, joined_words
from dpmanager.tasks.budget.work_out_cost import DEAREST_HOUR, MOST_ASSISTANTS, Question
from dpmanager.ui.widgets.fields import CheckField, ChoiceField, Field, MoneyField, NumberField
from dpmanager.words import _

PENSION_JOINED = {"law": None, "all": True, "none": False}
ROWS = (
    ("money", "rate", "hours", "assistants"),
    ("cover", "agency_rate", "pension"),
    ("fixed_costs", "reserve"),
)


class AmountField(MoneyField):
    """Pounds that are not below nothing."""

    def read_filled(self) -> Decimal:
        """The amount."""
        amount = super().read_filled()
        if amount < 0:
            raise DPManagerError(
                _("{label} must not be below nothing.").format(label=self.label_text)
            )
        return amount


class HourPriceField(MoneyField):
    """What an hour costs."""

    def read_filled(self) -> Decimal:
        """Pounds an hour."""
        amount = super().read_filled()
        if not 0 < amount <= DEAREST_HOUR:
            raise DPManagerError(
                _("{label} must be more than nothing, and at most {most}.").format(
                    label=self.label_text, most=pounds(DEAREST_HOUR)
                )
            )
        return amount


class HoursField(NumberField):
    """Hours a week, more than none."""

    def read_filled(self) -> Decimal:
        """The hours."""
        refused = DPManagerError(
            _("“{text}” is not a number of hours: type it like 20 or 20.25.").format(
                text=quoted(self.edit.text())
            )
        )
        try:
            hours = super().read_filled()
        except DPManagerError as fault:
            raise refused from fault
        if hours <= 0:
            raise refused
        return hours

    def set_value(self, value: Decimal | None) -> None:
        """Fills the field in."""
        super().set_value(None if value is None else hours_words(value))


class CountField(NumberField):
    """A number of assistants."""

    def read_filled(self) -> int:  # type: ignore[override]
        """The number."""
        typed = self.edit.text().strip()
        if not typed.isdecimal() or not 1 <= int(typed) <= MOST_ASSISTANTS:
            raise DPManagerError(
                _("The number of assistants must be a whole number from 1 to {most}.").format(
                    most=MOST_ASSISTANTS
                )
            )
        return int(typed)


def cost_fields() -> dict[str, Field]:
    """Every field by its name; `shown_for` says which of them a question has."""
    return {
        "question": ChoiceField(
            _("What do you want to know?"),
            [
                (Question.COST, _("What do these hours cost?")),
                (Question.HOURS, _("How many hours can I afford?")),
                (Question.WAGE, _("What can I pay an hour?")),
            ],
            missing=_("Choose what you want to know."),
        ),
        "money": AmountField(
            _("Money for a week"),
            hint=_("What is agreed. Yearly payments are spread over 52 weeks."),
            missing=_("Type how much money there is for a week."),
        ),
        "rate": HourPriceField(_("Pay for an hour"), missing=_("Type the pay for an hour.")),
        "hours": HoursField(
            _("Hours a week"),
            hint=_("Of all assistants together, such as 20.25"),
            missing=_("Type the hours of a week."),
        ),
        "assistants": CountField(
            _("How many assistants?"),
            hint=_("They share the hours evenly"),
            missing=_("Type how many assistants share the hours."),
        ),
        "cover": ChoiceField(
            _("Who covers holidays?"),
            [(cover, cover_words(cover)) for cover in HolidayCover],
            missing=_("Choose who covers holidays."),
        ),
        "agency_rate": HourPriceField(
            _("What the agency takes for an hour"),
            missing=_("Type what the agency takes for an hour."),
        ),
        "pension": ChoiceField(
            _("Who is in a pension?"),
            [(name, joined_words(joined)) for name, joined in PENSION_JOINED.items()],
            missing=_("Choose who is in a pension."),
        ),
        "allowance": CheckField(
            _("We claim the Employment Allowance"),
            hint=_("Then you pay no employer's National Insurance, up to a limit each year."),
        ),
        "fixed_costs": AmountField(
            _("Fixed costs in a year"),
            hint=_("Insurance and payroll"),
            missing=_("Type the fixed costs in a year, or 0."),
        ),
        "reserve": AmountField(
            _("Set aside in a year"),
            hint=_("Such as for sick pay"),
            missing=_("Type what is set aside in a year, or 0."),
        ),
    }


def shown_for(question: Question, cover: HolidayCover) -> dict[str, bool]:
    """Which of the fields that come and go are shown."""
    return {
        "money": question is not Question.COST,
        "rate": question is not Question.WAGE,
        "hours": question is not Question.HOURS,
        "agency_rate": cover is HolidayCover.AGENCY,
    }
