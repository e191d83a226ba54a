"""The changes to the terms of a worker: a form of its own for each."""

from functools import partial
from typing import Any

from dpmanager.domain.pay.code_changes import P45
from dpmanager.domain.pay.figures import short
from dpmanager.domain.pay.holiday_carried import CarryReason
from dpmanager.domain.pay.holiday_record import HolidayMethod
from dpmanager.domain.pay.tax import Basis
from dpmanager.domain.pay.tax_code import parse_tax_code
from dpmanager.domain.periods import long_date, months_after, weekday_names
from dpmanager.tasks.people.engage_worker import end_work
from dpmanager.tasks.people.holiday_terms import (
    NORTHERN_IRELAND,
    carry_holiday,
    set_holiday,
    set_home,
    set_payroll_by,
    set_working_days,
)
from dpmanager.tasks.people.late_p45 import P45Seen, look_at_p45, take_p45
from dpmanager.tasks.people.leaving import (
    Offer,
    add_notice_pay,
    add_redundancy,
    give_p45,
    look_at_notice_pay,
    look_at_redundancy,
)
from dpmanager.tasks.people.look_at_terms import TermsSeen
from dpmanager.tasks.people.terms_of_work import (
    add_code_notice,
    add_loan_notice,
    set_letter,
    set_other_work,
)
from dpmanager.ui.desk import Desk
from dpmanager.ui.pages.people_change import Change
from dpmanager.ui.pages.people_fields import CheckedField
from dpmanager.ui.pages.people_words import basis_words, ni_letters
from dpmanager.ui.pages.terms_offer import Question, Shown
from dpmanager.ui.pages.terms_words import (
    OTHER_REASON,
    carry_reasons,
    code_words,
    holiday_methods,
    known_words,
    loan_kinds,
    notice_kinds,
    offer_words,
    payroll_choices,
    starts_words,
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

DAY = "day_"


def code_change(desk: Desk, seen: TermsSeen) -> Change:
    """A tax code from a day on."""

    def task(values: dict[str, Any]) -> str:
        return add_code_notice(desk.book, seen.id, **values, who=desk.who, at=desk.now())

    return Change(
        title=_("A new tax code for {name}").format(name=seen.name),
        note=_("Copy it from the notice. A day that is over is fine: the next pay catches up."),
        fields={
            "notice": _choice(_("Where the code comes from"), notice_kinds()),
            "code": _code_field(),
            "basis": _choice(_("How the code counts"), basis_words_by_basis()),
            "from_date": _from_date(_("The date on the notice.")),
        },
        task=task,
        said=partial(_with_more, _("The tax code is saved.")),
        button=_("Save the tax code"),
        fault_at="from_date",
    )


def letter_change(desk: Desk, seen: TermsSeen) -> Change:
    """A National Insurance letter from a day on."""

    def task(values: dict[str, Any]) -> str:
        reason = values.pop("reason") or ""
        return set_letter(desk.book, seen.id, reason=reason, **values, who=desk.who, at=desk.now())

    return Change(
        title=_("A new National Insurance letter for {name}").format(name=seen.name),
        note=_("Payslips made already keep the letter they have."),
        fields={
            "letter": _choice(_("National Insurance letter"), ni_letters()),
            "from_date": _from_date(_("The first pay day it counts for.")),
            "reason": TextField(_("Why"), hint=_("Such as a certificate that you have seen.")),
        },
        task=task,
        said=partial(_with_more, _("The letter is saved.")),
        button=_("Save the letter"),
        fault_at="from_date",
    )


def loan_change(desk: Desk, seen: TermsSeen) -> Change:
    """A loan that starts or stops."""

    def task(values: dict[str, Any]) -> None:
        add_loan_notice(desk.book, seen.id, **values, who=desk.who, at=desk.now())

    return Change(
        title=_("A loan of {name} starts or stops").format(name=seen.name),
        note=_("HMRC sends a notice, or the worker's starter checklist or P45 says it."),
        fields={
            "starts": _choice(_("What happens"), starts_words()),
            "loan": _choice(_("Which loan"), loan_kinds()),
            "from_date": _from_date(_("The date in the notice.")),
        },
        task=task,
        said=_("The loan notice is saved. It counts from the next pay day on."),
        button=_("Save the loan notice"),
        fault_at="from_date",
    )


def other_work_change(desk: Desk, seen: TermsSeen) -> Change:
    """Another job or a pension."""
    job = _choice(_("Do they have another job?"), known_words())
    job.set_value(seen.has_other_job)
    pension = _choice(_("Do they get a pension?"), known_words())
    pension.set_value(seen.has_other_pension)

    def task(values: dict[str, Any]) -> None:
        set_other_work(
            desk.book,
            seen.id,
            has_other_job=values["job"],
            has_other_pension=values["pension"],
            who=desk.who,
            at=desk.now(),
        )

    return Change(
        title=_("What else {name} has").format(name=seen.name),
        note=_("HMRC's starter checklist asks both. The first report to HMRC needs them."),
        fields={"job": job, "pension": pension},
        task=task,
        said=_("Other job and pension are saved."),
        button=_("Save these answers"),
    )


def holiday_change(desk: Desk, seen: TermsSeen) -> Change:
    """How holiday is earned."""
    now = seen.holiday
    methods = holiday_methods()
    if seen.nation == NORTHERN_IRELAND:
        del methods[HolidayMethod.ROLLED_UP]
    method = _choice(_("How holiday is earned"), methods)
    method.set_value(now.method)
    hours = NumberField(
        _("Hours in a week"), hint=_("Needed for fixed hours. Otherwise an average, if agreed.")
    )
    days = NumberField(_("Days in a week"), hint=_("Needed for fixed hours. Such as 2.5"))
    for field, value in ((hours, now.weekly_hours), (days, now.days_a_week)):
        if value is not None:
            TextField.set_value(field, short(value))
    start = DateField(
        _("First day of a leave year"), hint=_("Of any year. Without one it is 6 April.")
    )
    start.set_value(now.leave_year_start)

    def task(values: dict[str, Any]) -> None:
        set_holiday(desk.book, seen.id, **values, who=desk.who, at=desk.now())

    return Change(
        title=_("How {name} earns holiday").format(name=seen.name),
        note=_("Their contract says it."),
        fields={
            "method": method,
            "weekly_hours": hours,
            "days_a_week": days,
            "leave_year_start": start,
        },
        task=task,
        said=_("How holiday is earned is saved."),
        button=_("Save how holiday is earned"),
        fault_at="method",
    )


def carry_change(desk: Desk, seen: TermsSeen) -> Change:
    """Holiday from the leave year before."""
    this = seen.holiday.year.start
    years = {
        day: _("From {day}").format(day=long_date(day)) for day in (this, months_after(this, 12))
    }
    reason = _choice(_("Why it is carried over"), carry_reasons())
    note = TextField(_("What the reason is"))

    def show_note() -> None:
        note.setVisible(reason.chosen() == OTHER_REASON)

    # Not now: a field with no page yet would be a window.
    reason.box.currentIndexChanged.connect(lambda _place: show_note())
    note.hide()

    def task(values: dict[str, Any]) -> None:
        is_other = values["reason"] == OTHER_REASON
        carry_holiday(
            desk.book,
            seen.id,
            day=values["day"],
            hours=values["hours"],
            reason=CarryReason.OTHER if is_other else CarryReason(values["reason"]),
            note=values.get("note") or "",
            who=desk.who,
            at=desk.now(),
        )

    return Change(
        title=_("Holiday that {name} carries over").format(name=seen.name),
        note=_("Hours that were earned in one leave year and are taken in the next."),
        fields={
            "day": _choice(_("Into which leave year"), years),
            "hours": NumberField(_("Hours"), missing=_("Type how many hours, such as 12.")),
            "reason": reason,
            "note": note,
        },
        task=task,
        said=_("The holiday is carried over."),
        button=_("Carry these hours over"),
        fault_at="hours",
    )


def days_change(desk: Desk, seen: TermsSeen) -> Change:
    """The days that count for sick pay."""
    fields: dict[str, Field] = {}
    for number, name in enumerate(weekday_names()):
        box = CheckField(name)
        box.set_value(number in seen.working_days)
        fields[f"{DAY}{number}"] = box

    def task(values: dict[str, Any]) -> None:
        days = [int(name.removeprefix(DAY)) for name, ticked in values.items() if ticked]
        set_working_days(desk.book, seen.id, days, who=desk.who, at=desk.now())

    return Change(
        title=_("Days for the sick pay of {name}").format(name=seen.name),
        note=_("Tick the days on which they usually work. Sick pay is for these days."),
        fields=fields,
        task=task,
        said=_("The days for sick pay are saved."),
        button=_("Save these days"),
        fault_at=f"{DAY}0",
    )


def home_change(desk: Desk, seen: TermsSeen) -> Change:
    """A home that comes with the job."""
    charge = MoneyField(
        _("What a night costs them"),
        hint=_("In pounds; 0 if it is free. Leave it empty if there is no such home."),
    )
    charge.set_value(seen.home_nightly_charge)

    def task(values: dict[str, Any]) -> None:
        set_home(desk.book, seen.id, values["charge"], who=desk.who, at=desk.now())

    return Change(
        title=_("A home for {name}").format(name=seen.name),
        note=_("A home that you give changes what counts for the minimum wage."),
        fields={"charge": charge},
        task=task,
        said=_("The home is saved."),
        button=_("Save the home"),
        fault_at="charge",
    )


def payroll_change(desk: Desk, seen: TermsSeen) -> Change:
    """Who works the pay out."""
    by = _choice(_("Who works the pay out"), payroll_choices())
    by.set_value(seen.payroll_by)

    def task(values: dict[str, Any]) -> None:
        set_payroll_by(desk.book, seen.id, values["by"], who=desk.who, at=desk.now())

    return Change(
        title=_("Who works out the pay of {name}").format(name=seen.name),
        fields={"by": by},
        task=task,
        said=_("Who works the pay out is saved."),
        button=_("Save who works it out"),
    )


def end_change(desk: Desk, seen: TermsSeen) -> Change:
    """The last day of work."""
    last = DateField(_("Last day of work"))
    last.set_value(seen.leaving.last_day)
    note = _("Their records stay in the book. Leave the date empty if they work on.")
    if seen.leaving.items:
        note = _("Another day takes away the notice and redundancy pay that is not paid yet.")
    return Change(
        title=_("The work of {name} ends").format(name=seen.name),
        note=note,
        fields={"last": last},
        task=lambda values: end_work(
            desk.book, seen.id, values["last"], who=desk.who, at=desk.now()
        ),
        said=_("The last day of {name} is saved.").format(name=seen.name),
        button=_("Save the last day"),
        fault_at="last",
    )


def p45_given_change(desk: Desk, seen: TermsSeen) -> Change:
    """The P45 was given to the worker."""
    day = DateField(_("Day on which you gave it"))
    day.set_value(seen.leaving.p45_given_on or desk.today())
    return Change(
        title=_("The P45 of {name}").format(name=seen.name),
        note=_("Give it after the last pay. Pay on a later day has the tax code 0T."),
        fields={"day": day},
        task=lambda values: give_p45(
            desk.book, seen.id, values["day"], who=desk.who, at=desk.now()
        ),
        said=_("The day of the P45 is saved."),
        button=_("Save the day of the P45"),
        fault_at="day",
    )


def p45_question(desk: Desk, seen: TermsSeen) -> Question:
    """A P45 came, on time or late."""
    came = DateField(_("When you got it"), missing=_("Type the day, the month and the year."))
    came.set_value(desk.today())

    def paper(values: dict[str, Any]) -> P45:
        return P45(values["left_on"], values["code"], values["basis"], values["pay"], values["tax"])

    def shown(found: P45Seen) -> Shown:
        use = found.use
        if use.code is None:
            return Shown(_("Nothing of this P45 counts."), found.steps, can_save=False)
        says = _("From {day} the tax code is {code}.").format(
            day=long_date(found.from_day), code=code_words(use.code, use.basis)
        )
        return Shown(says, found.steps, can_save=True)

    return Question(
        title=_("A P45 of {name} came").format(name=seen.name),
        note=_("Copy it from parts 2 and 3. You see what counts before anything is saved."),
        fields={
            "came": came,
            "left_on": DateField(_("Leaving date on the P45"), missing=_("Type the leaving date.")),
            "code": _code_field(),
            "basis": _choice(_("How the code counts"), basis_words_by_basis()),
            "pay": MoneyField(_("Pay on the P45"), missing=_("Type the pay. It may be 0.")),
            "tax": MoneyField(_("Tax on the P45"), missing=_("Type the tax. It may be 0.")),
        },
        look=lambda values: shown(look_at_p45(desk.book, seen.id, paper(values), values["came"])),
        task=lambda values: take_p45(
            desk.book, seen.id, paper(values), values["came"], who=desk.who, at=desk.now()
        ),
        about=_("The P45"),
        said=_("What counts of the P45 is saved."),
        button=_("Save what counts"),
        fault_at="left_on",
    )


def notice_question(desk: Desk, seen: TermsSeen) -> Question:
    """Pay in place of notice."""
    weeks = NumberField(
        _("Weeks of notice in the contract"), hint=_("Only if it says more than the law.")
    )
    return Question(
        title=_("Pay in place of notice for {name}").format(name=seen.name),
        note=_("For the days of notice that they do not work."),
        fields={"told_on": _told_field(), "weeks": weeks},
        look=lambda values: _shown(
            look_at_notice_pay(desk.book, seen.id, values["told_on"], values["weeks"])
        ),
        task=lambda values: add_notice_pay(
            desk.book,
            seen.id,
            values["told_on"],
            values["weeks"],
            who=desk.who,
            at=desk.now(),
        ),
        about=_("Pay in place of notice"),
        said=_("Pay in place of notice comes with the last pay."),
        button=_("Add it to the last pay"),
        fault_at="told_on",
    )


def redundancy_question(desk: Desk, seen: TermsSeen) -> Question:
    """Redundancy pay."""
    return Question(
        title=_("Redundancy pay for {name}").format(name=seen.name),
        note=_(
            "Only if the job itself has gone, such as when the care is no longer needed. Ask the "
            "council whether it pays for this."
        ),
        fields={"told_on": _told_field()},
        look=lambda values: _shown(look_at_redundancy(desk.book, seen.id, values["told_on"])),
        task=lambda values: add_redundancy(
            desk.book, seen.id, values["told_on"], who=desk.who, at=desk.now()
        ),
        about=_("Redundancy pay"),
        said=_("Redundancy pay comes with the last pay."),
        button=_("Add it to the last pay"),
        fault_at="told_on",
    )


def basis_words_by_basis() -> dict[Basis, str]:
    """How a tax code is used."""
    return {Basis(value): text for value, text in basis_words().items()}


def _shown(offer: Offer) -> Shown:
    return Shown(offer_words(offer), offer.steps, can_save=bool(offer.amount))


def _with_more(said: str, more: str) -> str:
    return " ".join(part for part in (said, more) if part)


def _choice(label: str, choices: dict[Any, str]) -> ChoiceField:
    missing = "" if None in choices else _("Choose one.")
    return ChoiceField(label, list(choices.items()), missing=missing)


def _code_field() -> Field:
    return CheckedField(
        _("Tax code"),
        parse_tax_code,
        hint=_("Such as 1257L, without W1, M1 or X."),
        missing=_("Type the tax code."),
        characters=10,
    )


def _from_date(hint: str) -> DateField:
    return DateField(_("From"), hint=hint, missing=_("Type the day from which it counts."))


def _told_field() -> DateField:
    return DateField(
        _("Day on which you told them"), missing=_("Type the day on which you told them.")
    )
