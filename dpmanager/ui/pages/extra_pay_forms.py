"""The forms of the page about time off, other pay and what is taken off."""

from collections.abc import Mapping, Set
from decimal import Decimal
from typing import Any

from dpmanager.domain.amounts import pounds
from dpmanager.domain.pay.extras import ExtraKind
from dpmanager.domain.pay.family_leave_dates import EVENTS, FamilyEvent, FamilyPayKind
from dpmanager.domain.pay.figures import short
from dpmanager.domain.pay.mileage import Vehicle
from dpmanager.domain.wording import kind_of_extra
from dpmanager.errors import DPManagerError
from dpmanager.tasks.pay.court_order_tables import court_order_tables
from dpmanager.tasks.pay.orders import (
    FIXED,
    WITH_PROTECTED_SHARE,
    DeductionAnswer,
    DeductionSeen,
    OrderAnswer,
    OrderSeen,
    OrderSort,
    add_deduction,
    add_order,
    change_deduction,
    change_order,
    end_order,
)
from dpmanager.tasks.pay.pay_items import (
    ItemSeen,
    PayItemAnswer,
    add_pay_item,
    change_pay_item,
)
from dpmanager.tasks.pay.pay_while_away import SICK
from dpmanager.tasks.people.absence_words import event_words, evidence_words, kind_of_absence
from dpmanager.tasks.people.absences import (
    AbsenceAnswer,
    change_absence,
    end_absence,
    record_absence,
)
from dpmanager.tasks.people.look_at_absences import AbsenceSeen
from dpmanager.ui.desk import Desk
from dpmanager.ui.pages.extra_pay_words import (
    by_hand,
    deduction_kinds,
    deduction_title,
    item_title,
    order_sorts,
    order_title,
    vehicles,
)
from dpmanager.ui.pages.people_change import Change
from dpmanager.ui.widgets.fields import (
    CheckField,
    ChoiceField,
    DateField,
    Field,
    MoneyField,
    NumberField,
    TextField,
)
from dpmanager.words import _

SICK_EVIDENCE = ("", "self", "fit_note")
FAMILY_EVIDENCE = ("", "mat_b1", "matching", "declaration")
BY_COURT = FIXED - WITH_PROTECTED_SHARE
MOST_WEEKS = 52


class PercentField(NumberField):
    """A share that is typed as a percentage: 10 for 10%."""

    def read_filled(self) -> Decimal:
        """The share: 0.10."""
        percent = super().read_filled()
        if not 0 < percent <= 100:
            raise DPManagerError(
                _("{label} must be a percentage up to 100.").format(label=self.label_text)
            )
        return percent / 100

    def set_value(self, value: Decimal | None) -> None:
        """Fills the field in."""
        super().set_value(None if value is None else short(value * 100))


class WeeksField(NumberField):
    """A whole number of weeks."""

    def read_filled(self) -> int:  # type: ignore[override]
        """The weeks."""
        weeks = super().read_filled()
        if weeks != int(weeks) or not 0 <= weeks <= MOST_WEEKS:
            raise DPManagerError(_("The weeks must be a whole number up to 52."))
        return int(weeks)


