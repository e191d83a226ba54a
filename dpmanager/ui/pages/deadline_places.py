"""Where what a deadline asks for is done: a page, what it is to show, the words on the button."""

from dataclasses import dataclass
from typing import Any

from dpmanager.domain.rates import tax_year_of
from dpmanager.tasks.book.dates_due import CHECKS
from dpmanager.tasks.book.deadlines import INSURANCE, DeadlineSeen
from dpmanager.words import _

PLACES = {
    **dict.fromkeys((*CHECKS, INSURANCE), "file"),
    "written-statement": "people",
    "written-statement-northern-ireland": "people",
    "terms-changed": "people",
    "minimum-wage-april": "people",
    "minimum-wage-18": "people",
    "minimum-wage-21": "people",
    "new-tax-year": "people",
    "contribution-april": "people",
    "fps": "hmrc",
    "fps-last-of-year": "hmrc",
    "fps-paper": "hmrc",
    "final-report": "hmrc",
    "eps-no-pay": "hmrc",
    "eps-recover": "hmrc",
    "employment-allowance": "hmrc",
    "p60": "hmrc",
    "p11d": "hmrc",
    "paye-monthly": "pay",
    "paye-quarterly": "pay",
    "paye-monthly-post": "pay",
    "paye-quarterly-post": "pay",
    "payroll-cut-off": "hours",
    "pension-declaration": "pensions",
    "pension-duty": "pensions",
    "pension-opt-out": "pensions",
    "pension-payment": "pensions",
    "pension-re-enrolment": "pensions",
    "pension-re-declaration": "pensions",
    "holiday-year-end": "terms",
    "holiday-carried": "terms",
    "state-pension-age": "terms",
    "p45": "terms",
    "self-certificate": "extras",
    "fit-note": "extras",
    "fit-note-ends": "extras",
    "ssp1": "extras",
    "ssp1-before-the-end": "extras",
    "ssp-ends": "extras",
    "return": "returns",
    "contribution": "money",
}
"""The page for each rule. Reviews and notice are entered on the page about dates itself."""


@dataclass(frozen=True, slots=True)
class Errand:
    """A page, the words on the button, and what the page is opened with."""

    place: str
    words: str
    what: dict[str, Any]


def errand_of(seen: DeadlineSeen) -> Errand | None:
    """Where to go for a deadline; None where no other page has to do with it."""
    place = PLACES.get(seen.deadline.rule_id)
    return Errand(place, _words(place, seen), _what(place, seen)) if place else None


def _words(place: str, seen: DeadlineSeen) -> str:
    of_insurance = seen.deadline.rule_id == INSURANCE
    return {
        "people": _("Look at the person") if seen.worker else _("Look at the people"),
        "file": _("Look at the insurance") if of_insurance else _("Look at the checks"),
        "hmrc": _("Look at what HMRC asks"),
        "pay": _("Look at the pay"),
        "hours": _("Look at the hours"),
        "pensions": _("Look at the pension"),
        "terms": _("Look at the terms"),
        "extras": _("Look at the time off"),
        "returns": _("Prepare the return"),
        "money": _("Look at the money"),
    }[place]


def _what(place: str, seen: DeadlineSeen) -> dict[str, Any]:
    match place:
        case "people":
            return {"worker": seen.worker}
        case "file" if seen.deadline.rule_id == INSURANCE:
            return {"worker": seen.worker_id, "card": "insurance"}
        case "terms" | "extras" | "file":
            return {"worker": seen.worker_id}
        case "hmrc":
            return {"tax_year": tax_year_of(seen.counted_from)}
        case "returns":
            assert seen.period is not None, "a return has a period"
            return {"start": seen.period.start, "end": seen.period.end}
    return {}
