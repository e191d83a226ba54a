"""Returns of two funders that pay into the same accounts: each alone, and together the accounts."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_book import ACCOUNT, AT, CARD, MONDAY, WHO, all_of, make_book, pay_a_week
from two_funders import NHS, add_nhs

from dpmanager.domain.amounts import ZERO, total
from dpmanager.domain.budget.reserves import Each, Reserve, ReserveKind
from dpmanager.domain.periods import Period
from dpmanager.domain.returns.funder_return import FunderReturn
from dpmanager.domain.returns.locked import figures_from_json
from dpmanager.domain.signatures import SignatureGiven, SignatureKind
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.book.things_to_do import Kind
from dpmanager.tasks.book.what_needs_doing import what_needs_doing
from dpmanager.tasks.budget.reserves import add_reserve
from dpmanager.tasks.budget.sharing import (
    SharesNotWholeError,
    look_at_sharing,
    remove_rule,
    say_opening,
    share_by,
    try_sharing,
)
from dpmanager.tasks.money.given_back import give_back
from dpmanager.tasks.money.sort_payments import Part, add_payment, sort_payment
from dpmanager.tasks.returns.look_at_returns import look_at_return
from dpmanager.tasks.returns.prepare_return import export_return, prepare_return
from dpmanager.tasks.returns.report_days import figures_of
from dpmanager.tasks.returns.sent_returns import look_at_sent_return
from dpmanager.tasks.returns.sign_return import sign_return

COUNCIL = "Northshire County Council"
SPRING = Period(MONDAY, date(2026, 6, 30))
SUMMER = Period(date(2026, 7, 1), date(2026, 9, 30))
TODAY = date(2026, 10, 5)
DONE: dict[str, Any] = {"who": WHO, "at": AT}
LATER: dict[str, Any] = {"who": WHO, "at": datetime.combine(TODAY, AT.timetz())}
CARE, RESPITE = "personal_care", "respite"
JO = SignatureGiven(SignatureKind.TYPED, "Jo Rivers")


@pytest.fixture
def shared(book: Book) -> Book:
    """The small book with the NHS board from its first day on."""
    add_nhs(book, MONDAY, at=AT)
    return book


def number_of(book: Book, name: str) -> int:
    (row,) = all_of(book, models.Funder, models.Funder.name == name)
    number: int = row.id
    return number


def pay(book: Book, amount: str, words: str, *parts: Part, day: date = MONDAY, **more: Any) -> int:
    number = add_payment(book, more.get("account", ACCOUNT), day, words, Decimal(amount), **DONE)
    if parts:
        sort_payment(book, number, list(parts), **DONE)
    return number


def part(amount: str, category: str, service: str = "") -> Part:
    return Part(Decimal(amount), category, service)


def sixty_forty(book: Book, day: date = MONDAY) -> None:
    """The council pays 60% of personal care and all of respite; all else they halve."""
    council, nhs = number_of(book, COUNCIL), number_of(book, NHS)
    share_by(
        book,
        day,
        {
            CARE: {council: Decimal(60), nhs: Decimal(40)},
            RESPITE: {council: Decimal(100)},
            "": {council: Decimal(50), nhs: Decimal(50)},
        },
        **DONE,
    )


def a_spring(book: Book) -> None:
    """The quarter of the worked example."""
    sixty_forty(book)
    say_opening(
        book,
        {number_of(book, COUNCIL): Decimal("700.00"), number_of(book, NHS): Decimal("300.00")},
        **DONE,
    )
    pay(book, "800.00", "NORTHSHIRE DP", part("800.00", "dp_council"))
    pay(book, "400.00", "VALE NHS PHB", part("400.00", "nhs_phb"))
    pay(book, "100.00", "Rivers S", part("100.00", "client_contrib"))
    pay(book, "-500.01", "Home help", part("-500.01", "agency", CARE))
    pay(book, "-150.00", "Short stay", part("-150.00", "respite", RESPITE))
    pay(book, "-90.00", "Insurance", part("-90.00", "insurance"))
    pay(book, "0.03", "Interest", part("0.03", "interest"))
    stay = all_of(book, models.Transaction, models.Transaction.description == "Short stay")[0].id
    back = pay(book, "50.00", "Short stay refund", day=MONDAY + timedelta(days=9))
    give_back(book, back, stay, **DONE)


def both(book: Book, period: Period = SPRING) -> tuple[FunderReturn, FunderReturn]:
    return (
        prepare_return(book, period, funder=COUNCIL, today=TODAY),
        prepare_return(book, period, funder=NHS, today=TODAY),
    )


def test_the_example_by_hand(shared: Book) -> None:
    """As `test_sharing` works it out: 1,155.01 for the council and 455.01 for the NHS."""
    a_spring(shared)
    council, nhs = both(shared)
    figures = [
        (str(made.opening), str(made.money_in), str(made.money_out), str(made.closing))
        for made in (council, nhs)
    ]
    assert figures == [
        # in: 800 + 100 + 0.02; out: 300.01 + 150 - 50 refunded + 45
        ("700.00", "900.02", "445.01", "1155.01"),
        # in: 400 + 0.01; out: 200 + 45
        ("300.00", "400.01", "245.00", "455.01"),
    ]
    assert total(account.closing for account in council.accounts) == Decimal("1610.02")
    assert [(line.number, line.description, str(line.amount)) for line in nhs.lines] == [
        (1, "VALE NHS PHB", "400.00"),
        (2, "Home help", "-200.00"),
        (3, "Insurance", "-45.00"),
        (4, "Interest", "0.01"),
    ]
    assert [line.whole for line in nhs.lines] == [
        None,
        Decimal("-500.01"),
        Decimal("-90.00"),
        Decimal("0.03"),
    ]
    assert len(nhs.statement) == 8
    assert council.held_for_others == Decimal("455.01")
    assert [row.source for row in nhs.funding] == [NHS]
    plan = {line.service_type: line.spent for line in nhs.besides.plan}
    assert (plan[CARE], RESPITE in plan) == (Decimal("200.00"), False)


def test_the_whole_is_there_for_reports(shared: Book) -> None:
    a_spring(shared)
    with shared.reading() as session:
        made = figures_of(session, SPRING, TODAY)
    assert (made.opening, made.closing, made.shared) == (1000, Decimal("1610.02"), ())


def test_papers_show_the_part_and_the_statement_the_whole(shared: Book) -> None:
    a_spring(shared)
    made = export_return(shared, SPRING, funder=NHS, today=TODAY, with_bundle=True)
    text = text_of(made.pdf)
    assert "Personal care Northshire County Council 60%, Vale NHS Board 40%" in text
    assert "Home help £200.00 £" not in text
    assert "A part of £500.01" in text
    assert "Short stay" not in text
    assert "All accounts together £1,000.00 £610.02 £1,610.02" in text
    statement = text_of(made.bundle)
    assert "Of this £200.00 is for Vale NHS Board" in statement
    assert "£500.01" in statement
    assert "For another funder" in statement
    assert "Short stay" in statement


def test_wages_and_what_is_owed_follow_the_worker(shared: Book) -> None:
    sixty_forty(shared)
    slip = pay_a_week(shared, MONDAY)
    council, nhs = both(shared)
    whole = {item.kind: item.amount for item in _whole(shared).set_aside}
    for kind in ("wages", "holiday"):
        parts = [
            item.amount for made in (council, nhs) for item in made.set_aside if item.kind == kind
        ]
        assert total(parts) == whole[kind]
        assert parts[1] == (whole[kind] * 40 / 100).quantize(Decimal("0.01"))
    assert whole["wages"] == slip.net_pay


def test_a_reserve_is_of_the_money_of_its_funder(shared: Book) -> None:
    sixty_forty(shared)
    reserve = Reserve(
        ReserveKind.SAVING, Decimal("75.00"), Each.ONCE, MONDAY, None, agreed_on=MONDAY
    )
    add_reserve(shared, number_of(shared, NHS), reserve, **DONE)
    council, nhs = both(shared)
    assert [item.kind for item in council.set_aside] == []
    assert [(item.kind, item.amount) for item in nhs.set_aside] == [("reserve_saving", 75)]
    assert nhs.free_balance == nhs.closing - 75


def test_home_asks_once_and_the_return_says_that_nobody_has_said_it(shared: Book) -> None:
    def asked() -> list[str]:
        things = what_needs_doing(shared, TODAY).things
        return [one.what for one in things if one.kind is Kind.SHARING]

    assert asked() == ["Say who pays for what"]
    checks = look_at_return(shared, SPRING, funder=NHS, today=TODAY).checks
    assert "sharing" in [check.kind for check in checks]
    sixty_forty(shared)
    assert asked() == []
    checks = look_at_return(shared, SPRING, funder=NHS, today=TODAY).checks
    assert "sharing" not in [check.kind for check in checks]


def test_nothing_is_asked_where_each_agreed_to_a_care_of_its_own(book_folder: Path) -> None:
    services = (
        "return_days = 28",
        'return_days = 28\nservices = [{ type = "day_opportunities", weekly_hours = "5", '
        'hourly_rate = "20.00" }]',
    )
    with make_book(book_folder, services) as book:
        add_nhs(book, MONDAY, at=AT)
        assert not any(one.kind is Kind.SHARING for one in what_needs_doing(book, TODAY).things)
        seen = look_at_sharing(book, TODAY)
        assert seen is not None and not seen.is_missing
        shares = {one.service_type: one.percents for one in seen.shares}
        assert shares["day_opportunities"] == ((COUNCIL, 100), (NHS, 0))
        assert shares[CARE] == ((COUNCIL, 0), (NHS, 100))


def test_with_one_funder_there_is_nothing_to_share(book: Book) -> None:
    pay(book, "-12.50", "Vale Taxis")
    assert look_at_sharing(book, TODAY) is None
    made = prepare_return(book, SPRING, today=TODAY)
    assert (made.shared, made.statement, made.lines[0].whole) == ((), (), None)
    with pytest.raises(DPManagerError, match="Only one funder"):
        try_sharing(book, MONDAY, {}, TODAY)


def test_shares_that_do_not_come_to_a_hundred_are_refused(shared: Book) -> None:
    council, nhs = number_of(shared, COUNCIL), number_of(shared, NHS)
    with pytest.raises(SharesNotWholeError, match="Personal care: this comes to 90%") as fault:
        share_by(shared, MONDAY, {CARE: {council: Decimal(60), nhs: Decimal(30)}}, **DONE)
    assert fault.value.service_type == CARE
    assert all_of(shared, models.FundingShare) == []
    with pytest.raises(DPManagerError, match=r"Together this is £900\.00, and £1,000\.00 was"):
        say_opening(shared, {council: Decimal(500), nhs: Decimal(400)}, **DONE)


def test_a_rule_is_tried_replaced_and_removed(shared: Book) -> None:
    pay(shared, "-100.00", "Home help", part("-100.00", "agency", CARE), day=date(2026, 7, 6))
    sixty_forty(shared)
    council, nhs = number_of(shared, COUNCIL), number_of(shared, NHS)
    tried = try_sharing(shared, MONDAY, {CARE: {nhs: Decimal(100)}}, TODAY)
    assert tried.spent == {CARE: (ZERO, Decimal("100.00"))}
    seen = look_at_sharing(shared, TODAY)
    assert seen is not None and seen.split.spent == {CARE: (Decimal(60), Decimal(40))}
    share_by(shared, MONDAY, {CARE: {council: Decimal(100)}}, **DONE)
    seen = look_at_sharing(shared, TODAY)
    assert seen is not None and seen.split.spent == {CARE: (Decimal(100), ZERO)}
    assert (seen.since, seen.rules) == (MONDAY, (MONDAY,))
    remove_rule(shared, MONDAY, **DONE)
    seen = look_at_sharing(shared, TODAY)
    assert seen is not None and seen.is_missing


def test_a_funder_that_cannot_be_told_is_named_until_a_note_says_it(shared: Book) -> None:
    sixty_forty(shared)
    number = pay(shared, "123.00", "Payment 991", part("123.00", "nhs_phb"))
    assert _kinds(both(shared)[1]).count("payer") == 0  # the only NHS board
    sort_payment(shared, number, [part("123.00", "dp_one_off")], **DONE)
    with shared.task("Rename", **DONE) as session:
        session.get_one(models.Funder, number_of(shared, NHS)).name = "Vale District Council"
    made = prepare_return(shared, SPRING, funder=COUNCIL, today=TODAY)
    assert _kinds(made).count("payer") == 1 and made.money_in == Decimal("61.50")
    named = Part(Decimal("123.00"), "dp_one_off", note="Northshire paid this")
    sort_payment(shared, number, [named], **DONE)
    made = prepare_return(shared, SPRING, funder=COUNCIL, today=TODAY)
    assert _kinds(made).count("payer") == 0 and made.money_in == Decimal("123.00")


def test_a_return_is_locked_and_corrected_for_its_funder_alone(shared: Book) -> None:
    a_spring(shared)
    numbers = {
        name: sign_return(shared, SPRING, JO, funder=name, role="Nominated person", **DONE)
        for name in (COUNCIL, NHS)
    }
    rows = {row.id: row for row in all_of(shared, models.SentReturn)}
    assert rows[numbers[COUNCIL]].closing == Decimal("1155.01")
    figures = figures_from_json(rows[numbers[NHS]].figures)
    assert total(line.amount for line in figures.lines) == Decimal("155.01")

    summer = both(shared, SUMMER)
    assert [made.opening for made in summer] == [Decimal("1155.01"), Decimal("455.01")]
    assert all(
        made.besides.carried_on is not None and not made.besides.carried_on.is_changed
        for made in summer
    )
    # A late payment for respite is of the council alone; one for care is of both.
    pay(shared, "-10.00", "Late stay", part("-10.00", "respite", RESPITE))
    pay(shared, "-5.00", "Late help", part("-5.00", "agency", CARE))
    changes = [
        [(each.line.description, str(each.difference)) for each in carried.corrections]
        for carried in (made.besides.carried_on for made in both(shared, SUMMER))
        if carried is not None
    ]
    assert changes == [
        [("Late stay", "-10.00"), ("Late help", "-3.00")],
        [("Late help", "-2.00")],
    ]
    sent = look_at_sent_return(shared, numbers[NHS], TODAY)
    assert sent is not None and len(sent.changed.corrections) == 1


def test_another_rule_for_signed_days_is_told_on_the_next_return(shared: Book) -> None:
    a_spring(shared)
    sign_return(shared, SPRING, JO, funder=NHS, role="Nominated person", **DONE)
    council, nhs = number_of(shared, COUNCIL), number_of(shared, NHS)
    half = {council: Decimal(50), nhs: Decimal(50)}
    share_by(shared, MONDAY, {CARE: half, RESPITE: {council: Decimal(100)}, "": half}, **LATER)
    carried = both(shared, SUMMER)[1].besides.carried_on
    assert carried is not None
    assert [(each.line.description, str(each.difference)) for each in carried.corrections] == [
        ("Home help", "-50.00")  # 200.00 before; half of 500.01 is 250.00 and a penny over
    ]
    assert carried.missing == 0


AMOUNTS = st.integers(1, 30_000).map(lambda pence: Decimal(pence) / 100)
SORTED_AS = st.sampled_from(
    [
        ("dp_council", ""),
        ("nhs_phb", ""),
        ("client_contrib", ""),
        ("own_topup", ""),
        ("interest", ""),
        ("agency", CARE),
        ("respite", RESPITE),
        ("insurance", ""),
        ("repaid_council", ""),
        ("in_by_mistake", ""),
        ("transfer", ""),
        ("", ""),
    ]
)
MONEY_IN = {"dp_council", "nhs_phb", "client_contrib", "own_topup", "interest", "in_by_mistake"}
LINES = st.lists(
    st.tuples(
        AMOUNTS,
        SORTED_AS,
        st.integers(-20, 180),
        st.sampled_from([ACCOUNT, CARD]),
        st.booleans(),
        st.sampled_from(["NORTHSHIRE", "VALE NHS", "Payment"]),
    ),
    max_size=8,
)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(lines=LINES, rule_day=st.integers(0, 120), care=st.integers(0, 100))
def test_over_any_book_each_return_adds_up_and_together_they_are_the_accounts(
    tmp_path_factory: pytest.TempPathFactory,
    lines: list[tuple[Decimal, tuple[str, str], int, str, bool, str]],
    rule_day: int,
    care: int,
) -> None:
    """Splits, refunds, backdated lines, two accounts and a rule that changes."""
    with make_book(tmp_path_factory.mktemp("any") / "Any.dpbook") as book:
        add_nhs(book, MONDAY, at=AT)
        sixty_forty(book)
        council, nhs = number_of(book, COUNCIL), number_of(book, NHS)
        percents = {council: Decimal(care), nhs: Decimal(100 - care)}
        day = MONDAY + timedelta(days=rule_day)
        share_by(book, day, {CARE: percents, "": percents}, **DONE)
        for amount, (category, service), after, account, refunded, words in lines:
            sign = 1 if category in MONEY_IN else -1
            when = MONDAY + timedelta(days=after)
            number = add_payment(book, account, when, words, sign * amount, **DONE)
            if not category:
                continue
            some = (amount / 3).quantize(Decimal("0.01"))
            parts = [Part(sign * (amount - some), category, service)]
            if some:
                parts.append(Part(sign * some, category, service, note="rest"))
            sort_payment(book, number, parts, **DONE)
            if refunded and category == "agency":
                back = add_payment(book, account, when + timedelta(days=3), words, amount, **DONE)
                give_back(book, back, number, **DONE)
            if refunded and category == "in_by_mistake":
                some = -some or -amount  # a part of it, or all where it is a penny
                sent = add_payment(book, account, when + timedelta(days=3), words, some, **DONE)
                give_back(book, sent, number, **DONE)
        for period in (SPRING, SUMMER):
            returns = both(book, period)  # each is refused unless it adds up alone
            whole = _whole(book, period)
            assert total(made.opening for made in returns) == whole.opening
            assert total(made.closing for made in returns) == whole.closing
            assert total(made.money_in - made.money_out for made in returns) == (
                whole.money_in - whole.money_out
            )
            assert total(made.free_balance for made in returns) == whole.free_balance
            by_payment: dict[int, Decimal] = {}
            for made in returns:
                for line in made.lines:
                    so_far = by_payment.get(line.payment_id, ZERO)
                    by_payment[line.payment_id] = so_far + line.amount
            assert by_payment == {line.payment_id: line.amount for line in whole.lines}


def _whole(book: Book, period: Period = SPRING) -> FunderReturn:
    with book.reading() as session:
        return figures_of(session, period, TODAY)


def _kinds(made: FunderReturn) -> list[str]:
    return [gap.kind for gap in made.gaps]


def text_of(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    return " ".join(" ".join(pages).split())
