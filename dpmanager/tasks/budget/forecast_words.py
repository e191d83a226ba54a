"""A forecast in words: the one sentence that matters, and what is said besides."""

from datetime import date
from decimal import Decimal

from dpmanager.domain.amounts import pounds
from dpmanager.domain.budget.forecast import Cause, CauseOf, Forecast, ForecastLine
from dpmanager.domain.budget.movement import Why
from dpmanager.domain.budget.what_if import Compared
from dpmanager.domain.periods import long_date
from dpmanager.tasks.returns.resources import service_type_labels
from dpmanager.words import _


def main_words(seen: Forecast) -> str:
    """What there will be at the end, or how much will be missing and mostly why."""
    if seen.left.free < 0:
        return _over_words(-seen.left.free, seen.end, seen.causes[0] if seen.causes else None)
    amount, day = pounds(seen.left.free), long_date(seen.end)
    if seen.left.weeks_left is None:
        return _("You will have {amount} left on {day}.").format(amount=amount, day=day)
    weeks = number_words(seen.left.weeks_left)
    if seen.weeks_allowed is None:
        return _("You will have {amount} left on {day}, {weeks} weeks' money.").format(
            amount=amount, day=day, weeks=weeks
        )
    return _(
        "You will have {amount} left on {day}, {weeks} weeks' money. The council lets {allowed} "
        "weeks stay."
    ).format(amount=amount, day=day, weeks=weeks, allowed=number_words(seen.weeks_allowed))


def _over_words(amount: Decimal, end: date, cause: Cause | None) -> str:
    if cause is None:
        return _("At this rate you will be {amount} over by {day}.").format(
            amount=pounds(amount), day=long_date(end)
        )
    sentence = {
        CauseOf.HOURS: _(
            "At this rate you will be {amount} over by {day}, mostly because of more hours than "
            "agreed for {service}."
        ),
        CauseOf.RATE: _(
            "At this rate you will be {amount} over by {day}, mostly because an hour of {service} "
            "costs more than agreed."
        ),
        CauseOf.SPENDING: _(
            "At this rate you will be {amount} over by {day}, mostly because you spend more on "
            "{service} than agreed."
        ),
        CauseOf.NOT_AGREED: _(
            "At this rate you will be {amount} over by {day}, mostly because of {service}, which "
            "was not agreed."
        ),
        CauseOf.RUNNING: _(
            "At this rate you will be {amount} over by {day}, mostly because running costs are "
            "more than agreed."
        ),
    }[cause.of]
    return sentence.format(amount=pounds(amount), day=long_date(end), service=_service(cause.about))


def more_words(seen: Forecast) -> list[str]:
    """What is said under the main sentence, in short sentences."""
    found = []
    if seen.owed_now > 0:
        found.append(
            _("Today the account has {balance}. {owed} of it is owed already.").format(
                balance=pounds(seen.start_balance), owed=pounds(seen.owed_now)
            )
        )
    else:
        found.append(
            _("Today the account has {balance}.").format(balance=pounds(seen.start_balance))
        )
    if seen.owed_at_end > 0:
        found.append(
            _("On {day} the account will have {balance}, and {owed} of that will be owed.").format(
                day=long_date(seen.end),
                balance=pounds(seen.end_balance),
                owed=pounds(seen.owed_at_end),
            )
        )
    if seen.reserved > 0:
        found.append(
            _("{amount} of it will be set aside, as was agreed.").format(
                amount=pounds(seen.reserved)
            )
        )
    if seen.left.surplus:
        found.append(
            _("{amount} is more than may stay. The council may ask for it back.").format(
                amount=pounds(seen.left.surplus)
            )
        )
    if seen.below is not None:
        found.append(
            _("The account goes below nothing on {day}.").format(day=long_date(seen.below))
        )
    elif seen.below_at_worst is not None:
        found.append(
            _("If every week were a dear one, it would be below nothing by {day}.").format(
                day=long_date(seen.below_at_worst)
            )
        )
    return found


def spread_words(seen: Forecast) -> str:
    """What best and worst mean; that they are not known where they are the same."""
    last = seen.points[-1]
    if last.best == last.worst:
        return _(
            "How much your weeks differ is not known yet, so there is no best and no worst. "
            "It takes eight weeks of hours or payments."
        )
    return _(
        "At best {best}, at worst {worst} on {day}. Best is as if each week were as cheap as the "
        "cheapest tenth of your last weeks. Worst is as if each were as dear as the dearest tenth."
    ).format(best=pounds(last.best), worst=pounds(last.worst), day=long_date(seen.end))


def short_spread_words(seen: Forecast) -> str:
    """What best and worst mean, where the amounts stand beside it; "" where they are not known."""
    last = seen.points[-1]
    if last.best == last.worst:
        return ""
    return _(
        "Best and worst: as if each week were like the cheapest or the dearest tenth of your last "
        "weeks."
    )


def line_label(line: ForecastLine) -> str:
    """What a line of money to come is, in words."""
    match line.why:
        case Why.WAGES:
            return _("Wages of {worker}").format(worker=line.name)
        case Why.HMRC:
            return _("Tax and National Insurance to HMRC")
        case Why.PENSION:
            return _("Pension: {provider}").format(provider=line.name)
        case Why.YEARLY:
            return _("{name}, once a year").format(name=line.name)
        case _other:
            return line.name


def cause_words(cause: Cause) -> str:
    """A cause in a few words."""
    sentence = {
        CauseOf.HOURS: _("More hours than agreed: {service}"),
        CauseOf.RATE: _("An hour costs more than agreed: {service}"),
        CauseOf.SPENDING: _("More spent than agreed: {service}"),
        CauseOf.NOT_AGREED: _("Not agreed: {service}"),
        CauseOf.RUNNING: _("Running costs: more than agreed"),
    }[cause.of]
    return sentence.format(service=_service(cause.about))


def compared_words(compared: Compared) -> str:
    """What a change does by the end, in one sentence."""
    more, day = compared.difference, long_date(compared.plain.end)
    if not more:
        return _("This changes nothing up to {day}.").format(day=day)
    sentence = (
        _("This leaves you with {amount} more by {day}.")
        if more > 0
        else _("This costs you {amount} by {day}.")
    )
    return sentence.format(amount=pounds(abs(more)), day=day)


def chart_words(seen: Forecast) -> str:
    """What the line shows, for somebody who does not see it."""
    last = seen.points[-1]
    line = _("From {start} on {today} to {end} on {day}.").format(
        start=pounds(seen.start_balance),
        today=long_date(seen.today),
        end=pounds(last.middle),
        day=long_date(seen.end),
    )
    if last.best == last.worst:
        return line
    return _("{line} At best {best}, at worst {worst}.").format(
        line=line, best=pounds(last.best), worst=pounds(last.worst)
    )


def number_words(number: Decimal) -> str:
    """Without needless noughts: 8, 7.5, 11.04."""
    return f"{number.normalize():f}"


def _service(name: str) -> str:
    return service_type_labels().get(name, name)