def sick_form(desk: Desk, worker_id: int, name: str, seen: AbsenceSeen | None = None) -> Change:
    """Somebody is off sick."""
    fields: dict[str, Field] = {
        "first_day": DateField(
            _("First day off sick"),
            hint=_("The first whole day on which they could not work"),
            missing=_("Type the first day off sick."),
        ),
        "last_day": DateField(
            _("Last day off sick"), hint=_("Leave it empty while they are still off.")
        ),
        "told_on": DateField(_("The day they told you")),
        "evidence": _choice(
            _("What they gave you"),
            {key: evidence_words()[key] for key in SICK_EVIDENCE},
            hint=_("Up to 7 days their own words are enough. After that, a fit note."),
        ),
        "fit_note_until": DateField(
            _("The fit note covers the days up to"), hint=_("Leave it empty without a fit note.")
        ),
        "note": TextField(_("Note for yourself")),
    }
    if seen is not None:
        _fill(fields, seen.answer)

    def task(values: dict[str, Any]) -> None:
        answer = AbsenceAnswer(kind=SICK, **_filled_in(values))
        if seen is None:
            record_absence(desk.book, worker_id, answer, who=desk.who, at=desk.now())
        else:
            change_absence(desk.book, seen.id, answer, who=desk.who, at=desk.now())

    return Change(
        title=_("{name} is off sick").format(name=name),
        note=_("Sick pay is worked out from these days, and comes with the pay of its weeks."),
        fields=fields,
        task=task,
        said=_("The time off sick is saved."),
        button=_("Save time off sick"),
        fault_at="first_day",
    )


def family_form(desk: Desk, worker_id: int, name: str, seen: AbsenceSeen | None = None) -> Change:
    """Leave of a parent, with the day that its pay goes by."""
    kind = _choice(
        _("Kind of leave"),
        {one: kind_of_absence(one) for one in FamilyPayKind},
        missing=_("Choose the kind of leave."),
    )
    event = _choice(
        _("What the pay goes by"), event_words(), missing=_("Choose what the pay goes by.")
    )
    born = DateField(_("Day of birth, if the baby is born"))
    fields: dict[str, Field] = {
        "kind": kind,
        "event": event,
        "event_day": DateField(_("That day"), missing=_("Type the day that the pay goes by.")),
        "first_day": DateField(_("First day of leave"), missing=_("Type the first day of leave.")),
        "last_day": DateField(
            _("Last day of leave"), hint=_("Leave it empty for all the weeks that are paid.")
        ),
        "born": born,
        "weeks_used": WeeksField(
            _("Weeks of this pay used before"),
            hint=_("For the same child, by them or by the other parent"),
        ),
        "evidence": _choice(
            _("What they gave you"), {key: evidence_words()[key] for key in FAMILY_EVIDENCE}
        ),
        "note": TextField(_("Note for yourself")),
    }

    def offer() -> None:
        chosen = EVENTS[kind.chosen() or FamilyPayKind.MATERNITY]
        event.set_choices([(one, event_words()[one]) for one in chosen])
        event.set_value(chosen[0])

    if seen is not None:
        answer = seen.answer
        kind.set_value(FamilyPayKind(answer.kind))
        offer()
        event.set_value(FamilyEvent(answer.event))
        for key in ("event_day", "first_day", "last_day", "born", "evidence", "note"):
            fields[key].set_value(getattr(answer, key))
        fields["weeks_used"].set_value(answer.weeks_used or None)
    else:
        offer()
    kind.box.currentIndexChanged.connect(lambda _place: offer())
    _shown_for(event, {born: {FamilyEvent.DUE}})

    def task(values: dict[str, Any]) -> None:
        given = _filled_in(values)
        given["kind"] = given["kind"].value
        given["event"] = given["event"].value
        answer = AbsenceAnswer(**given)
        if seen is None:
            record_absence(desk.book, worker_id, answer, who=desk.who, at=desk.now())
        else:
            change_absence(desk.book, seen.id, answer, who=desk.who, at=desk.now())

    return Change(
        title=_("{name} takes leave as a parent").format(name=name),
        note=_("Pay for it is worked out from these days. HMRC gives most or all of it back."),
        fields=fields,
        task=task,
        said=_("The leave is saved."),
        button=_("Save leave"),
        fault_at="first_day",
    )


def end_form(desk: Desk, seen: AbsenceSeen) -> Change:
    """The last day of time off."""
    last = DateField(_("Last day off"), missing=_("Type the last day off."))
    return Change(
        title=_("They are back at work"),
        note=_("Type the last day on which they were off, not the day they came back."),
        fields={"last": last},
        task=lambda values: end_absence(
            desk.book, seen.id, values["last"], who=desk.who, at=desk.now()
        ),
        said=_("The last day off is saved."),
        button=_("Save the last day off"),
        fault_at="last",
    )


