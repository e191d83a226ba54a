"""The form in which somebody says who pays for what, and what the last quarter comes to by it."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from dpmanager.domain.amounts import total
from dpmanager.domain.periods import long_date
from dpmanager.domain.wording import period_words
from dpmanager.errors import DPManagerError
from dpmanager.tasks.budget.sharing import (
    HUNDRED,
    Percents,
    SharesNotWholeError,
    SharingSeen,
    Split,
    share_by,
    try_sharing,
)
from dpmanager.tasks.returns.resources import service_type_labels
from dpmanager.ui.desk import Desk
from dpmanager.ui.widgets.fields import ChoiceField, DateField, Field, NumberField
from dpmanager.ui.widgets.form import Form
from dpmanager.ui.widgets.page import Column
from dpmanager.ui.widgets.table import DataTable, TableColumn, TableRow
from dpmanager.ui.widgets.text import beside, button, words
from dpmanager.ui.widgets.views import View
from dpmanager.words import _

ONE_EACH, PERCENT = "one-each", "percent"


class SplitTable(Column):
    """A quarter in pounds: what each funder pays of each kind of care, and what it has left."""

    def __init__(self) -> None:
        super().__init__(gap=8)

    def show_split(self, split: Split) -> None:
        """Shows another split."""
        self.clear()
        self.add(words(period_words(split.period), "soft"))
        spent = [
            total(amounts[place] for amounts in split.spent.values())
            for place in range(len(split.parts))
        ]
        rows = [
            *((label_of(service), *amounts) for service, amounts in split.spent.items()),
            (_("Spent in all"), *spent),
            (_("There at the start"), *(part.opening for part in split.parts)),
            (_("There at the end"), *(part.closing for part in split.parts)),
        ]
        table = DataTable(
            _("The last quarter"),
            [
                TableColumn(_("What for")),
                *(TableColumn(part.funder, figures=True) for part in split.parts),
            ],
        )
        self.add(table)
        table.ensurePolished()  # the widths follow from how it looks
        table.show_rows([TableRow(row, place) for place, row in enumerate(rows)])


class SharingForm(View):
    """Each kind of care is paid by one funder, or they share it by percentages."""

    def __init__(self, desk: Desk, leave: Callable[[], object]) -> None:
        super().__init__(desk, _("Who pays for what"), _("Back"), leave)
        self.body = Column(gap=16)
        self.add(self.body)
        self.form = Form()
        self.split = SplitTable()
        self._seen: SharingSeen | None = None

    def open(self, seen: SharingSeen) -> None:
        """Shows the shares of today, to be changed."""
        self._seen = seen
        self.body.clear()
        self.how = ChoiceField(
            _("How do they pay?"),
            [
                (ONE_EACH, _("Each kind of care is paid by one of them")),
                (PERCENT, _("They share it by percentages")),
            ],
            missing=_("Choose one of these."),
        )
        self.from_date = DateField(
            _("From which day?"),
            hint=_("The first rule also counts for the days before it."),
            missing=_("Type the first day."),
        )
        fields: dict[str, Field] = {"how": self.how, "from_date": self.from_date}
        rows = []
        for one in seen.shares:
            fields[_payer_field(one.service_type)] = ChoiceField(
                label_of(one.service_type),
                list(seen.funders),
                missing=_("Choose who pays for it."),
            )
            names = [_percent_field(one.service_type, number) for number, _name in seen.funders]
            rows.append(names)
            for name, (_number, funder) in zip(names, seen.funders, strict=True):
                fields[name] = NumberField(
                    _("{service}: {funder} pays, %").format(
                        service=label_of(one.service_type), funder=funder
                    ),
                    missing=_("Type a percentage, 0 for nothing."),
                )
        self._fill(seen, fields)
        self.form = Form(rows, **fields)
        self.form.entered.connect(self._save)
        self.how.on_change(self._show_fields)
        self.body.add(self.form)
        self.note = words("", "strong")
        if seen.signed_until is not None:
            self.note.setText(
                _(
                    "Returns are signed up to {day}. A rule from before that changes them: the "
                    "next return says so."
                ).format(day=long_date(seen.signed_until))
            )
            self.body.add(self.note)
        self.save_button = button(_("Save this"), self._save, "main")
        self.body.add(beside(self.save_button, button(_("Try it on the last quarter"), self._try)))
        self.split = SplitTable()
        self.body.add(self.split)
        self._show_fields()

    def _fill(self, seen: SharingSeen, fields: dict[str, Field]) -> None:
        """The shares of today, each rounded to two decimals so that they come to 100."""
        self.from_date.set_value(seen.since or seen.from_then)
        shared = False
        for one in seen.shares:
            percents = whole_percents([percent for _name, percent in one.percents])
            largest = percents.index(max(percents))
            fields[_payer_field(one.service_type)].set_value(seen.funders[largest][0])
            shared = shared or len([percent for percent in percents if percent]) > 1
            for (number, _name), percent in zip(seen.funders, percents, strict=True):
                name = _percent_field(one.service_type, number)
                fields[name].set_value(f"{percent.normalize():f}")
        self.how.set_value(PERCENT if shared and seen.since else ONE_EACH)

    def _show_fields(self) -> None:
        by_percent = self.how.chosen() == PERCENT
        for name, field in self.form.fields.items():
            if name.startswith("payer "):
                field.setVisible(not by_percent)
            elif name.startswith("percent "):
                field.setVisible(by_percent)
        self.split.clear()

    def _rule(self) -> tuple[date, Percents] | None:
        """What was filled in; None where something is wrong, which is then shown."""
        values: dict[str, Any] | None = self.form.values()
        if values is None or self._seen is None:
            return None
        percents: dict[str, dict[int, Decimal]] = {}
        for one in self._seen.shares:
            if values["how"] == ONE_EACH:
                percents[one.service_type] = {values[_payer_field(one.service_type)]: HUNDRED}
            else:
                percents[one.service_type] = {
                    number: values[_percent_field(one.service_type, number)]
                    for number, _name in self._seen.funders
                }
        return values["from_date"], percents

    def _save(self) -> None:
        rule, desk = self._rule(), self.desk
        if rule is None:
            return
        desk.do(
            lambda: share_by(desk.book, *rule, who=desk.who, at=desk.now()),
            said=_("Saved who pays for what."),
            done=lambda _result: self.leave(),
            failed=self._failed,
        )

    def _try(self) -> None:
        rule, desk = self._rule(), self.desk
        if rule is not None:
            desk.look(
                lambda: try_sharing(desk.book, *rule, desk.today()),
                self.split.show_split,
                self._failed,
            )

    def _failed(self, fault: DPManagerError) -> None:
        field = ""
        if isinstance(fault, SharesNotWholeError) and self._seen is not None:
            field = _percent_field(fault.service_type, self._seen.funders[0][0])
        self.form.show_fault(fault, field)


def label_of(service_type: str) -> str:
    """A service type in words."""
    return service_type_labels().get(service_type) or _("All else")


def whole_percents(percents: list[Decimal]) -> list[Decimal]:
    """Shares of a hundred to two decimals, the last taking what rounding leaves over."""
    rounded = [percent.quantize(Decimal("0.01")) for percent in percents[:-1]]
    return [*rounded, HUNDRED - sum(rounded)]


def _payer_field(service_type: str) -> str:
    return f"payer {service_type}"


def _percent_field(service_type: str, funder: int) -> str:
    return f"percent {service_type} {funder}"
