"""Three months of a statement are sorted by hand; of the next three months most is known."""

from datetime import date, timedelta

import pytest
from small_book import ACCOUNT, ADA, AT, BEN, WHO, Line, all_of, lloyds

from dpmanager.domain.amounts import total
from dpmanager.domain.money.sorting_rules import Purpose
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.money.import_statement import import_statement
from dpmanager.tasks.money.sort_payments import Part, sort_payments
from dpmanager.tasks.money.suggestions import accept_offers, look_at_offers

DONE = {"who": WHO, "at": AT}
SPRING, SUMMER = date(2026, 4, 6), date(2026, 7, 6)
LINES, WANTED = 60, 50

COUNCIL, PERSON = Purpose("dp_council"), Purpose("client_contrib")
ADAS = Purpose("pa_net_wages", "personal_care", worker=ADA)
BENS = Purpose("pa_net_wages", "personal_care", worker=BEN)
HMRC, PENSION = Purpose("hmrc_paye", "running_costs"), Purpose("pension", "running_costs")
CLUB = Purpose("day_services", "day_opportunities", "Safe at home", "Brook Day Club")
TAXI = Purpose("exp_other", "companionship")
PAYROLL, PHONE = Purpose("payroll_fee", "running_costs"), Purpose("exp_other", "running_costs")
TO_CARD, CASH = Purpose("transfer"), Purpose("cash")
PAPER, KIT = Purpose("admin", "running_costs"), Purpose("equipment", "equipment")

Told = tuple[Line, Purpose]


def every(
    first: date, days: int, times: int, words: list[str], amounts: list[str], purpose: Purpose
) -> list[Told]:
    """So many payments; their words and amounts come round in turn."""
    return [
        (
            (
                first + timedelta(days=days * n),
                words[n % len(words)].format(n=n + 211, day=first + timedelta(days=days * n)),
                amounts[n % len(amounts)],
            ),
            purpose,
        )
        for n in range(times)
    ]


def spring() -> list[Told]:
    """What the bank showed in the first quarter, and what each payment was for."""
    day = SPRING + timedelta(days=1)
    return [
        *every(day, 28, 4, ["NORTHSHIRE CC 0055501"], ["1400.00"], COUNCIL),
        *every(day, 28, 4, ["S RIVERS CARE CONTRIBUTION"], ["200.00"], PERSON),
        *every(day, 7, 13, ["ADA LOVELL WAGES {day:%d%b%y}"], ["-214.10", "-220.35"], ADAS),
        *every(day, 28, 3, ["BEN OKORO CARE WAGES"], ["-310.00", "-298.40"], BENS),
        *every(day, 30, 3, ["HMRC GOV.UK CUMBERNAULD 475PX0099{n}"], ["-64.20", "-71.00"], HMRC),
        *every(day, 30, 3, ["NEST IT000012{n}"], ["-22.15"], PENSION),
        *every(day, 14, 6, ["BROOK DAY CLUB INV {n}"], ["-35.00"], CLUB),
        *every(day, 14, 6, ["VALE TAXIS {n} NORTHSHIRE"], ["-8.50", "-9.00", "-12.40"], TAXI),
        *every(day, 30, 3, ["FAIR PAYROLL BUREAU {day:%b}"], ["-12.00"], PAYROLL),
        *every(day, 30, 3, ["PEBBLE MOBILE {n}-1"], ["-9.00"], PHONE),
        *every(day, 30, 3, ["PREPAID CARD LOAD {n}"], ["-40.00"], TO_CARD),
        *every(
            day, 30, 3, ["LNK 12 HIGH ST", "LNK 3 STATION RD", "LNK MILL LN 7"], ["-20.00"], CASH
        ),
        *every(day, 40, 2, ["CARD 7731 RYMANT STATIONERS"], ["-6.49", "-11.20"], PAPER),
        ((date(2026, 4, 20), "MARSH INSURANCE SERVICES", "-84.00"), Purpose("insurance")),
        ((date(2026, 5, 20), "GRIPWELL MOBILITY LTD", "-39.99"), KIT),
        ((date(2026, 6, 1), "POST OFFICE COUNTER 88", "-7.35"), PAPER),
        ((date(2026, 6, 2), "FIRST AID NORTH CIC", "-60.00"), Purpose("training")),
    ]


