"""Accounts that several funders share: an example by hand, and laws for any book."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from dpmanager.domain.amounts import ZERO, total
from dpmanager.domain.periods import Period
from dpmanager.domain.returns.funder_return import SetAside
from dpmanager.domain.returns.sharing import (
    Agreed,
    Part,
    Payer,
    Payment,
    SharedAccounts,
    ShareRule,
    Sharing,
    share_opening,
    share_payments,
    share_set_aside,
)
from dpmanager.tasks.returns.resources import categories

APRIL = date(2026, 4, 6)
COUNCIL, NHS, CHARITY = 1, 2, 3
CARE, RESPITE = "personal_care", "respite"


def payer(
    number: int,
    weekly: str,
    *,
    since: date = APRIL,
    contribution: str = "0",
    services: Mapping[str, str] | None = None,
) -> Payer:
    agreed = Agreed(
        since,
        Decimal(weekly),
        Decimal(contribution),
        Decimal(weekly) * 4,
        {name: Decimal(amount) for name, amount in (services or {}).items()},
    )
    return Payer(number, f"Funder {number}", (agreed,))


def rule(day: date, **services: tuple[int, int]) -> ShareRule:
    """Per cent of the council and of the NHS; `general` is for all else."""
    return ShareRule(
        day,
        {
            "" if name == "general" else name: {
                number: Decimal(percent)
                for number, percent in zip((COUNCIL, NHS), percents, strict=True)
                if percent
            }
            for name, percents in services.items()
        },
    )


BOTH = (payer(COUNCIL, "200", contribution="25"), payer(NHS, "100"))
AGREED = rule(APRIL, personal_care=(60, 40), respite=(100, 0), general=(50, 50))
SHARING = Sharing(BOTH, (AGREED,))


def line(number: int, amount: str, category: str, service: str = "", **more: object) -> Payment:
    payment = Payment(number, APRIL, APRIL, (Part(Decimal(amount), category, service),))
    return replace(payment, **more)  # type: ignore[arg-type]


def test_the_example_by_hand() -> None:
    """Opening £700 and £300. The council pays 60% of personal care and all of respite.

    The council: 700 + 800 + 100 - 300.01 - 150 - 45 + 0.02 + 50 = 1,155.01.
    The NHS: 300 + 400 - 200.00 - 45 + 0.01 = 455.01. Together 1,610.02.
    """
    payments = [
        line(1, "800.00", "dp_council", may_be=frozenset({COUNCIL})),
        line(2, "400.00", "nhs_phb", may_be=frozenset({NHS})),
        line(3, "100.00", "client_contrib"),
        line(4, "-500.01", "pa_net_wages", CARE),  # 300.006 and 200.004
        line(5, "-150.00", "respite", RESPITE),
        line(6, "-90.00", "insurance"),
        line(7, "0.03", "interest"),  # half a penny is over: the first funder has it
        line(8, "50.00", "respite", RESPITE, gives_back=5),
    ]
    shared = share_payments(payments, SHARING, categories())
    assert [[one.of(0), one.of(1)] for one in shared.values()] == [
        [Decimal(council), Decimal(nhs)]
        for council, nhs in (
            ("800.00", "0"),
            ("0", "400.00"),
            ("100.00", "0"),
            ("-300.01", "-200.00"),
            ("-150.00", "0"),
            ("-45.00", "-45.00"),
            ("0.02", "0.01"),
            ("50.00", "0"),
        )
    ]
    opening = share_opening(
        Decimal("1000.00"), APRIL, {COUNCIL: Decimal("700.00"), NHS: Decimal("300.00")}, SHARING
    )
    accounts = SharedAccounts(SHARING, opening, shared)
    parts = [accounts.part_of(place, Period(APRIL, date(2026, 6, 30))) for place in (0, 1)]
    assert [str(part.closing) for part in parts] == ["1155.01", "455.01"]
    assert [str(part.money_in) for part in parts] == ["950.02", "400.01"]
    assert [str(part.money_out) for part in parts] == ["495.01", "245.00"]


def test_each_kind_of_care_follows_the_agreements_where_there_is_no_rule() -> None:
    funders = (
        payer(COUNCIL, "300", services={CARE: "300"}),
        payer(NHS, "100", services={RESPITE: "100"}),
    )
    sharing = Sharing(funders, ())
    assert sharing.is_told_apart(APRIL) and not sharing.is_missing(APRIL)
    assert sharing.weights(CARE, APRIL) == (300, 0)
    assert sharing.weights(RESPITE, APRIL) == (0, 100)
    assert sharing.weights("", APRIL) == (300, 100)  # all else: by the weekly amounts


def test_a_service_type_that_two_agreed_to_has_to_be_asked_about() -> None:
    both = (
        payer(COUNCIL, "300", services={CARE: "300"}),
        payer(NHS, "100", services={CARE: "100"}),
    )
    assert Sharing(both, ()).is_missing(APRIL)
    assert not Sharing(both, (AGREED,)).is_missing(APRIL)
    nothing_listed = (payer(COUNCIL, "300", services={CARE: "300"}), payer(NHS, "100"))
    assert Sharing(nothing_listed, ()).is_missing(APRIL)


def test_a_funder_pays_only_from_its_first_day_on() -> None:
    june = date(2026, 6, 1)
    sharing = Sharing((payer(COUNCIL, "200"), payer(NHS, "100", since=june)), (AGREED,))
    assert sharing.weights(CARE, june - timedelta(days=1)) == (60, 0)
    assert sharing.weights(CARE, june) == (60, 40)
    only_nhs = Sharing(sharing.payers, (rule(APRIL, personal_care=(0, 100)),))
    assert only_nhs.weights(CARE, APRIL) == (200, 0)  # the rule names nobody who pays yet


def test_a_rule_counts_from_its_day_and_the_first_one_also_before_it() -> None:
    later = rule(date(2026, 7, 1), personal_care=(10, 90))
    sharing = Sharing(BOTH, (AGREED, later))
    assert sharing.weights(CARE, date(2026, 6, 30)) == (60, 40)
    assert sharing.weights(CARE, date(2026, 7, 1)) == (10, 90)
    assert Sharing(BOTH, (later,)).weights(CARE, APRIL) == (10, 90)


def test_who_has_paid_is_told_by_the_amount_and_else_is_unsure() -> None:
    both = frozenset({COUNCIL, NHS})
    shared = share_payments(
        [
            line(1, "400.00", "dp_council", may_be=both),  # the NHS pays 4 x 100
            line(2, "123.00", "dp_council", may_be=both),
        ],
        SHARING,
        categories(),
    )
    assert (shared[1].shares, shared[1].is_unsure) == (((ZERO, Decimal("400.00")),), False)
    assert (shared[2].shares, shared[2].is_unsure) == (((Decimal("61.50"),) * 2,), True)


def test_what_gives_a_payment_back_follows_the_rule_of_that_payment() -> None:
    july = date(2026, 7, 1)
    sharing = Sharing(BOTH, (AGREED, rule(july, personal_care=(0, 100), general=(0, 100))))
    shared = share_payments(
        [
            line(1, "20.00", "equipment", CARE, day=july, gives_back=2),
            line(2, "-20.00", "equipment", CARE),
            line(3, "9.00", "transfer_in", day=july, gives_back=4),
            line(4, "-9.00", "paid_by_mistake", RESPITE),
        ],
        sharing,
        categories(),
    )
    assert [shared[1].of(0), shared[1].of(1)] == [Decimal("12.00"), Decimal("8.00")]
    assert [shared[3].of(0), shared[3].of(1)] == [Decimal("9.00"), ZERO]


def test_money_moved_between_the_accounts_counts_with_the_first_funder() -> None:
    shared = share_payments(
        [line(1, "-30.00", "transfer"), line(2, "30.00", "transfer")], SHARING, categories()
    )
    assert total(one.of(0) for one in shared.values()) == 0
    assert all(not one.of(1) for one in shared.values())


def test_what_is_owed_is_shared_by_its_service_type_and_a_reserve_is_of_one_funder() -> None:
    wages = SetAside(
        "Wages",
        Decimal("200.00"),
        by_service=((CARE, Decimal("100.00")), (RESPITE, Decimal("60.00"))),
    )
    reserve = SetAside("Saving", Decimal("75.00"), funder_id=NHS)
    parts = {one.id: list(share_set_aside([wages, reserve], one, APRIL, SHARING)) for one in BOTH}
    # 60% of 100, all of 60, and half of the 40 that is of no service type
    assert [item.amount for item in parts[COUNCIL]] == [Decimal("140.00")]
    assert [item.amount for item in parts[NHS]] == [Decimal("60.00"), Decimal("75.00")]
    assert parts[COUNCIL][0].steps[-1].sum == "£140.00"


# --- Laws -------------------------------------------------------------------------------------

AMOUNTS = st.integers(-500_000, 500_000).map(lambda pence: Decimal(pence) / 100)
DAYS = st.dates(date(2025, 12, 1), date(2026, 12, 31))
SERVICES = st.sampled_from(["", CARE, RESPITE, "running_costs"])
CATEGORIES = st.sampled_from(["", *categories()])
PARTS = st.builds(Part, AMOUNTS, CATEGORIES, SERVICES)
NUMBERS = (COUNCIL, NHS, CHARITY)


@st.composite
def sharings(draw: st.DrawFn) -> Sharing:
    """One to three funders with any agreements, and any rules."""
    payers = tuple(
        Payer(
            number,
            f"Funder {number}",
            tuple(
                Agreed(
                    day,
                    Decimal(draw(st.integers(0, 500))),
                    Decimal(draw(st.integers(0, 50))),
                    Decimal(draw(st.integers(0, 2000))),
                    draw(st.dictionaries(SERVICES, st.integers(0, 300).map(Decimal))),
                )
                for day in sorted(draw(st.sets(DAYS, min_size=1, max_size=3)))
            ),
        )
        for number in NUMBERS[: draw(st.integers(1, 3))]
    )
    percents = st.dictionaries(st.sampled_from(NUMBERS), st.integers(0, 100).map(Decimal))
    rules = tuple(
        ShareRule(day, draw(st.dictionaries(SERVICES, percents)))
        for day in sorted(draw(st.sets(DAYS, max_size=3)))
    )
    return Sharing(payers, rules)


@st.composite
def books(draw: st.DrawFn) -> SharedAccounts:
    """Payments in parts, refunds, lines from before an account was opened, in several accounts."""
    sharing = draw(sharings())
    count = draw(st.integers(0, 12))
    payments = [
        Payment(
            number,
            draw(DAYS),
            draw(st.sampled_from([APRIL, date(2026, 7, 1)])),
            tuple(draw(st.lists(PARTS, min_size=1, max_size=3))),
            draw(st.frozensets(st.sampled_from([one.id for one in sharing.payers]))),
            draw(st.integers(0, count)),
        )
        for number in range(1, count + 1)
    ]
    entered = draw(st.dictionaries(st.sampled_from(NUMBERS), AMOUNTS))
    opening = share_opening(draw(AMOUNTS), APRIL, entered, sharing)
    return SharedAccounts(sharing, opening, share_payments(payments, sharing, categories()))


@given(books())
def test_the_parts_of_every_payment_add_up_to_it_and_have_its_sign(book: SharedAccounts) -> None:
    for one in book.payments.values():
        for part, share in zip(one.payment.parts, one.shares, strict=True):
            assert total(share) == part.amount
            assert all(each * part.amount >= 0 for each in share)
            assert all(each == round(each, 2) for each in share)


@given(books(), st.tuples(DAYS, DAYS))
def test_all_funders_together_are_the_accounts(
    book: SharedAccounts, days: tuple[date, date]
) -> None:
    period = Period(*sorted(days))
    parts = [book.part_of(place, period) for place in range(len(book.sharing.payers))]
    held = _of_the_accounts(book, period.start)
    moved = [
        part.amount
        for one in book.payments.values()
        if one.payment.day in period
        for part in one.payment.parts
    ]
    assert total(part.opening for part in parts) == held
    assert total(part.money_in for part in parts) == total(each for each in moved if each > 0)
    assert total(part.money_out for part in parts) == -total(each for each in moved if each < 0)
    after = _of_the_accounts(book, period.end + timedelta(days=1))
    assert total(part.closing for part in parts) == after


@given(books(), st.tuples(DAYS, DAYS))
def test_each_part_closes_where_the_next_one_opens(
    book: SharedAccounts, days: tuple[date, date]
) -> None:
    period = Period(*sorted(days))
    for place in range(len(book.sharing.payers)):
        assert book.part_of(place, period).closing == book.held_at(
            place, period.end + timedelta(days=1)
        )


@given(books())
def test_with_one_funder_nothing_changes(book: SharedAccounts) -> None:
    if len(book.sharing.payers) == 1:
        for one in book.payments.values():
            assert one.shares == tuple((part.amount,) for part in one.payment.parts)


@given(
    sharings(),
    DAYS,
    st.lists(st.tuples(AMOUNTS, st.dictionaries(SERVICES, AMOUNTS)), max_size=4),
)
def test_what_is_owed_adds_up_over_the_funders(
    sharing: Sharing, day: date, owed: list[tuple[Decimal, dict[str, Decimal]]]
) -> None:
    items = [SetAside("", amount, by_service=tuple(by.items())) for amount, by in owed]
    shared = [
        item.amount for one in sharing.payers for item in share_set_aside(items, one, day, sharing)
    ]
    assert total(shared) == total(item.amount for item in items)


def _of_the_accounts(book: SharedAccounts, day: date) -> Decimal:
    """What the accounts hold at the start of a day, without any sharing."""
    held = total(book.opening)
    for one in book.payments.values():
        amount = total(part.amount for part in one.payment.parts)
        if one.payment.opened <= one.payment.day < day:
            held += amount
        elif day <= one.payment.day < one.payment.opened:
            held -= amount
    return held
