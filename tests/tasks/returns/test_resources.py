"""The data files of returns."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest

from dpmanager.domain.periods import Frequency
from dpmanager.domain.returns.funder_return import IncomeKind
from dpmanager.domain.returns.funder_rules import Category, FunderRules, what_is_known
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.resource_files import ResourceError, read_toml, resource_path
from dpmanager.tasks.returns import resources


def test_funders_are_chosen_by_name_with_the_presets_last() -> None:
    chosen = resources.funders_to_choose()
    assert len(chosen) == len(resources.funders()) >= 50
    assert {"devon", "nottinghamshire", "midlothian", "hsc_ni"} <= {rules.id for rules in chosen}
    named = [rules.name for rules in chosen if not rules.preset]
    assert named == sorted(named)
    presets = [rules.preset for rules in chosen]
    assert presets == sorted(presets)
    assert chosen[-1].id == resources.GENERIC
    names = [resources.funder_name(rules) for rules in chosen]
    assert len(set(names)) == len(names)
    assert names[-1] == "Another council or NHS board"


def test_each_nation_has_its_own_funders_and_those_of_any() -> None:
    for nation, has, has_not in (
        ("scotland", "highland", "devon"),
        ("england", "devon", "any_wales"),
        ("wales", "any_wales", "hsc_ni"),
        ("northern-ireland", "hsc_ni", "highland"),
    ):
        found = {rules.id for rules in resources.funders_to_choose(nation)}
        assert {has, "managed_account", "ilf_scotland", resources.GENERIC} <= found
        assert has_not not in found


def test_a_part_of_the_name_is_enough_to_find_a_funder() -> None:
    assert [rules.id for rules in resources.funders_named("DEVON")] == ["devon", "generic"]
    assert [rules.id for rules in resources.funders_named("london bor har")] == [
        "haringey",
        "harrow",
        "generic",
    ]
    assert [rules.id for rules in resources.funders_named("devon", "scotland")] == ["generic"]
    assert resources.funders_named(" ") == resources.funders_to_choose()


def test_every_category_has_known_evidence_and_a_side() -> None:
    known = resources.evidence_labels()
    for name, category in resources.categories().items():
        assert set(category.evidence) <= set(known), name
    assert {category.direction for category in resources.categories().values()} == {
        "in",
        "out",
        "transfer",
    }
    assert {
        category.income_kind
        for category in resources.categories().values()
        if category.direction == "in"
    } == set(IncomeKind)


def test_the_four_kinds_of_income_are_told_apart() -> None:
    kinds = {
        name: resources.categories()[name].income_kind
        for name in ("dp_council", "nhs_phb", "client_contrib", "own_topup", "refund")
    }
    assert kinds == {
        "dp_council": IncomeKind.FUNDER,
        "nhs_phb": IncomeKind.FUNDER,
        "client_contrib": IncomeKind.CONTRIBUTION,
        "own_topup": IncomeKind.TOP_UP,
        "refund": IncomeKind.OTHER,
    }


def test_every_funder_wants_known_evidence() -> None:
    for rules in resources.funders():
        assert set(rules.evidence) <= set(resources.evidence_labels()), rules.id
        assert rules.sources


def test_a_name_never_means_two_things() -> None:
    together: dict[str, set[str]] = {}
    for words in (
        resources.category_labels(),
        resources.service_type_labels(),
        resources.evidence_labels(),
        resources.surplus_reason_labels(),
    ):
        for name, label in words.items():
            together.setdefault(name, set()).add(label)
    assert {name: words for name, words in together.items() if len(words) > 1} == {}
    assert resources.labels() == {name: words.pop() for name, words in together.items()}


def test_what_was_not_verified_is_absent() -> None:
    for name in ("devon", "nottinghamshire"):
        rules = resources.funder_rules(name)
        assert (rules.surplus, rules.deadline, rules.retention) == (None, None, None)
        assert {"form", "surplus", "deadline", "retention"} <= set(rules.unknown)


def test_a_file_that_forgets_to_name_what_it_lacks_says_so_all_the_same() -> None:
    rules = msgspec.structs.replace(resources.funder_rules("devon"), unknown=())
    assert what_is_known(rules) == what_is_known(resources.funder_rules("devon"))


def test_the_persons_own_rules_go_before_those_of_the_file() -> None:
    text = (resource_path("funders", "harrow.toml").read_text()).replace("most = 4", "most = 5")
    funder = models.Funder(rules="harrow", name="Harrow", own_rules=text)
    own = resources.rules_of(funder).surplus
    assert own is not None
    assert own.most == Decimal(5)
    funder.own_rules = ""
    assert resources.rules_of(funder) == resources.funder_rules("harrow")
    funder.own_rules = "name = 1"
    with pytest.raises(ResourceError, match=r"harrow\.toml"):
        resources.rules_of(funder)


def test_generic_suggests_and_asks() -> None:
    rules = resources.funder_rules("generic")
    assert rules.surplus
    assert (rules.surplus.kind, rules.surplus.suggested_weeks) == ("ask", Decimal(8))
    assert rules.deadline
    assert (rules.deadline.kind, rules.deadline.suggested_days) == ("ask", 28)
    assert rules.retention
    assert (rules.retention.years, rules.retention.current_year) == (6, True)


def test_devon_pays_every_four_weeks_and_looks_at_the_card() -> None:
    rules = resources.funder_rules("devon")
    assert rules.paid is Frequency.FOUR_WEEKLY
    assert "card" in rules.asked_for
    assert rules.checked == date(2026, 11, 28)


def test_an_unknown_funder_is_refused_with_those_there_are() -> None:
    with pytest.raises(DPManagerError, match=r"“\.\./devon”.*devon, .*generic, .*nottinghamshire"):
        resources.funder_rules("../devon")


def test_the_sentences_about_devon() -> None:
    said = what_is_known(resources.funder_rules("devon"))
    assert said.startswith("We could not read Devon County Council's own form.")
    assert "how much money may stay in the account" in said
    assert said.endswith("Checked 28 November 2026. Check these rules against your own letter.")


def test_the_generic_layout_is_nobodys_form() -> None:
    said = what_is_known(resources.funder_rules("generic"))
    assert "This layout is our own" in said
    assert "could not find out" not in said


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('[a]\nlabel = "A"\ndirection = "sideways"', "sideways"),
        ('[a]\nlabel = "A"\ndirection = "in"', "income_kind"),
        ('[a]\nlabel = "A"\ndirection = "out"\nincome_kind = "other"', "income_kind"),
        ('[a]\nlabel = "A"\ndirection = "out"\nevidnce = []', "evidnce"),
    ],
)
def test_a_bad_category_is_named(tmp_path: Path, text: str, fault: str) -> None:
    file = tmp_path / "categories.toml"
    file.write_text(text)
    with pytest.raises(ResourceError, match=f"categories.toml.*{fault}"):
        read_toml(file, dict[str, Category])


def test_a_bad_funder_is_named(tmp_path: Path) -> None:
    file = tmp_path / "somewhere.toml"
    file.write_text('name = "Somewhere"\nnation = "france"\n')
    with pytest.raises(ResourceError, match=r"somewhere\.toml"):
        read_toml(file, FunderRules)
