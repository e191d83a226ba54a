"""The forms of the pension: the scheme, and what happens to one worker or to all."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Protocol

from dpmanager.domain.amounts import pounds
from dpmanager.domain.pay.figures import percent
from dpmanager.domain.pay.pension_duties import Duty
from dpmanager.domain.periods import long_date
from dpmanager.domain.rates import PensionRates, tax_year_of
from dpmanager.errors import DPManagerError
from dpmanager.records.book import Book
from dpmanager.tasks.pay.missed_pension import pay_in_what_was_missed
from dpmanager.tasks.pay.pension_events import (
    SchemeAnswer,
    declare,
    enrol,
    give_letter,
    join,
    leave,
    opt_in,
    opt_out,
    postpone,
    refund_made,
    set_up_pension,
)
from dpmanager.tasks.pay.pensions import PensionLook, WorkerPension
from dpmanager.tasks.pay.rates import rates_for
from dpmanager.tasks.pay.re_enrol import re_enrol
from dpmanager.ui.desk import Desk
from dpmanager.ui.pages.pension_words import basis_words, relief_words
from dpmanager.ui.pages.people_change import Change
from dpmanager.ui.widgets.fields import (
    ChoiceField,
    DateField,
    Field,
    NotesField,
    NumberField,
    TextField,
)
from dpmanager.words import _, ngettext

MOST = 100


class _OnADay(Protocol):
    """A task about one worker on one day."""

    def __call__(
        self, book: Book, worker_id: int, day: date, *, who: str, at: datetime
    ) -> object: ...


class PercentField(NumberField):
    """A percentage: 5 means 5%."""

    def read_filled(self) -> Decimal:
        """The percentage."""
        typed = self.edit.text().strip()
        self.edit.setText(typed.removesuffix("%").strip())
        number = super().read_filled()
        if not 0 <= number <= MOST:
            raise DPManagerError(
                _("{label} must be a percentage from 0 to 100.").format(label=self.label_text)
            )
        return number


def scheme_change(desk: Desk, scheme: SchemeAnswer | None) -> Change:
    """The form of the pension itself; a new one begins with what NEST asks for."""
    rates = rates_for(tax_year_of(desk.today())).pension
    shown = scheme or _nest(rates)
    fields = scheme_fields(shown, rates)

    def task(values: dict[str, Any]) -> None:
        answer = replace(
            shown, **{name: _kept(value) for name, value in values.items() if name != _STARTS}
        )
        answer = replace(answer, duties_start=values[_STARTS])
        set_up_pension(desk.book, answer, who=desk.who, at=desk.now())

    return Change(
        title=_("Your pension scheme"),
        note=_("Open an account with the provider first. Then copy its details to here."),
        fields=fields,
        task=task,
        said=_("The pension is saved."),
        button=_("Save the pension"),
        fault_at="employer_percent",
        rows=(("employee_percent", "employer_percent"),),
    )


_STARTS = "duties_start"


def _nest(rates: PensionRates) -> SchemeAnswer:
    """What a new pension begins with: NEST, with the least that the law asks for."""
    employer = rates.minimum_employer_rate
    worker = rates.minimum_total_rate.qualifying - employer
    return SchemeAnswer("NEST", employee_percent=worker * 100, employer_percent=employer * 100)


def scheme_fields(shown: SchemeAnswer, rates: PensionRates) -> dict[str, Field]:
    """The fields of a pension, filled in."""
    least = rates.minimum_total_rate
    fields: dict[str, Field] = {
        "provider": TextField(_("Pension provider"), missing=_("Type the provider's name.")),
        "employee_percent": PercentField(
            _("Worker's share in %"),
            hint=_("With the tax relief that is added"),
            missing=_("Type the worker's share."),
        ),
        "employer_percent": PercentField(
            _("Your share in %"),
            hint=_("At least {least}").format(least=percent(rates.minimum_employer_rate)),
            missing=_("Type your own share."),
        ),
        "basis": ChoiceField(
            _("Which pay counts"),
            list(basis_words().items()),
            hint=_(
                "Both together at least {qualifying} of the first, or {all} of the other"
            ).format(qualifying=percent(least.qualifying), all=percent(least.all)),
        ),
        "relief": ChoiceField(
            _("How the worker gets tax relief"),
            list(relief_words().items()),
            hint=_("For NEST: the first"),
        ),
        "provider_address": NotesField(
            _("Provider's address"), hint=_("A letter to a worker who is put in must say it.")
        ),
        "provider_contact": TextField(
            _("How to reach the provider"), hint=_("A telephone number, e-mail or website")
        ),
        "employer_reference": TextField(
            _("Your number with the provider"), hint=_("For NEST it looks like EMP123456789.")
        ),
        "group_name": TextField(
            _("Name of your group"), hint=_("As the provider's own account shows it")
        ),
        "payment_source": TextField(
            _("Name of the payment source"), hint=_("As the provider's own account shows it")
        ),
        _STARTS: DateField(
            _("Day your first worker started"),
            hint=_("Leave it empty if that worker is in this book."),
        ),
    }
    for name, field in fields.items():
        value = getattr(shown, name)
        field.set_value(f"{value.normalize():f}" if isinstance(value, Decimal) else value)
    return fields


def _kept(value: Any) -> Any:
    """An empty field stands for no words."""
    return "" if value is None else value


def enrol_change(desk: Desk, worker: WorkerPension, duty: Duty | None) -> Change:
    """Puts a worker in because the law says so."""
    return _on_a_day(
        desk,
        worker,
        enrol,
        title=_("Put {worker} into the pension"),
        label=_("In the pension from"),
        day=duty.starts if duty else None,
        note=_(
            "Tell the provider too: add the worker in your account there. "
            "From this day both of you pay in."
        ),
        said=_("{worker} is in the pension. Now give them the letter."),
        button=_("Put the worker in"),
    )


def postpone_change(desk: Desk, worker: WorkerPension, duty: Duty) -> Change:
    """Puts enrolment off."""
    until = DateField(
        _("Put off until"),
        hint=_("At most until {day}").format(
            day=long_date(duty.postpone_until) if duty.postpone_until else ""
        ),
        missing=_("Type the day until which it is put off."),
    )
    until.set_value(duty.postpone_until)
    starts = duty.starts
    assert starts is not None
    return Change(
        title=_("Put off the pension of {worker}").format(worker=worker.worker),
        note=_(
            "Nobody pays in until that day. On that day you look at age and pay again. "
            "You must write to the worker by {day}."
        ).format(day=long_date(duty.postpone_notice_by) if duty.postpone_notice_by else ""),
        fields={"until": until},
        task=lambda values: postpone(
            desk.book, worker.worker_id, starts, values["until"], who=desk.who, at=desk.now()
        ),
        said=_("The pension of {worker} is put off. Now give them the letter.").format(
            worker=worker.worker
        ),
        button=_("Put it off"),
        fault_at="until",
    )


def letter_change(desk: Desk, worker: WorkerPension) -> Change:
    """The letter was given."""
    return _on_a_day(
        desk,
        worker,
        give_letter,
        title=_("The letter to {worker}"),
        label=_("Day you gave the letter"),
        day=desk.today(),
        note=_("By hand, by post or by e-mail. Keep a copy."),
        said=_("It is saved that {worker} has the letter."),
        button=_("Save the day"),
    )


def refund_change(desk: Desk, worker: WorkerPension) -> Change:
    """The refund was made outside of pay."""
    return _on_a_day(
        desk,
        worker,
        refund_made,
        title=_("Pay back {worker}"),
        label=_("Day you paid it back"),
        day=desk.today(),
        note=_(
            "The next pay run pays it back by itself. "
            "Use this only if you paid it back in another way. Pay then leaves it out."
        ),
        said=_("It is saved that {worker} was paid back."),
        button=_("Save the day"),
    )


def opt_in_change(desk: Desk, worker: WorkerPension) -> Change:
    """The worker asked to be enrolled."""
    return _on_a_day(
        desk,
        worker,
        opt_in,
        title=_("{worker} opts in"),
        label=_("In the pension from"),
        day=desk.today(),
        note=_("The worker asked for it in writing. You must pay in too. Keep what they wrote."),
        said=_("{worker} is in the pension. Now give them the letter."),
        button=_("Put the worker in"),
    )


def join_change(desk: Desk, worker: WorkerPension) -> Change:
    """The worker asked to join."""
    return _on_a_day(
        desk,
        worker,
        join,
        title=_("{worker} joins"),
        label=_("In the pension from"),
        day=desk.today(),
        note=_("The worker asked for it in writing. You need not pay in. Keep what they wrote."),
        said=_("{worker} has joined the pension."),
        button=_("Put the worker in"),
    )


def opt_out_change(desk: Desk, worker: WorkerPension) -> Change:
    """The worker's opt-out form came."""
    return _on_a_day(
        desk,
        worker,
        opt_out,
        title=_("{worker} opts out"),
        label=_("Day the form came"),
        day=desk.today(),
        note=_(
            "The worker gave you the provider's opt-out form. You may never ask for it. "
            "What was taken from pay is paid back with the next pay. Keep the form for four years."
        ),
        said=_("{worker} has opted out."),
        button=_("Save that they opted out"),
    )


