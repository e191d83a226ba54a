"""The first tax code follows the starter checklist and the nation."""

import pytest

from dpmanager.domain.pay.tax_code import parse_tax_code
from dpmanager.tasks.people.starting_code import Told, starting_code


@pytest.mark.parametrize(
    ("told", "nation", "code", "basis"),
    [
        (Told.FIRST_JOB, "england", "1257L", "cumulative"),
        (Told.ONLY_JOB, "northern-ireland", "1257L", "week1month1"),
        (Told.OTHER_JOB, "england", "BR", "cumulative"),
        (Told.NOTHING, "england", "0T", "week1month1"),
        (Told.FIRST_JOB, "scotland", "S1257L", "cumulative"),
        (Told.OTHER_JOB, "scotland", "SBR", "cumulative"),
        (Told.NOTHING, "wales", "C0T", "week1month1"),
    ],
)
def test_the_code(told: Told, nation: str, code: str, basis: str) -> None:
    found = starting_code(told, nation)
    assert (found.code, found.basis) == (code, basis)
    assert parse_tax_code(found.code).text == code
