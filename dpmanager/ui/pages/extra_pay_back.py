"""The view of back pay: what a raise owes for days that are paid, before it is saved."""

from collections.abc import Callable

from dpmanager.domain.amounts import pounds
from dpmanager.domain.periods import long_date
from dpmanager.domain.wording import days_words
from dpmanager.errors import DPManagerError
from dpmanager.tasks.book.answers import RateAnswer
from dpmanager.tasks.pay.back_pay import BackPayTrial, give_back_pay, try_back_pay
from dpmanager.tasks.people.engage_worker import change_rate
from dpmanager.ui.desk import Desk
from dpmanager.ui.pages.people_words import rate_words
from dpmanager.ui.widgets.figures import FigureLine, Figures
from dpmanager.ui.widgets.form import ErrorSummary
from dpmanager.ui.widgets.page import Column
from dpmanager.ui.widgets.text import beside, button, words
from dpmanager.ui.widgets.views import View
from dpmanager.words import _, ngettext


class BackPayView(View):
    """A raise that counts from a day that is paid. Nothing is saved until it is chosen."""

    def __init__(self, desk: Desk, leave: Callable[[], object]) -> None:
        super().__init__(desk, _("Back pay"), _("Back without changing the rate"), leave)
        self.problem = ErrorSummary()
        self.body = Column(gap=16)
        self.add(self.problem)
        self.add(self.body)
        self._worker_id = 0
        self._rate: RateAnswer | None = None

    def open(self, worker_id: int, rate: RateAnswer) -> None:
        """Works out what the rate owes."""
        self._worker_id, self._rate = worker_id, rate
        self.problem.show_problems([])
        self.body.clear()
        book, today = self.desk.book, self.desk.today()
        self.desk.look(
            lambda: try_back_pay(book, worker_id, rate, today=today), self._show, self._failed
        )

    def _show(self, trial: BackPayTrial | None) -> None:
        rate = self._rate
        if rate is None:
            return
        self.body.clear()
        if trial is None:
            self.body.add(words(_("This rate owes nothing for days that are paid.")))
            self.body.add(beside(button(_("Back"), self.leave, "main")))
            return
        self.body.add(
            words(
                _("{worker} is to be paid {rate} from {day}. Some of those days are paid.").format(
                    worker=trial.worker,
                    rate=rate_words(rate.kind, rate.amount),
                    day=long_date(rate.from_date),
                )
            )
        )
        lines = [
            FigureLine(days_words(part.period), (pounds(part.amount),), part.steps)
            for part in trial.periods
        ]
        lines.append(FigureLine(_("Together"), (pounds(trial.amount),)))
        self.body.add(Figures(_("back pay"), lines))
        self.body.add(
            words(
                _("It would come with the pay of {period}.").format(
                    period=days_words(trial.paid_with)
                )
            )
        )
        give = button(_("Change the rate and pay this"), self._give, "main")
        alone = button(_("Change the rate without back pay"), lambda: self._change(trial.worker))
        self.body.add(beside(give, alone))

    def _give(self) -> None:
        desk, worker_id, rate = self.desk, self._worker_id, self._rate
        if rate is None:
            return
        desk.do(
            lambda: give_back_pay(desk.book, worker_id, rate, who=desk.who, at=desk.now()),
            said=lambda count: ngettext(
                "The rate is changed. Back pay for {count} pay period comes with the next pay.",
                "The rate is changed. Back pay for {count} pay periods comes with the next pay.",
                count,
            ).format(count=count),
            done=lambda _result: self.leave(),
            failed=self._failed,
        )

    def _change(self, worker: str) -> None:
        desk, rate = self.desk, self._rate
        if rate is None:
            return
        desk.do(
            lambda: change_rate(desk.book, worker, rate, who=desk.who, at=desk.now()),
            said=_("The rate is changed. Days that were paid stay as they are."),
            done=lambda _result: self.leave(),
            failed=self._failed,
        )

    def _failed(self, fault: DPManagerError) -> None:
        self.problem.show_problems([(str(fault), None)])
