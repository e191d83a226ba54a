"""The changes to who is who and to what was agreed."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import msgspec

from dpmanager.domain.budget.agreement import Contribution, CostMet
from dpmanager.domain.budget.schedule import FundingRule
from dpmanager.domain.returns.funder_rules import FunderRules
from dpmanager.tasks.book.answers import (
    AgreementAnswer,
    CostAnswer,
    EmployerAnswer,
    FunderAnswer,
    PersonAnswer,
    Pounds,
    ServiceAnswer,
    as_day,
)
from dpmanager.tasks.budget.agree import add_agreement, add_funder
from dpmanager.tasks.people.arrangement import change_contact, change_employer
from dpmanager.tasks.people.look_at_people import AgreedWith, Contact, WhoIsWho
from dpmanager.tasks.returns.resources import GENERIC, labels, service_type_labels
from dpmanager.ui.desk import Desk
from dpmanager.ui.pages.funder_choice import find_and_choose
from dpmanager.ui.pages.people_change import Change
from dpmanager.ui.pages.people_fields import DaysField
from dpmanager.ui.pages.people_words import (
    before_or_after,
    contribution_ways,
    cost_ways,
    how_often,
)
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

HOURS, RATE, MET, YEARLY = "hours_", "rate_", "met_", "yearly_"
OTHER = "other"


def new_agreement(desk: Desk, agreed: AgreedWith) -> Change:
    """What was agreed from a new date; the fields show what was agreed before."""
    before = agreed.newest
    fields = _money_fields(before) | _service_fields(before) | _cost_fields(before)

    def task(values: dict[str, Any]) -> None:
        answer = _answer(values, before)
        add_agreement(desk.book, agreed.funder_id, answer, who=desk.who, at=desk.now())

    return Change(
        title=_("What was agreed from a new date"),
        note=_("The letter from {funder} says it. What was agreed before stays as it was.").format(
            funder=agreed.funder
        ),
        fields=fields,
        task=task,
        said=_("What was agreed with {funder} is saved.").format(funder=agreed.funder),
        button=_("Save what was agreed"),
        fault_at="from_date",
        rows=[
            (HOURS + name, RATE + name)
            for name in [*(service.type for service in before.services), OTHER]
        ]
        if before
        else [(HOURS + OTHER, RATE + OTHER)],
    )


def new_funder(desk: Desk, nation: str) -> Change:
    """Another council or NHS board that pays into the account, and what it agreed."""
    name = TextField(_("Its name"), missing=_("Type the name of the council or NHS board."))

    def chosen(known: FunderRules) -> None:
        if not known.preset and known.id != GENERIC:
            name.set_value(known.name)

    find, rules = find_and_choose(nation, chosen)
    fields: dict[str, Field] = {
        "find": find,
        "rules": rules,
        "name": name,
        "reference": TextField(_("Your reference with them")),
        **_money_fields(None),
        **_service_fields(None),
    }

    def task(values: dict[str, Any]) -> None:
        answer = FunderAnswer(
            rules=values["rules"],
            name=values["name"],
            reference=values["reference"] or "",
            agreements=(_answer(values, None),),
        )
        add_funder(desk.book, answer, who=desk.who, at=desk.now())

    return Change(
        title=_("Add a funder"),
        note=_("Somebody else who pays towards the care, such as the NHS besides a council."),
        fields=fields,
        task=task,
        said=_("The funder is added. Say who pays for what, on the Budget page."),
        button=_("Add this funder"),
        fault_at="name",
        rows=[(HOURS + OTHER, RATE + OTHER)],
    )


def contact_change(desk: Desk, contact: Contact) -> Change:
    """Name, address, telephone and e-mail of the recipient, the manager or the employer."""
    before = contact.details
    fields: dict[str, Field] = {
        "name": TextField(_("Full name"), missing=_("Type the name.")),
        "address": TextField(_("Address")),
        "phone": TextField(_("Telephone number")),
        "email": TextField(_("E-mail address")),
    }
    for name, field in fields.items():
        field.set_value(getattr(before, name))

    def task(values: dict[str, Any]) -> None:
        answer = PersonAnswer(
            name=values["name"],
            address=values["address"] or "",
            date_of_birth=before.date_of_birth,
            phone=values["phone"] or "",
            email=values["email"] or "",
        )
        change_contact(desk.book, contact.id, answer, who=desk.who, at=desk.now())

    return Change(
        title=_("Details of {name}").format(name=before.name),
        fields=fields,
        task=task,
        said=_("The details of {name} are saved.").format(name=before.name),
        button=_("Save these details"),
        fault_at="name",
    )


def employer_change(desk: Desk, who: WhoIsWho) -> Change:
    """What HMRC knows the employer by, and when HMRC is paid."""
    fields: dict[str, Field] = {
        "paye_reference": TextField(
            _("PAYE reference"), hint=_("HMRC gave it when you became an employer: 123/AB456")
        ),
        "accounts_office_reference": TextField(
            _("Accounts Office reference"), hint=_("You need it to pay HMRC: 123PA00012345")
        ),
        "hmrc_paid": ChoiceField(
            _("HMRC is paid"),
            [("monthly", _("Every month")), ("quarterly", _("Every three months"))],
            missing=_("Choose one."),
        ),
        "employment_allowance": CheckField(
            _("We claim the Employment Allowance"),
            hint=_("Then you pay no employer's National Insurance, up to a limit each year."),
        ),
    }
    for name, field in fields.items():
        field.set_value(getattr(who, name))

    def task(values: dict[str, Any]) -> None:
        answer = EmployerAnswer(
            paye_reference=values["paye_reference"] or "",
            accounts_office_reference=values["accounts_office_reference"] or "",
            hmrc_paid=values["hmrc_paid"],
            employment_allowance=values["employment_allowance"],
        )
        change_employer(desk.book, answer, who=desk.who, at=desk.now())

    return Change(
        title=_("The employer and HMRC"),
        fields=fields,
        task=task,
        said=_("The employer's HMRC details are saved."),
        button=_("Save HMRC details"),
    )


def _money_fields(before: AgreementAnswer | None) -> dict[str, Field]:
    ways = ChoiceField(
        _("Your own part (contribution)"),
        list(contribution_ways().items()),
        missing=_("Choose one."),
    )
    part = MoneyField(_("Your own part for a week"), missing=_("Type what you pay for a week."))

    _shown_with(ways, [part], lambda: ways.chosen() != Contribution.NONE.value)
    fields: dict[str, Field] = {
        "from_date": DateField(_("Agreed from"), missing=_("Type the day it counts from.")),
        "weekly_amount": MoneyField(
            _("Amount for a week"),
            hint=_("The whole amount, your own part included"),
            missing=_("Type the amount for a week."),
        ),
        "contribution_collected": ways,
        "weekly_contribution": part,
        "paid_every": ChoiceField(
            _("How often the money comes"), list(how_often().items()), missing=_("Choose one.")
        ),
        "paid_in": ChoiceField(
            _("Before or after"), list(before_or_after().items()), missing=_("Choose one.")
        ),
        "surplus_weeks": NumberField(_("Weeks of money that may stay in the account")),
        "return_days": DaysField(_("Days to send a return")),
    }
    if before is not None:
        for name, field in fields.items():
            if name != "from_date":
                field.set_value(getattr(before, name))
    return fields


def _service_fields(before: AgreementAnswer | None) -> dict[str, Field]:
    """Hours and rate of each kind of care, and of one more. No hours: it is not agreed any more."""
    names = service_type_labels()
    fields: dict[str, Field] = {}
    for service in before.services if before else ():
        label = names[service.type]
        hours = NumberField(_("{service}: hours a week").format(service=label))
        rate = MoneyField(_("{service}: for an hour").format(service=label))
        hours.set_value(f"{service.weekly_hours.normalize():f}")
        rate.set_value(service.hourly_rate)
        fields |= {HOURS + service.type: hours, RATE + service.type: rate}
    agreed = {service.type for service in before.services} if before else set()
    more = [(name, label) for name, label in names.items() if name not in agreed]
    other = ChoiceField(_("Another kind of care"), [("", _("None")), *more])
    hours = NumberField(_("Its hours a week"), missing=_("Type the hours a week, such as 20."))
    rate = MoneyField(_("For an hour of it"), missing=_("Type how much was agreed for an hour."))
    _shown_with(other, [hours, rate], lambda: not other.is_empty())
    return fields | {OTHER: other, HOURS + OTHER: hours, RATE + OTHER: rate}


def _shown_with(choice: ChoiceField, fields: list[Field], wanted: Callable[[], bool]) -> None:
    """Fields that count for some choices only."""

    def show() -> None:
        for field in fields:
            field.setVisible(wanted())

    choice.box.currentIndexChanged.connect(lambda _place: show())
    show()


def _cost_fields(before: AgreementAnswer | None) -> dict[str, Field]:
    fields: dict[str, Field] = {}
    for cost in before.costs if before else ():
        label = labels().get(cost.cost, cost.cost.capitalize())
        met = ChoiceField(label, list(cost_ways().items()), missing=_("Choose one."))
        yearly = MoneyField(
            _("{cost}: for a year").format(cost=label), missing=_("Type the amount for a year.")
        )
        met.set_value(cost.met)
        yearly.set_value(cost.yearly_amount or None)
        _shown_with(met, [yearly], partial(_paid_besides, met))
        fields |= {MET + cost.cost: met, YEARLY + cost.cost: yearly}
    return fields


def _paid_besides(met: ChoiceField) -> bool:
    return bool(met.chosen() == CostMet.PAID_SEPARATELY.value)


def _answer(values: Mapping[str, Any], before: AgreementAnswer | None) -> AgreementAnswer:
    names = [service.type for service in before.services] if before else []
    services = [_service(name, values, name) for name in names if values[HOURS + name]]
    if values[OTHER]:
        services.append(_service(values[OTHER], values, OTHER))
    weeks = values["surplus_weeks"]
    return AgreementAnswer(
        from_date=as_day(values["from_date"]),
        weekly_amount=Pounds(values["weekly_amount"]),
        weekly_contribution=Pounds(values.get("weekly_contribution", "0.00")),
        paid_every=values["paid_every"],
        paid_in=values["paid_in"],
        contribution_collected=values["contribution_collected"],
        funding_rule=before.funding_rule if before else FundingRule.FIXED,
        contingency=before.contingency if before else Pounds("0.00"),
        surplus_weeks=None if weeks is None else Pounds(weeks),
        return_days=values["return_days"],
        services=tuple(services),
        costs=tuple(_cost(cost, values) for cost in before.costs) if before else (),
    )


def _service(name: str, values: Mapping[str, Any], key: str) -> ServiceAnswer:
    return ServiceAnswer(
        type=name,
        weekly_hours=Pounds(values[HOURS + key]),
        hourly_rate=Pounds(values[RATE + key] or "0.00"),
    )


def _cost(cost: CostAnswer, values: Mapping[str, Any]) -> CostAnswer:
    return msgspec.structs.replace(
        cost,
        met=values[MET + cost.cost],
        yearly_amount=Pounds(values.get(YEARLY + cost.cost, "0.00")),
    )
