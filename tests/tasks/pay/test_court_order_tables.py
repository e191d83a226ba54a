"""The file of court order tables as it is shipped."""

from decimal import Decimal

from dpmanager.domain.pay.court_order import OrderTable
from dpmanager.tasks.pay.court_order_tables import court_order_tables


def test_every_table_says_where_it_comes_from_and_was_read_in_an_official_source() -> None:
    tables = court_order_tables()
    for name in OrderTable:
        table = tables.tables[name]
        assert table.verified, name
        assert any("legislation.gov.uk" in source for source in table.source), name
    assert tables.administration_charge.most == 1


def test_the_higher_rate_is_twice_the_standard_one_in_the_same_bands() -> None:
    # Social Security (Overpayments and Recovery) Regulations (Northern Ireland) 2016, schedule 2
    tables = court_order_tables().tables
    standard, higher = tables[OrderTable.DEA_STANDARD], tables[OrderTable.DEA_HIGHER]
    for ordinary, doubled in ((standard.weekly, higher.weekly), (standard.monthly, higher.monthly)):
        assert (doubled[0].above, doubled[0].share) == (0, Decimal("0.05"))
        assert [(row.above, row.share * 2) for row in ordinary] == [
            (row.above, row.share) for row in doubled[1:]
        ]