def money_form(
    desk: Desk,
    worker_id: int,
    kind: ExtraKind,
    seen: ItemSeen | None = None,
    amount: Decimal | None = None,
) -> Change:
    """A bonus, expenses, or statutory pay that is entered by hand, of which kind can be chosen."""
    statutory = by_hand()
    fields: dict[str, Field] = {}
    if kind in statutory:
        fields["kind"] = _choice(_("Which pay"), statutory, missing=_("Choose which pay it is."))
        fields["kind"].set_value(kind)
    fields |= {
        "amount": MoneyField(_("Amount"), missing=_("Type the amount.")),
        "day": _day_field(),
        "note": TextField(_("What it is for"), hint=_("The payslip says it.")),
    }
    fields["day"].set_value(desk.today())
    fields["amount"].set_value(amount)
    if seen is not None:
        _fill(fields, seen.answer)
    note = {
        ExtraKind.BONUS: _("A bonus is pay: tax and National Insurance count it."),
        ExtraKind.EXPENSES: _("Money they spent for you comes back without tax. Keep the receipt."),
    }.get(kind, _("For pay that the program cannot work out, or that came too late for its week."))

    def task(values: dict[str, Any]) -> object:
        given = _filled_in(values)
        return _save_item(desk, worker_id, PayItemAnswer(**({"kind": kind} | given)), seen)

    return Change(
        title=_item_heading(kind, seen, statutory=kind in statutory),
        note=note,
        fields=fields,
        task=task,
        said=_("It is saved. It comes with the pay of its week or month."),
        button=_("Save this pay"),
        fault_at="amount",
    )


def miles_form(desk: Desk, worker_id: int, seen: ItemSeen | None = None) -> Change:
    """Miles of work in the worker's own vehicle."""
    fields: dict[str, Field] = {
        "miles": NumberField(
            _("Miles"),
            hint=_("For work, not between home and work"),
            missing=_("Type the miles."),
        ),
        "vehicle": _choice(_("Vehicle"), vehicles(), missing=_("Choose the vehicle.")),
        "day": _day_field(),
        "mile_rate": MoneyField(
            _("Your own rate for a mile"),
            hint=_("Leave it empty for the approved rate, which is free of tax."),
        ),
        "note": TextField(_("Where to and why"), hint=_("The payslip says it.")),
    }
    fields["day"].set_value(desk.today())
    fields["vehicle"].set_value(Vehicle.CAR)
    if seen is not None:
        _fill(fields, seen.answer)
        fields["miles"].set_value(short(seen.answer.miles or Decimal(0)))

    def task(values: dict[str, Any]) -> object:
        answer = PayItemAnswer(kind=ExtraKind.MILEAGE, **_filled_in(values))
        return _save_item(desk, worker_id, answer, seen)

    return Change(
        title=_item_heading(ExtraKind.MILEAGE, seen),
        note=_("More than the approved rate is allowed. What is above it is taxed."),
        fields=fields,
        task=task,
        said=_("The miles are saved. They come with the pay of their week or month."),
        button=_("Save these miles"),
        fault_at="miles",
    )


