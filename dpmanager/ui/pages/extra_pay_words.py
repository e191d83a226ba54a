"""Words of the page about time off, other pay and what is taken off."""

from datetime import date

from dpmanager.domain.amounts import pounds
from dpmanager.domain.pay.deductions import DeductionFor
from dpmanager.domain.pay.extras import ExtraKind
from dpmanager.domain.pay.figures import percent, short
from dpmanager.domain.pay.mileage import Vehicle
from dpmanager.domain.periods import Period, long_date
from dpmanager.domain.wording import days_words, kind_of_extra, rate
from dpmanager.tasks.pay.orders import DeductionSeen, OrderSeen, OrderSort
from dpmanager.tasks.pay.pay_items import STATUTORY, ItemSeen
from dpmanager.tasks.people.absence_words import kind_of_absence
from dpmanager.tasks.people.look_at_absences import AbsenceSeen
from dpmanager.words import _, ngettext


def absence_title(absence: AbsenceSeen) -> str:
    """Off sick from 5 October 2026; Maternity leave, 1 to 30 October 2026."""
    answer = absence.answer
    kind = kind_of_absence(answer.kind)
    if answer.last_day is None:
        return _("{kind} from {day}").format(kind=kind, day=long_date(answer.first_day))
    days = days_words(Period(answer.first_day, answer.last_day))
    return _("{kind}, {days}").format(kind=kind, days=days)


def when_paid(period: Period, paid_on: date | None) -> str:
    """With which pay something comes, or when it was paid."""
    if paid_on is not None:
        return _("paid on {day}").format(day=long_date(paid_on))
    return _("with the pay of {period}").format(period=days_words(period))


def item_title(item: ItemSeen) -> str:
    """Mileage, 40 miles: Clinic."""
    kind = kind_of_extra(item.answer.kind)
    if item.answer.miles is not None:
        kind = _("{kind}, {miles} miles").format(kind=kind, miles=short(item.answer.miles))
    if not item.answer.note:
        return kind
    return _("{what}: {note}").format(what=kind, note=item.answer.note)


def order_sorts() -> dict[OrderSort, str]:
    """The sorts of order, as somebody with the letter in hand knows them."""
    return {
        OrderSort.DEBT: _("A court order for a debt"),
        OrderSort.PRIORITY: _("A court order for a fine or maintenance"),
        OrderSort.CHILD: _("Child maintenance"),
        OrderSort.COUNCIL_TAX_ENGLAND: _("Council tax, from a council in England"),
        OrderSort.COUNCIL_TAX_WALES: _("Council tax, from a council in Wales"),
        OrderSort.DEA_STANDARD: _("Direct earnings attachment, standard rate"),
        OrderSort.DEA_HIGHER: _("Direct earnings attachment, higher rate"),
        OrderSort.DEA_SHARE: _("Direct earnings attachment, rate in letter"),
    }


def order_title(order: OrderSeen) -> str:
    """Council tax, from a council in England: Northshire County Council."""
    return _("{sort}: {payee}").format(
        sort=order_sorts()[order.answer.sort], payee=order.answer.payee
    )


def order_state(order: OrderSeen) -> list[str]:
    """What it takes, and how it stands."""
    answer = order.answer
    parts = []
    if answer.amount is not None:
        parts.append(_("{amount} from each pay.").format(amount=pounds(answer.amount)))
    elif answer.share is not None:
        parts.append(_("{share} of net pay.").format(share=percent(answer.share)))
    else:
        parts.append(_("As much as its table says for the net pay."))
    if answer.protected:
        parts.append(_("It must leave {amount}.").format(amount=pounds(answer.protected)))
    if order.taken:
        parts.append(_("Taken so far: {amount}.").format(amount=pounds(order.taken)))
    else:
        parts.append(_("Nothing has been taken yet."))
    if order.left is not None:
        parts.append(_("Still owed: {amount}.").format(amount=pounds(order.left)))
    if order.shortfall:
        parts.append(
            _("Added to the next pay day, as pay was too low: {amount}.").format(
                amount=pounds(order.shortfall)
            )
        )
    if answer.to_date is not None:
        sentence = _("It ended on {day}.") if order.is_over else _("It ends on {day}.")
        parts.append(sentence.format(day=long_date(answer.to_date)))
    return parts


def deduction_kinds() -> dict[DeductionFor, str]:
    """What a deduction can be for."""
    return {
        DeductionFor.OVERPAYMENT: _("Pay that was too much"),
        DeductionFor.ADVANCE: _("An advance or a loan"),
        DeductionFor.COST_OF_WORK: _("A cost of the work, such as a uniform"),
        DeductionFor.OTHER: _("Something else"),
    }


def deduction_title(deduction: DeductionSeen) -> str:
    """Pay that was too much: paid twice."""
    return _("{kind}: {reason}").format(
        kind=deduction_kinds()[deduction.answer.what_for], reason=deduction.answer.reason
    )


def deduction_state(deduction: DeductionSeen) -> list[str]:
    """What it takes, and how it stands."""
    answer = deduction.answer
    whole = pounds(answer.whole)
    if answer.each is None:
        first = _("{whole}, as much from each pay as there is.").format(whole=whole)
    else:
        first = _("{whole} in all, {each} from each pay.").format(
            whole=whole, each=pounds(answer.each)
        )
    parts = [first]
    if not deduction.taken:
        parts.append(
            _("It begins with the first pay day from {day}.").format(
                day=long_date(answer.from_date)
            )
        )
    parts.append(
        _("Taken so far: {taken}. Still owed: {left}.").format(
            taken=pounds(deduction.taken), left=pounds(deduction.left)
        )
    )
    parts.append(_("Agreed in writing on {day}.").format(day=long_date(answer.agreed_on)))
    return parts


def vehicles() -> dict[Vehicle, str]:
    """What somebody drives or rides."""
    return {
        Vehicle.CAR: _("A car or a van"),
        Vehicle.MOTORCYCLE: _("A motorcycle"),
        Vehicle.BICYCLE: _("A bicycle"),
    }


def mile_words(item: ItemSeen) -> str:
    """At which rate miles are paid."""
    if item.answer.mile_rate is None:
        return _("At the approved rate for a mile.")
    return _("{rate} a mile.").format(rate=rate(item.answer.mile_rate))


def weeks_words(weeks: int) -> str:
    """How long a family leave is paid."""
    return ngettext("It is paid for {count} week.", "It is paid for {count} weeks.", weeks).format(
        count=weeks
    )


def by_hand() -> dict[ExtraKind, str]:
    """The statutory pay that can be entered by hand."""
    return {kind: kind_of_extra(kind) for kind in STATUTORY}