def summer() -> list[Told]:
    """The second quarter: much as before, with other figures, cut words, slips and surprises."""
    day = SUMMER + timedelta(days=1)
    return [
        *every(day + timedelta(21), 28, 3, ["NORTHSHIRE COUNTY C"], ["1400.00"], COUNCIL),
        *every(day + timedelta(21), 28, 3, ["S RIVERS CARE CONTRIB"], ["200.00"], PERSON),
        *every(
            day,
            7,
            13,
            ["ADA LOVELL WAGES {day:%d%b%y}", "ADA LOVEL WAGES {day:%d%b}"],
            ["-231.75", "-214.10"],
            ADAS,
        ),
        *every(day, 28, 3, ["BEN OKORO CARE WAGES AND HOLIDAY"], ["-322.60"], BENS),
        *every(day, 30, 3, ["HMRC GOV.UK CUMBERN"], ["-66.00"], HMRC),
        *every(day, 30, 3, ["NEST IT000013{n}"], ["-23.80"], PENSION),
        *every(day, 14, 6, ["BROOK DAY CLUB INV 3{n}"], ["-36.50"], CLUB),
        *every(day, 14, 6, ["VALE TAXIS {n} RIVERTON"], ["-10.50", "-7.20"], TAXI),
        *every(day, 30, 3, ["FAIR PAYROLL BUREAU {day:%b}"], ["-12.50"], PAYROLL),
        *every(day, 30, 3, ["PEBBLE MOBILE {n}-1"], ["-9.50"], PHONE),
        *every(day, 30, 3, ["PREPAID CARD LOAD {n}"], ["-50.00"], TO_CARD),
        *every(day, 30, 3, ["LNK 40 MARKET SQ {day:%d%b}"], ["-30.00"], CASH),
        ((date(2026, 7, 13), "BROOK DAY CLUB REFUND", "35.00"), CLUB),
        ((date(2026, 7, 20), "VALE TAXIS AIRPORT TRIP", "-64.00"), Purpose("transfer_out")),
        ((date(2026, 8, 3), "CHQ 000123", "-25.00"), PAPER),
        ((date(2026, 8, 4), "EASYREACH AIDS ONLINE", "-18.99"), KIT),
        ((date(2026, 8, 17), "CARD 7731 RYMANT STATIONERS", "-29.00"), KIT),
        ((date(2026, 9, 1), "POST OFFICE COUNTER 91", "-8.10"), PAPER),
        ((date(2026, 9, 7), "GRACE OYELARAN COVER", "-90.00"), Purpose("self_employed_pa")),
        ((date(2026, 9, 15), "NORTHSHIRE CC ONE OFF", "250.00"), Purpose("dp_one_off")),
    ]


def read_in(book: Book, told: list[Told], before: str) -> dict[int, Purpose]:
    """Reads in a statement, and gives what each of its payments was for, by its number."""
    told = sorted(told, key=lambda each: each[0][0])
    known = {row.id for row in all_of(book, models.Transaction)}
    import_statement(book, ACCOUNT, lloyds([line for line, _purpose in told], before), **DONE)
    answers = {(day, words, amount): purpose for (day, words, amount), purpose in told}
    return {
        row.id: answers[row.day, row.description, str(row.amount)]
        for row in all_of(book, models.Transaction)
        if row.id not in known
    }


def test_of_the_second_quarter_most_is_known(
    book: Book, capsys: pytest.CaptureFixture[str]
) -> None:
    first = read_in(book, spring(), "1000.00")
    assert len(first) == LINES
    amounts = {row.id: row.amount for row in all_of(book, models.Transaction)}
    sort_payments(
        book,
        {
            number: [
                Part(
                    amounts[number],
                    purpose.category,
                    purpose.service_type,
                    purpose.outcome,
                    purpose.worker,
                )
            ]
            for number, purpose in first.items()
        },
        **DONE,
    )
    assert look_at_offers(book) == []

    left = 1000 + total(amounts.values())
    second = read_in(book, summer(), f"{left:.2f}")
    assert len(second) == LINES
    offers = look_at_offers(book)
    right = [offer for offer in offers if offer.purpose == second[offer.transaction_id]]
    sure = [offer for offer in offers if offer.sure]
    with capsys.disabled():
        print(
            f"\nSecond quarter: {len(right)} of {LINES} payments proposed rightly, "
            f"{len(offers) - len(right)} wrongly, {LINES - len(offers)} not at all; "
            f"{len(sure)} are sure."
        )
    assert len(right) >= WANTED
    # These are known payees, for something new. Nothing that is wrong is offered as sure.
    wrong = [offer for offer in offers if offer not in right]
    assert {offer.description for offer in wrong} == {
        "VALE TAXIS AIRPORT TRIP",
        "CARD 7731 RYMANT STATIONERS",
        "NORTHSHIRE CC ONE OFF",
    }
    assert not any(offer.sure for offer in wrong)
    assert all(offer.why for offer in offers)

    accept_offers(book, sure, **DONE)
    assert {offer.transaction_id for offer in look_at_offers(book)}.isdisjoint(
        {offer.transaction_id for offer in sure}
    )
    book.undo(**DONE)
    assert look_at_offers(book) == offers
