"""A statement for the person in Easy Read: the money and the help of some days, in short words."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from dpmanager.domain.amounts import ZERO
from dpmanager.domain.periods import Period, long_date
from dpmanager.domain.returns.easy_read import EasyMoney, Into, Spent, easy_money
from dpmanager.domain.returns.funder_return import FunderReturn
from dpmanager.domain.wording import period_words
from dpmanager.records.book import Book
from dpmanager.tasks.returns.report_days import figures_of, up_to_today
from dpmanager.words import _, ngettext

if TYPE_CHECKING:
    from dpmanager.documents.easy_statement import EasyLine, EasyPaper


@dataclass(frozen=True, slots=True)
class EasySeen:
    """The figures of a statement: in whole pounds, and the exact ones that they come from.

    goes_on: its last day is today, so that what is left is there now.
    """

    made: FunderReturn
    money: EasyMoney
    goes_on: bool


def look_at_easy_statement(book: Book, period: Period, today: date) -> EasySeen:
    """The money of a period up to today. Raises DPManagerError as `figures_of`."""
    with book.reading() as session:
        made = figures_of(session, up_to_today(period, today), today)
    return EasySeen(made, easy_money(made), made.period.end == today)


def print_easy_statement(
    book: Book, period: Period, today: date, *, large_print: bool = False
) -> bytes:
    """The statement as a PDF. Raises DPManagerError as `figures_of`."""
    from dpmanager.documents.easy_statement import easy_statement_pdf

    seen = look_at_easy_statement(book, period, today)
    return easy_statement_pdf(easy_paper(seen), large_print=large_print)


def easy_paper(seen: EasySeen) -> "EasyPaper":
    """The statement in sentences, each with its picture."""
    from dpmanager.documents.easy_statement import EasyPaper, EasySection

    made, money = seen.made, seen.money
    return EasyPaper(
        _("Your money and your help"),
        _("For {name}, {period}").format(
            name=made.people.recipient, period=period_words(made.period)
        ),
        [
            EasySection(_("About this paper"), list(_about(made))),
            EasySection(_("Money you had"), list(_had(money))),
            EasySection(_("Money you spent"), list(_spent(money))),
            EasySection(
                _("Money you have now") if seen.goes_on else _("Money at the end"),
                list(_left(money) if seen.goes_on else _left_then(money)),
            ),
            EasySection(_("Your help"), list(_help(made))),
            EasySection(_("If you want to ask"), list(_ask(made))),
        ],
    )


def whole(amount: Decimal) -> str:
    """£7,920; what is below nothing without its sign."""
    return f"£{abs(amount):,.0f}"


def _about(made: FunderReturn) -> Iterator["EasyLine"]:
    from dpmanager.documents.easy_pictures import Picture
    from dpmanager.documents.easy_statement import EasyLine

    yield EasyLine(Picture.ENVELOPE, _("This paper is about your direct payment."))
    yield EasyLine(Picture.POUND, _("A direct payment is money for your care."))
    yield EasyLine(Picture.PERSON, _("You choose how you get your care."))
    yield EasyLine(Picture.CLOCK, _("It starts on {day}.").format(day=long_date(made.period.start)))
    yield EasyLine(Picture.CLOCK, _("It ends on {day}.").format(day=long_date(made.period.end)))
    yield EasyLine(Picture.COINS, _("The money is in whole pounds."))


def _had(money: EasyMoney) -> Iterator["EasyLine"]:
    from dpmanager.documents.easy_pictures import Picture
    from dpmanager.documents.easy_statement import EasyLine

    start = (
        _("At the start you owed the bank {amount}.")
        if money.had < 0
        else _("At the start you had {amount}.")
    )
    yield EasyLine(Picture.PURSE, start.format(amount=whole(money.had)))
    came = {
        Into.COUNCIL: (Picture.TOWN_HALL, _("The council paid you {amount}.")),
        Into.HEALTH: (Picture.HEALTH, _("The NHS paid you {amount}.")),
        Into.FUND: (Picture.HEART, _("The Independent Living Fund paid you {amount}.")),
        Into.OWN: (Picture.PERSON, _("You paid in {amount} yourself.")),
        Into.OTHER: (Picture.COINS, _("{amount} more came in.")),
    }
    for kind, amount in money.came_in.items():
        picture, sentence = came[kind]
        yield EasyLine(picture, sentence.format(amount=whole(amount)))
    if money.in_all >= 0:
        sentence = _("You had {amount} in all.").format(amount=whole(money.in_all))
        yield EasyLine(Picture.POUND, sentence, strong=True)


def _spent(money: EasyMoney) -> Iterator["EasyLine"]:
    from dpmanager.documents.easy_pictures import Picture
    from dpmanager.documents.easy_statement import EasyLine

    went = {
        Spent.PEOPLE: (Picture.PEOPLE, _("You spent {amount} on people who help you.")),
        Spent.TAX: (Picture.TOWN_HALL, _("You spent {amount} on tax for their pay.")),
        Spent.PENSION: (Picture.SAVINGS, _("You spent {amount} on their pensions.")),
        Spent.DAYS_OUT: (Picture.SUN, _("You spent {amount} on days out and clubs.")),
        Spent.BREAKS: (Picture.SUITCASE, _("You spent {amount} on short breaks.")),
        Spent.THINGS: (Picture.BAG, _("You spent {amount} on things you need.")),
        Spent.TRAVEL: (Picture.CAR, _("You spent {amount} on travel.")),
        Spent.INSURANCE: (Picture.UMBRELLA, _("You spent {amount} on insurance.")),
        Spent.RUNNING: (Picture.ENVELOPE, _("You spent {amount} on paper work and training.")),
        Spent.CASH: (Picture.COINS, _("You took out {amount} in cash.")),
        Spent.GIVEN_BACK: (Picture.GIVE_BACK, _("{amount} went back to who paid it.")),
        Spent.OTHER: (Picture.BAG, _("You spent {amount} on other things.")),
        Spent.NOT_SAID: (Picture.QUESTION, _("We do not know yet what {amount} was for.")),
    }
    for kind, amount in money.went_out.items():
        picture, sentence = went[kind]
        yield EasyLine(picture, sentence.format(amount=whole(amount)))
    if money.went_out:
        yield EasyLine(
            Picture.POUND,
            _("{amount} went out in all.").format(amount=whole(money.spent)),
            strong=True,
        )
    else:
        yield EasyLine(Picture.PURSE, _("You spent nothing."))


def _left(money: EasyMoney) -> Iterator["EasyLine"]:
    from dpmanager.documents.easy_pictures import Picture
    from dpmanager.documents.easy_statement import EasyLine

    left = _("You owe the bank {amount}.") if money.left < 0 else _("You have {amount} left.")
    yield EasyLine(Picture.PURSE, left.format(amount=whole(money.left)), strong=True)
    if not money.to_pay:
        return
    yield EasyLine(
        Picture.ENVELOPE,
        _("You still have to pay bills of {amount}.").format(amount=whole(money.to_pay)),
    )
    if money.free > ZERO:
        yield EasyLine(
            Picture.HEART,
            _("Then you have {amount} for your care.").format(amount=whole(money.free)),
            strong=True,
        )
    else:
        yield EasyLine(Picture.QUESTION, _("This is not enough. We will ask the council."))


def _left_then(money: EasyMoney) -> Iterator["EasyLine"]:
    from dpmanager.documents.easy_pictures import Picture
    from dpmanager.documents.easy_statement import EasyLine

    left = (
        _("At the end you owed the bank {amount}.")
        if money.left < 0
        else _("At the end you had {amount} left.")
    )
    yield EasyLine(Picture.PURSE, left.format(amount=whole(money.left)), strong=True)
    if money.to_pay:
        yield EasyLine(
            Picture.ENVELOPE,
            _("Bills of {amount} were still to pay.").format(amount=whole(money.to_pay)),
        )
    if money.to_pay and money.free > ZERO:
        yield EasyLine(
            Picture.HEART,
            _("That left {amount} for your care.").format(amount=whole(money.free)),
            strong=True,
        )
    elif money.to_pay:
        yield EasyLine(Picture.QUESTION, _("This was not enough."))


def _help(made: FunderReturn) -> Iterator["EasyLine"]:
    from dpmanager.documents.easy_pictures import Picture
    from dpmanager.documents.easy_statement import EasyLine

    for one in made.besides.worker_hours:
        hours = int(one.hours.to_integral_value())
        if hours:
            sentence = ngettext(
                "{name} helped you for {count} hour.",
                "{name} helped you for {count} hours.",
                hours,
            )
            yield EasyLine(Picture.PERSON, sentence.format(name=one.worker, count=hours))
        if one.nights:
            sentence = ngettext(
                "{name} slept at your home {count} night.",
                "{name} slept at your home {count} nights.",
                one.nights,
            )
            yield EasyLine(Picture.HOUSE, sentence.format(name=one.worker, count=one.nights))


def _ask(made: FunderReturn) -> Iterator["EasyLine"]:
    from dpmanager.documents.easy_pictures import Picture
    from dpmanager.documents.easy_statement import EasyLine

    people = made.people
    if people.manager != people.recipient:
        yield EasyLine(Picture.PERSON, _("You can ask {name}.").format(name=people.manager))
        if people.phone:
            yield EasyLine(
                Picture.PHONE, _("The phone number is {phone}.").format(phone=people.phone)
            )
    yield EasyLine(Picture.TOWN_HALL, _("You can ask {funder} too.").format(funder=people.funder))