def advance_form(desk: Desk, worker_id: int, seen: ItemSeen | None = None) -> Change:
    """Pay before it is earned, and how it is taken back."""
    fields: dict[str, Field] = {
        "amount": MoneyField(_("Amount of the advance"), missing=_("Type the amount.")),
        "each": MoneyField(
            _("Taken back from each pay"),
            hint=_("Leave it empty to take all of it from the next pay."),
        ),
        "agreed_on": DateField(
            _("The day they agreed in writing"),
            missing=_("They must agree in writing. Type the day."),
        ),
        "day": _day_field(),
        "paid_apart": CheckField(
            _("I have paid it already, apart from the wages"),
            hint=_("Then it is only taken back."),
        ),
        "note": TextField(_("What it is for"), hint=_("The payslip says it.")),
    }
    fields["day"].set_value(desk.today())
    fields["agreed_on"].set_value(desk.today())
    if seen is not None:
        del fields["paid_apart"]
        _fill(fields, seen.answer)

    def task(values: dict[str, Any]) -> object:
        answer = PayItemAnswer(kind=ExtraKind.ADVANCE, **_filled_in(values))
        return _save_item(desk, worker_id, answer, seen)

    return Change(
        title=_item_heading(ExtraKind.ADVANCE, seen),
        note=_("The advance is paid free of tax, and taken back from the pay days after it."),
        fields=fields,
        task=task,
        said=_("The advance is saved, and how it is taken back."),
        button=_("Save the advance"),
        fault_at="amount",
    )


def order_form(desk: Desk, worker_id: int, seen: OrderSeen | None = None) -> Change:
    """An order of a court or a council, as its letter says it."""
    sort = _choice(
        _("What kind of order it is"), order_sorts(), missing=_("Choose what kind of order it is.")
    )
    fields: dict[str, Field] = {
        "sort": sort,
        "payee": TextField(_("Who gets the money"), missing=_("Type who gets the money.")),
        "reference": TextField(_("Reference in the letter"), characters=20),
        "from_date": DateField(
            _("Date of the order"),
            hint=_("It decides which of two orders takes first."),
            missing=_("Type the date of the order."),
        ),
        "amount": MoneyField(
            _("Amount from each pay"), missing=_("Type the amount that the letter names.")
        ),
        "share": PercentField(
            _("Percentage of net pay"), missing=_("Type the percentage that the letter names.")
        ),
        "protected": MoneyField(
            _("Protected earnings of one pay"), hint=_("What the order must leave to the worker")
        ),
        "protected_share": PercentField(
            _("Percentage of net pay that must be left"),
            hint=_("The letter says it, most often as 60."),
            missing=_("Type the percentage that must be left."),
        ),
        "whole": MoneyField(_("The whole debt"), hint=_("Leave it empty if the order has no end.")),
        "with_charge": CheckField(
            _("Keep {amount} for the work of each deduction").format(
                amount=pounds(court_order_tables().administration_charge.most)
            ),
            hint=_("The law lets you. You need not."),
        ),
    }

    if seen is not None:
        _fill(fields, seen.answer)
    _shown_for(
        sort,
        {
            fields["amount"]: FIXED,
            fields["protected"]: BY_COURT,
            fields["share"]: {OrderSort.DEA_SHARE},
            fields["protected_share"]: WITH_PROTECTED_SHARE,
        },
    )

    def task(values: dict[str, Any]) -> None:
        to_date = None if seen is None else seen.answer.to_date
        answer = OrderAnswer(**_filled_in(values), to_date=to_date)
        if seen is None:
            add_order(desk.book, worker_id, answer, who=desk.who, at=desk.now())
        else:
            change_order(desk.book, seen.id, answer, who=desk.who, at=desk.now())

    return Change(
        title=_("An order to take money from pay") if seen is None else order_title(seen),
        note=_("Copy it from the letter. You must follow it from the next pay day."),
        fields=fields,
        task=task,
        said=_("The order is saved. It counts from the next pay day."),
        button=_("Save the order"),
        fault_at="payee",
    )


def end_order_form(desk: Desk, seen: OrderSeen) -> Change:
    """The last day of an order."""
    last = DateField(
        _("Last pay day that it counts for"), missing=_("Type the last day of the order.")
    )
    last.set_value(seen.answer.to_date)
    return Change(
        title=_("The order ends: {payee}").format(payee=seen.answer.payee),
        note=_("End it when a letter says so. Nothing is taken after that day."),
        fields={"last": last},
        task=lambda values: end_order(
            desk.book, seen.id, values["last"], who=desk.who, at=desk.now()
        ),
        said=_("The last day of the order is saved."),
        button=_("Save the last day of the order"),
        fault_at="last",
    )


