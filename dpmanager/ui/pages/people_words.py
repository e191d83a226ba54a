"""Words that the views of the people page share."""

from datetime import date
from decimal import Decimal

from dpmanager.domain.amounts import pounds
from dpmanager.domain.budget.agreement import Contribution, CostMet
from dpmanager.domain.hours.shifts import HourKind
from dpmanager.domain.periods import Frequency, long_date
from dpmanager.domain.wording import kind_of_hour
from dpmanager.tasks.book.answers import AgreementAnswer, WorkerAnswer
from dpmanager.tasks.people.look_at_people import WhoIsWho
from dpmanager.tasks.people.starting_code import Told
from dpmanager.tasks.returns.resources import labels, service_type_labels
from dpmanager.words import _, ngettext


def worker_kinds() -> dict[str, str]:
    """How somebody can work for you."""
    return {
        "employed": _("Employed: I am their employer"),
        "self-employed": _("Self-employed: they send invoices"),
        "agency": _("An agency or other firm that sends invoices"),
        "isf": _("Individual service fund: spends with me"),
        "managed": _("Managed account: pays the bills for me"),
    }


def worker_kind(kind: str) -> str:
    """The kind of a worker in a word or two."""
    return {
        "employed": _("Employed"),
        "self-employed": _("Self-employed"),
        "agency": _("Agency"),
        "isf": _("Individual service fund"),
        "managed": _("Managed account"),
    }[kind]


def how_often() -> dict[Frequency, str]:
    """How often something is paid."""
    return {
        Frequency.WEEKLY: _("Every week"),
        Frequency.FORTNIGHTLY: _("Every two weeks"),
        Frequency.FOUR_WEEKLY: _("Every four weeks"),
        Frequency.MONTHLY: _("Every month"),
    }


def told_words() -> dict[Told, str]:
    """What a new worker may have said about tax."""
    return {
        Told.CODE: _("I have their tax code (P45 or HMRC)"),
        Told.FIRST_JOB: _("First job since 6 April (statement A)"),
        Told.ONLY_JOB: _("A job since 6 April, none now (statement B)"),
        Told.OTHER_JOB: _("Another job or a pension too (statement C)"),
        Told.NOTHING: _("I do not know yet"),
    }


def basis_words() -> dict[str, str]:
    """How a tax code is used."""
    return {
        "cumulative": _("For the whole tax year (the usual way)"),
        "week1month1": _("Each payment alone (W1, M1 or X after the code)"),
    }


def ni_letters() -> dict[str, str]:
    """The National Insurance letters that a person who works in a home may have."""
    return {
        "A": _("A: most people, or I do not know"),
        "M": _("M: under 21"),
        "H": _("H: an apprentice under 25"),
        "C": _("C: over State Pension age"),
        "J": _("J: pays it in another job, and has a letter from HMRC"),
        "Z": _("Z: as J, and under 21"),
        "B": _("B: a married woman or widow with a certificate"),
        "V": _("V: a veteran in the first year of work"),
    }


def rate_words(kind: HourKind, amount: Decimal) -> str:
    """£13.20 an hour, or £62.00 a night."""
    sentence = _("{amount} a night") if kind is HourKind.SLEEP_IN else _("{amount} an hour")
    return sentence.format(amount=pounds(amount))


def rates_in_words(details: WorkerAnswer) -> str:
    """All rates of somebody new."""
    return "; ".join(
        _("{kind}: {rate}").format(
            kind=kind_of_hour(rate.kind), rate=rate_words(rate.kind, rate.amount)
        )
        for rate in details.rates
    )


def how_paid(details: WorkerAnswer) -> str:
    """How often, from when, and which day."""
    if details.pay_frequency is None or details.first_period_start is None:
        return ""
    return _("{how_often}. The first period starts on {day}. {pay_day}").format(
        how_often=how_often()[details.pay_frequency],
        day=long_date(details.first_period_start),
        pay_day=pay_day_words(details.pay_day_after),
    )


def pay_day_words(days: int) -> str:
    """When pay day is."""
    if not days:
        return _("Pay day is the last day of the period.")
    return ngettext(
        "Pay day is {count} day after the period ends.",
        "Pay day is {count} days after the period ends.",
        days,
    ).format(count=days)


def tax_in_words(details: WorkerAnswer) -> str:
    """The tax code and how it is used."""
    if details.tax_basis == "week1month1":
        return _("{code}, each payment alone (week 1 / month 1)").format(code=details.tax_code)
    return details.tax_code


def ni_in_words(letter: str) -> str:
    """The letter with what it is for."""
    if letter == "A":
        return _("A: most people")
    return ni_letters().get(letter, letter)


def job(details: WorkerAnswer) -> str:
    """Employed, personal care, companionship and befriending."""
    return _("{kind}, {service}").format(
        kind=worker_kind(details.kind), service=services(details).lower()
    )


def services(details: WorkerAnswer) -> str:
    """Everything that they do, what they mostly do first."""
    labels = service_type_labels()
    return ", ".join(labels[name] for name in (details.service_type, *details.more_services))


def left_words(day: date) -> str:
    """Left on 3 May 2026."""
    return _("Left on {day}").format(day=long_date(day))


def manager_words(who: WhoIsWho) -> str:
    """In which role somebody looks after the money."""
    return {
        "self": _("Looks after the money too."),
        "nominated": _("Asked to look after the money (nominated person)."),
        "authorised": _("Looks after the money in their place (authorised person)."),
        "suitable": _("Looks after the money in their place (suitable person)."),
    }[who.manager_role]


def contribution_ways() -> dict[str, str]:
    """How the person's own part is paid."""
    return {
        Contribution.NONE.value: _("I pay no part of it"),
        Contribution.PAID_IN.value: _("I pay it into the account"),
        Contribution.TAKEN_OFF.value: _("The council takes it off what it pays"),
        Contribution.INVOICED.value: _("The council sends me a bill for it"),
        Contribution.PROVIDER.value: _("I pay it straight to who gives the care"),
    }


def before_or_after() -> dict[str, str]:
    """When the money comes."""
    return {
        "advance": _("Before the care it pays for"),
        "arrears": _("After the care it pays for"),
    }


def cost_ways() -> dict[str, str]:
    """How a running cost is met."""
    return {
        CostMet.IN_RATE.value: _("It is in the hourly rate"),
        CostMet.PAID_SEPARATELY.value: _("The council pays it besides"),
        CostMet.OWN_MONEY.value: _("I pay it myself"),
        CostMet.NOT_FUNDED.value: _("It is not paid for"),
    }


def agreed_in_words(answer: AgreementAnswer) -> str:
    """£660.00 a week from 2 April 2026. £58.20 of it is your own part."""
    sentence = _("{amount} a week from {day}.")
    if answer.weekly_contribution:
        sentence = _("{amount} a week from {day}. {part} of it is your own part.")
    return sentence.format(
        amount=pounds(answer.weekly_amount),
        day=long_date(answer.from_date),
        part=pounds(answer.weekly_contribution),
    )


def services_in_words(answer: AgreementAnswer) -> str:
    """What the money is for, each kind with its hours."""
    return "; ".join(
        _("{service}: {hours} hours a week at {rate}").format(
            service=labels().get(service.type, service.type),
            hours=f"{service.weekly_hours.normalize():f}",
            rate=pounds(service.hourly_rate),
        )
        for service in answer.services
    )
