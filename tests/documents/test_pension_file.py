import csv
import io
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dpmanager.documents.pension_file import (
    ContributionSchedule,
    MemberContributions,
    PensionFileLayout,
    layout_for,
    pension_file,
    pension_file_layouts,
)
from dpmanager.domain.periods import Frequency, Period
from dpmanager.errors import DPManagerError
from dpmanager.resource_files import ResourceError, resource_path

NEST, PLAIN = layout_for("NEST"), layout_for("Oak Tree Pensions")


def member(
    employee: str = "31.20", employer: str = "23.40", pay: str = "780.00", **more: object
) -> MemberContributions:
    made = MemberContributions(
        first_names="Ann",
        last_name="Llŷr-Smith",
        ni_number="QQ 12 34 56 C",
        payroll_number="0002",
        pensionable_pay=Decimal(pay),
        employee=Decimal(employee),
        employer=Decimal(employer),
    )
    return replace(made, **more)  # type: ignore[arg-type]


SCHEDULE = ContributionSchedule(
    employer_reference="EMP123456789",
    group_name="Carers",
    payment_source="Care account",
    period=Period(date(2026, 10, 1), date(2026, 10, 31)),
    payment_due=date(2026, 11, 22),
    frequency=Frequency.MONTHLY,
    members=(member(), member("0.00", "0.00", "0.00", last_name="Ode, jr", ni_number="")),
)


def rows(layout: PensionFileLayout, schedule: ContributionSchedule) -> list[list[str]]:
    return list(csv.reader(io.StringIO(pension_file(layout, schedule).decode(), newline="")))


def test_the_file_for_nest_has_a_header_a_line_for_each_member_and_a_trailer():
    # NEST, "How do I complete a contribution CSV file using the NEST template?" (the header) and
    # "Making partial or zero payments through file upload" (reason 5, field nine)
    empty = [""] * 7
    assert rows(NEST, SCHEDULE) == [
        [
            *("H", "EMP123456789", "CS", "2026-10-31", "Care account", "2026-11-22", "Monthly"),
            *("", "", "2026-10-01"),
        ],
        ["D", "Llŷr-Smith", "QQ123456C", "0002", "780.00", "", "23.40", "31.20", "", *empty],
        ["D", "Ode, jr", "", "0002", "0.00", "", "0.00", "0.00", "5", *empty],
        ["T", "2"],
    ]


def test_a_member_who_left_is_shown_with_the_day():
    gone = replace(SCHEDULE, members=(member(left_on=date(2026, 10, 20)),))
    assert rows(NEST, gone)[1][8:10] == ["1", "2026-10-20"]
    assert rows(PLAIN, gone)[1][-2:] == ["Left", "20/10/2026"]


def test_the_plain_list_has_headings():
    first, second, third = rows(PLAIN, SCHEDULE)
    assert first[0] == "Employer reference"
    read = dict(zip(first, second, strict=True))
    assert read["Last name"] == "Llŷr-Smith"
    assert read["Pay period to"] == "31/10/2026"
    assert read["Taken from pay"] == "31.20"
    assert dict(zip(first, third, strict=True))["Reason"] == "Pay too low"


def test_a_provider_is_found_by_its_name_and_every_other_gets_the_plain_list():
    assert layout_for(" nest ").id == "nest"
    assert PLAIN.id == "plain"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"employer_reference": ""}, "needs the number the provider gave you"),
        ({"payment_source": " "}, "needs the name of the payment source"),
        ({"employer_reference": "123456789"}, "should look like EMP123456789"),
        ({"members": ()}, "no file to make"),
        ({"members": (member(ni_number="", payroll_number=""),)}, "for Ann Llŷr-Smith"),
    ],
)
def test_a_file_that_the_provider_would_refuse_is_not_made(change, words):
    with pytest.raises(DPManagerError, match=words):
        pension_file(NEST, replace(SCHEDULE, **change))


def test_the_plain_list_does_without_the_provider_s_numbers():
    bare = replace(SCHEDULE, employer_reference="", group_name="", payment_source="")
    assert rows(PLAIN, bare)[1][:2] == ["", ""]


MONEY = st.decimals("0.00", "99999.99", places=2)
NAME = st.text(st.characters(blacklist_categories=["Cs", "Cc"]), min_size=1, max_size=20)


@settings(max_examples=100)
@given(paid=st.lists(st.tuples(NAME, MONEY, MONEY), min_size=1, max_size=6))
def test_what_is_read_back_adds_up_to_the_penny(paid):
    members = tuple(
        member(str(employee), str(employer), last_name=name) for name, employee, employer in paid
    )
    schedule = replace(SCHEDULE, members=members)
    made = rows(NEST, schedule)
    assert made[-1] == ["T", str(len(paid))]
    assert {len(row) for row in made[1:-1]} == {16}
    assert [row[1] for row in made[1:-1]] == [name for name, _employee, _employer in paid]
    for column, of_all in ((7, [one[1] for one in paid]), (6, [one[2] for one in paid])):
        assert sum(Decimal(row[column]) for row in made[1:-1]) == sum(of_all)


def test_a_layout_that_is_wrong_is_refused_by_name(tmp_path):
    good = resource_path("pension_files", "nest.toml").read_text("utf-8")
    for number, (old, new, words) in enumerate(
        [
            ('{ field = "members" }', '{ field = "employee" }', "in `detail` alone"),
            (', example = "EMP123456789"', "", "`example`"),
            ("EMP\\d{9}", "EMP(", "pattern"),
            ('field = "last_name"', 'field = "surname"', "surname"),
            ('monthly = "Monthly"\n', "", "monthly"),
        ]
    ):
        folder = tmp_path / str(number)
        folder.mkdir()
        bad = good.replace(old, new)
        assert bad != good
        (folder / "bad.toml").write_text(bad, "utf-8")
        with pytest.raises(ResourceError, match=rf"bad\.toml.*{words}"):
            pension_file_layouts(folder)


def test_two_layouts_cannot_share_an_id(tmp_path):
    good = resource_path("pension_files", "nest.toml").read_text("utf-8")
    for name in ("a.toml", "b.toml"):
        (tmp_path / name).write_text(good, "utf-8")
    with pytest.raises(ResourceError, match=r"b\.toml"):
        pension_file_layouts(tmp_path)


def test_what_was_not_read_in_nest_s_own_words_says_so():
    assert NEST.verified is False
    assert len(NEST.source) > 1