def deduction_form(desk: Desk, worker_id: int, seen: DeductionSeen | None = None) -> Change:
    """What a worker agreed to pay back from pay."""
    fields: dict[str, Field] = {
        "what_for": _choice(
            _("What it takes back"), deduction_kinds(), missing=_("Choose what it takes back.")
        ),
        "reason": TextField(
            _("What the payslip says"), missing=_("Type what the payslip is to say.")
        ),
        "whole": MoneyField(_("The whole amount"), missing=_("Type the whole amount.")),
        "each": MoneyField(
            _("From each pay"), hint=_("Leave it empty to take as much as there is.")
        ),
        "agreed_on": DateField(
            _("The day they agreed in writing"),
            missing=_("They must agree in writing. Type the day."),
        ),
        "from_date": DateField(
            _("From the first pay day after"), missing=_("Type the day from which it is taken.")
        ),
    }
    fields["agreed_on"].set_value(desk.today())
    fields["from_date"].set_value(desk.today())
    if seen is not None:
        _fill(fields, seen.answer)

    def task(values: dict[str, Any]) -> None:
        answer = DeductionAnswer(**_filled_in(values))
        if seen is None:
            add_deduction(desk.book, worker_id, answer, who=desk.who, at=desk.now())
        else:
            change_deduction(desk.book, seen.id, answer, who=desk.who, at=desk.now())

    return Change(
        title=_("A deduction they agreed to") if seen is None else deduction_title(seen),
        note=_("Nothing may be taken off pay unless the worker agreed in writing first."),
        fields=fields,
        task=task,
        said=_("The deduction is saved."),
        button=_("Save the deduction"),
        fault_at="whole",
    )


def item_form(desk: Desk, worker_id: int, seen: ItemSeen) -> Change:
    """An item that waits, to be changed."""
    if seen.answer.kind is ExtraKind.MILEAGE:
        return miles_form(desk, worker_id, seen)
    if seen.answer.kind is ExtraKind.ADVANCE:
        return advance_form(desk, worker_id, seen)
    return money_form(desk, worker_id, seen.answer.kind, seen)


def _save_item(desk: Desk, worker_id: int, answer: PayItemAnswer, seen: ItemSeen | None) -> object:
    if seen is None:
        return add_pay_item(desk.book, worker_id, answer, who=desk.who, at=desk.now())
    change_pay_item(desk.book, seen.id, answer, who=desk.who, at=desk.now())
    return None


def _item_heading(kind: ExtraKind, seen: ItemSeen | None, *, statutory: bool = False) -> str:
    if seen is not None:
        return item_title(seen)
    return _("Sick pay or pay of a parent, by hand") if statutory else kind_of_extra(kind)


def _day_field() -> DateField:
    return DateField(
        _("Day"),
        hint=_("It comes with the pay of the week or month with this day."),
        missing=_("Type the day."),
    )


def _shown_for(choice: ChoiceField, fields: Mapping[Field, Set[Any]]) -> None:
    """Fields that count for some choices only."""

    def show() -> None:
        for field, choices in fields.items():
            if choice.chosen() not in choices:
                field.hide()
            elif field.parent() is not None:  # without one it would be a window of its own
                field.show()

    choice.box.currentIndexChanged.connect(lambda _place: show())
    show()


def _choice(
    label: str, choices: dict[Any, str], *, hint: str = "", missing: str = ""
) -> ChoiceField:
    return ChoiceField(label, list(choices.items()), hint=hint, missing=missing)


def _fill(fields: dict[str, Field], answer: Any) -> None:
    for name, field in fields.items():
        field.set_value(getattr(answer, name))


def _filled_in(values: dict[str, Any]) -> dict[str, Any]:
    """What was filled in: an empty field is left to what stands for it."""
    return {name: value for name, value in values.items() if value is not None}