def leave_change(desk: Desk, worker: WorkerPension) -> Change:
    """The worker leaves the pension."""
    return _on_a_day(
        desk,
        worker,
        leave,
        title=_("{worker} leaves the pension"),
        label=_("Last day in the pension"),
        day=desk.today(),
        note=_("Nothing is paid back. What was paid in stays theirs. Tell the provider too."),
        said=_("{worker} has left the pension."),
        button=_("Save that they left"),
    )


def missed_change(desk: Desk, worker: WorkerPension) -> Change:
    """Pays in what earlier pay missed."""
    missed = worker.missed
    count = len(missed.by_pay_day)
    amounts = ngettext(
        "Missed on {count} pay day: {employee} from {worker} and {employer} from you.",
        "Missed on {count} pay days: {employee} from {worker} and {employer} from you.",
        count,
    ).format(
        count=count,
        employee=pounds(missed.employee),
        employer=pounds(missed.employer),
        worker=worker.worker,
    )
    return Change(
        title=_("Pay in what was missed"),
        note=amounts
        + "\n\n"
        + _(
            "Both amounts go to the provider with this month's payment. "
            "Nothing is taken from pay by this. You may pay the worker's share yourself."
        )
        + "\n\n"
        + _(
            "You may take it back from pay over time, but only if the worker agrees in writing. "
            "If you are very late, you may have to pay it yourself."
        ),
        fields={},
        task=lambda _values: pay_in_what_was_missed(
            desk.book, worker.worker_id, who=desk.who, at=desk.now()
        ),
        said=lambda due: _("It is added to the payment that is due on {day}.").format(
            day=long_date(due)
        ),
        button=_("Add it to this month's payment"),
    )


