"""The end of a direct payment in words: for the screen, and on paper as a list to tick."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from dpmanager.domain.amounts import ZERO, pounds
from dpmanager.domain.periods import long_date
from dpmanager.domain.returns.ending import MoneyLeft, StepToDo
from dpmanager.domain.wording import days_words
from dpmanager.tasks.returns.ending import EndingSeen, FinalAccount, OtherEnds, WorkerEnds
from dpmanager.words import _, ngettext

if TYPE_CHECKING:
    from dpmanager.documents.report import Block, Report, ToTick


@dataclass(frozen=True, slots=True)
class Item:
    """Something to do. key: what it is known by; "" where the records alone say that it is done.

    about: the worker, "" for nobody.
    """

    key: str
    says: str
    about: str = ""

    @property
    def what(self) -> str:
        """The item as it is kept in the book."""
        if not self.about:
            return self.says
        return _("{name}: {what}").format(name=self.about, what=self.says)


def print_ending(seen: EndingSeen, *, large_print: bool = False) -> bytes:
    """What was looked at, as a PDF."""
    from dpmanager.documents.report import report_pdf

    return report_pdf(ending_report(seen), large_print=large_print)


def money_words(seen: EndingSeen) -> str:
    """What goes back, in a sentence."""
    left = seen.money.left
    day = long_date(seen.counted_on)
    if left > ZERO:
        return _("On {day}, {left} would be left to give back when all is paid.").format(
            day=day, left=pounds(left)
        )
    if left < ZERO:
        return _(
            "On {day}, the accounts have {missing} less than is owed. Tell the council."
        ).format(day=day, missing=pounds(-left))
    return _("On {day}, nothing would be left when all is paid.").format(day=day)


def shares_words(money: MoneyLeft) -> list[str]:
    """Whose the money is that is left, a sentence for each."""
    return [
        _("{name}: {amount}").format(name=share.source.name, amount=pounds(share.amount))
        for share in money.shares
        if share.amount
    ]


def more_money_words(seen: EndingSeen) -> list[str]:
    """What to know about the money besides."""
    said = []
    if seen.last_day > seen.today:
        said.append(
            _("What comes in and goes out until {day} is not in it yet.").format(
                day=long_date(seen.last_day)
            )
        )
    if len([share for share in seen.money.shares if share.amount]) > 1:
        said.append(
            _("It is shared out by what each paid in over a year. The council's letter counts.")
        )
    return said


def account_words(one: FinalAccount) -> str:
    """For which days the final account is, and by when."""
    if one.sent_on is not None:
        return _("{days}. Sent on {day}.").format(
            days=days_words(one.period), day=long_date(one.sent_on)
        )
    if one.due is not None:
        return _("{days}. Send it by {day}.").format(
            days=days_words(one.period), day=long_date(one.due)
        )
    return _("{days}. Ask by when it is wanted.").format(days=days_words(one.period))


def more_account_words(one: FinalAccount) -> str:
    """What else to know about the final account."""
    said = []
    if not one.asked:
        said.append(
            _("When its letter comes, enter the days under “The council asked for other days”.")
        )
    if one.repay_within_days is not None:
        said.append(
            ngettext(
                "Money is to go back within {count} day of its letter.",
                "Money is to go back within {count} days of its letter.",
                one.repay_within_days,
            ).format(count=one.repay_within_days)
        )
    return " ".join(said)


def worker_items(one: WorkerEnds, today: date) -> list[Item]:
    """What is to be done for a worker, a sentence for each, in the order of the days."""
    of, name = f"worker/{one.worker_id}", one.worker
    notice, p45 = one.notice_given_on, one.p45_given_on
    return [
        Item("" if notice else f"{of}/notice", _notice_words(one, today), name),
        *([Item(f"{of}/redundancy", redundancy_words(one), name)] if one.redundancy else []),
        Item(f"{of}/last-pay", _last_pay_words(one), name),
        Item("" if p45 else f"{of}/p45", _p45_words(one), name),
    ]


def other_item(one: OtherEnds) -> Item:
    """What is to be done for somebody who is not employed."""
    says = _("Say when it ends, and ask for the last invoice.")
    return Item(f"worker/{one.worker_id}/told", says, one.worker)


def step_item(step: StepToDo) -> Item:
    """Whom to tell, and what."""
    return Item(f"step/{step.id}", _("{who}: {what}").format(who=step.who, what=step.what))


def done_words(seen: EndingSeen, item: Item) -> str:
    """When an item was marked as done and by whom; "" where it was not."""
    done = seen.done.get(item.key)
    if done is None:
        return ""
    return _("Done on {day} by {who}.").format(day=long_date(done.day), who=done.by)


def redundancy_words(one: WorkerEnds) -> str:
    """Whether redundancy pay is due, and how much."""
    if not one.redundancy:
        return one.says
    return _("Redundancy pay comes to {amount}, by the pay so far. {more}").format(
        amount=pounds(one.redundancy), more=one.says
    )


def _notice_words(one: WorkerEnds, today: date) -> str:
    if one.notice_given_on is not None:
        return _("Notice was given on {day}.").format(day=long_date(one.notice_given_on))
    if not one.weeks:
        return _("The law asks for no notice yet. The contract may.")
    words = ngettext(
        "The law asks for {count} week of notice.", "The law asks for {count} weeks of notice.",
        one.weeks,
    ).format(count=one.weeks)  # fmt: skip
    if one.tell_by < today:
        more = _("That is too short now: pay in place of the rest may be due.")
    else:
        more = _("Tell them in writing by {day}. The contract may ask for more.").format(
            day=long_date(one.tell_by)
        )
    return f"{words} {more}"


def _last_pay_words(one: WorkerEnds) -> str:
    if one.last_pay is None:
        return _("Enter the last day, and make the last pay with the holiday that is left.")
    return _("Make the last pay, with the holiday that is left, on {day}.").format(
        day=long_date(one.last_pay)
    )


def _p45_words(one: WorkerEnds) -> str:
    if one.p45_given_on is not None:
        return _("The P45 was given on {day}.").format(day=long_date(one.p45_given_on))
    return _("Put the leaving date in the last pay report, and give the P45.")


def ending_report(seen: EndingSeen) -> "Report":
    """The end of the direct payment as a list to tick."""
    from dpmanager.documents.report import Facts, Report, Said, Section

    return Report(
        title=_("When the direct payment ends"),
        under=_("Last day: {day}").format(day=long_date(seen.last_day)),
        answer=money_words(seen),
        opening=[
            Facts(
                [
                    (_("Direct payment of"), seen.recipient),
                    (_("Looked after by"), seen.manager),
                    (_("Made on"), long_date(seen.today)),
                ]
            ),
            Said(
                _("Tick each line when it is done. The days follow from the last day."), soft=True
            ),
        ],
        sections=[
            Section(_("The final account"), list(_accounts(seen))),
            Section(_("Money to give back"), list(_money(seen))),
            *(
                Section(_("For {worker}").format(worker=one.worker), list(_worker(seen, one)))
                for one in seen.workers
            ),
            Section(_("Others who work for you"), list(_others(seen))),
            Section(_("Whom to tell, and when"), list(_steps(seen))),
            Section(_("Records to keep, and until when"), list(_kept(seen))),
            Section(_("Where these rules come from"), list(_sources(seen)), level=3),
        ],
        author=seen.manager,
    )


def _accounts(seen: EndingSeen) -> Iterator["Block"]:
    from dpmanager.documents.report import Checklist, ToTick

    yield Checklist(
        [
            ToTick(
                _("Send the final account to {funder}").format(funder=one.funder),
                [words for words in (account_words(one), more_account_words(one)) if words],
                ticked=one.sent_on is not None,
            )
            for one in seen.accounts
        ]
    )


def _money(seen: EndingSeen) -> Iterator["Block"]:
    from dpmanager.documents.report import Grid, Said
    from dpmanager.documents.tables import Column, Kind

    money = seen.money
    columns = [Column("", heads_row=True), Column("", Kind.FIGURE)]
    yield Grid(
        columns,
        [
            (_("In the accounts"), pounds(money.balance)),
            *[(item.reason, pounds(-item.amount)) for item in money.owed],
            (_("Left to give back") if money.left >= 0 else _("Missing"), pounds(money.left)),
        ],
        totals=1,
    )
    if money.shares:
        yield Said(_("Whose money that is:"), keep=True)
        yield Grid(
            columns,
            [
                *[
                    (share.source.name, pounds(share.amount))
                    for share in money.shares
                    if share.amount
                ],
                (_("Together"), pounds(money.left)),
            ],
            totals=1,
        )
    for sentence in more_money_words(seen):
        yield Said(sentence, soft=True)


def _worker(seen: EndingSeen, one: WorkerEnds) -> Iterator["Block"]:
    from dpmanager.documents.report import Checklist, Said

    yield Checklist([_to_tick(seen, item, item.says) for item in worker_items(one, seen.today)])
    if not one.redundancy:
        yield Said(redundancy_words(one), soft=True)


def _to_tick(seen: EndingSeen, item: Item, what: str, *more: str) -> "ToTick":
    from dpmanager.documents.report import ToTick

    done = done_words(seen, item)
    return ToTick(what, [*more, *([done] if done else [])], ticked=bool(done) or not item.key)


def _others(seen: EndingSeen) -> Iterator["Block"]:
    from dpmanager.documents.report import Checklist

    yield Checklist(
        [
            _to_tick(
                seen,
                other_item(one),
                _("Tell {name}, and ask for the last invoice").format(name=one.worker),
                _("Look in the agreement how long before the end you have to say so."),
            )
            for one in seen.others
        ]
    )


def _steps(seen: EndingSeen) -> Iterator["Block"]:
    from dpmanager.documents.report import Checklist

    yield Checklist(
        [
            _to_tick(
                seen,
                step_item(step),
                _("{day}: {what}").format(day=long_date(step.day), what=step.what),
                step.why,
            )
            for step in seen.steps
        ]
    )


def _kept(seen: EndingSeen) -> Iterator["Block"]:
    from dpmanager.documents.report import Grid, Said
    from dpmanager.documents.tables import Cell, Column, Kind

    yield Grid(
        [
            Column(_("Records"), heads_row=True),
            Column(_("Keep until"), Kind.SHORT),
        ],
        [(Cell(one.what, one.why), long_date(one.until)) for one in seen.kept],
    )
    yield Said(_("Keep them longer if somebody has asked about them, or a claim is open."))


def _sources(seen: EndingSeen) -> Iterator["Block"]:
    from dpmanager.documents.report import Said

    sources = [step.source for step in seen.steps] + [one.source for one in seen.kept]
    for source in dict.fromkeys(sources):
        if "://" in source:
            yield Said(source, soft=True)
