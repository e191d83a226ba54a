"""The answer to what support would cost, in words."""

from decimal import Decimal

from dpmanager.domain.amounts import pounds
from dpmanager.domain.budget.cost import WEEKS, HolidayCover
from dpmanager.tasks.budget.look_at_cost import CostSeen, OtherChoice
from dpmanager.tasks.budget.work_out_cost import CostAnswer, Question
from dpmanager.words import _, ngettext


def answer_words(answer: CostAnswer) -> str:
    """The answer in one sentence."""
    asked = answer.asked
    hours, rate = hours_words(asked.weekly_hours), pounds(asked.plan.hourly_rate)
    money = pounds(asked.weekly_money)
    match asked.question:
        case Question.COST:
            return _(
                "{hours} hours a week at {rate} an hour cost {year} a year. That is {week} a week."
            ).format(
                hours=hours,
                rate=rate,
                year=pounds(answer.cost.total),
                week=pounds(answer.cost.weekly),
            )
        case Question.HOURS:
            if not asked.weekly_hours:
                return _("{money} a week does not pay for any hours at {rate} an hour.").format(
                    money=money, rate=rate
                )
            return _("{money} a week pays for {hours} hours a week at {rate} an hour.").format(
                money=money, hours=hours, rate=rate
            )
        case Question.WAGE:
            if not asked.plan.hourly_rate:
                return _("{money} a week does not pay for {hours} hours a week.").format(
                    money=money, hours=hours
                )
            return _("For {hours} hours a week, {money} a week pays up to {rate} an hour.").format(
                hours=hours, money=money, rate=rate
            )


def hourly_words(answer: CostAnswer) -> str:
    """What an hour costs with everything in it; empty without hours."""
    if answer.hourly_cost is None:
        return ""
    return _("With everything, an hour of support costs {amount}.").format(
        amount=pounds(answer.hourly_cost)
    )


def left_over_words(answer: CostAnswer) -> str:
    """What a year's money comes to beside the cost; empty where no money was named."""
    if answer.left_over is None:
        return ""
    sentence = (
        _("A year costs {cost}. The money for a year is {money}, so {left} is left over.")
        if answer.left_over >= 0
        else _("A year costs {cost}. The money for a year is {money}, so {left} is missing.")
    )
    return sentence.format(
        cost=pounds(answer.cost.total),
        money=pounds(WEEKS * answer.asked.weekly_money),
        left=pounds(abs(answer.left_over)),
    )


def pension_words(answer: CostAnswer) -> str:
    """From how many hours on a pension is due, and its cost; empty where pay does not decide it."""
    start = answer.pension_start
    if start is None:
        return ""
    count = answer.asked.plan.assistants
    return ngettext(
        "Pension: above {hours} hours a week at this pay, you must pay into one. "
        "At that point a year costs {cost} more at once.",
        "Pension: above {hours} hours a week at this pay, shared by {count}, you must pay into "
        "one for each. At that point a year costs {cost} more at once.",
        count,
    ).format(hours=hours_words(start.weekly_hours), cost=pounds(start.yearly_cost), count=count)


def figure_heading(question: Question) -> str:
    """The heading over the figures that answer a question."""
    return {
        Question.COST: _("Cost of a year"),
        Question.HOURS: _("Hours a week"),
        Question.WAGE: _("Pay for an hour"),
    }[question]


def figure_words(question: Question, figure: Decimal) -> str:
    """A figure that answers a question."""
    return f"{figure:.2f}" if question is Question.HOURS else pounds(figure)


def difference_words(seen: CostSeen, choice: OtherChoice) -> str:
    """How the answer of another choice differs from that of the person's own."""
    if choice.chosen:
        return _("Your choice")
    more = choice.figure - seen.answer.figure
    if not more:
        return _("The same")
    sentence = _("{figure} more") if more > 0 else _("{figure} less")
    return sentence.format(figure=figure_words(seen.answer.asked.question, abs(more)))


def cover_words(cover: HolidayCover) -> str:
    """Who gives the support while an assistant is on holiday."""
    return {
        HolidayCover.ASSISTANT: _("Another assistant"),
        HolidayCover.AGENCY: _("An agency"),
        HolidayCover.NONE: _("Nobody"),
    }[cover]


def joined_words(joined: bool | None) -> str:
    """Who is in a pension: None where pay decides, or all, or nobody."""
    return {
        None: _("Those whose pay makes it due"),
        True: _("All of them"),
        False: _("None of them"),
    }[joined]


def hours_words(hours: Decimal) -> str:
    """Hours without needless noughts: 20.25, and 20."""
    return f"{hours.normalize():f}"