def declare_change(desk: Desk) -> Change:
    """The declaration was made."""
    day = DateField(_("Day you made the declaration"), missing=_("Type the day."))
    day.set_value(desk.today())
    return Change(
        title=_("The declaration"),
        note=_(
            "You make it on the website of The Pensions Regulator: "
            "www.thepensionsregulator.gov.uk. It asks how many people you put in. "
            "You make it also if you had to put nobody in."
        ),
        fields={"day": day},
        task=lambda values: declare(desk.book, values["day"], who=desk.who, at=desk.now()),
        said=_("It is saved that you made the declaration."),
        button=_("Save the day"),
        fault_at="day",
    )


def re_enrol_change(desk: Desk, look: PensionLook) -> Change:
    """Puts workers back in, every three years."""
    following = look.next_re_enrolment
    assert following is not None
    names = [one.worker for one in look.workers if one.must_re_enrol]
    who = (
        _("As it stands, these go back in: {names}.").format(names=", ".join(names))
        if names
        else _("As it stands, nobody has to go back in. You still choose a day.")
    )
    day = DateField(
        _("Day you choose"),
        hint=_("From {start} to {end}").format(
            start=long_date(following.window.start), end=long_date(following.window.end)
        ),
        missing=_("Type the day."),
    )
    day.set_value(min(max(desk.today(), following.window.start), following.window.end))
    return Change(
        title=_("Look again at who must be in"),
        note=_(
            "Every three years you put back in whoever opted out or left more than a year before. "
            "Age and pay still decide. Then you make the declaration again."
        )
        + "\n\n"
        + who,
        fields={"day": day},
        task=lambda values: re_enrol(desk.book, values["day"], who=desk.who, at=desk.now()),
        said=lambda names: ngettext(
            "{count} worker is back in the pension.",
            "{count} workers are back in the pension.",
            len(names),
        ).format(count=len(names)),
        button=_("Save this day"),
        fault_at="day",
    )


def _on_a_day(
    desk: Desk,
    worker: WorkerPension,
    task: _OnADay,
    *,
    title: str,
    label: str,
    day: date | None,
    note: str,
    said: str,
    button: str,
) -> Change:
    """A form of one day. title and said: with a place for the worker's name."""
    field = DateField(label, missing=_("Type the day."))
    field.set_value(day)
    fields: Mapping[str, Field] = {"day": field}

    def do(values: dict[str, Any]) -> object:
        return task(desk.book, worker.worker_id, values["day"], who=desk.who, at=desk.now())

    return Change(
        title=title.format(worker=worker.worker),
        note=note,
        fields=fields,
        task=do,
        said=said.format(worker=worker.worker),
        button=button,
        fault_at="day",
    )


ChangeOf = Callable[[Desk, WorkerPension], Change]
"""Makes the form of something that happens to a worker."""
