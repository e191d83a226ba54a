"""The first tax code of somebody who brings none: what HMRC's starter checklist leads to."""

from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Literal

import msgspec

from dpmanager.resource_files import read_toml, resource_path


class Told(StrEnum):
    """What a new worker has told you. The values are those of `resources/starter_codes.toml`.

    FIRST_JOB, ONLY_JOB and OTHER_JOB are statements A, B and C of the starter checklist. CODE: you
    know the code, from a P45 or from HMRC.
    """

    CODE = "code"
    FIRST_JOB = "A"
    ONLY_JOB = "B"
    OTHER_JOB = "C"
    NOTHING = "nothing"


class StartingCode(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A tax code and the basis it is used on."""

    code: str
    basis: Literal["cumulative", "week1month1"]


class _StarterCodes(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    in_force_from: date
    source: str
    verified: bool
    codes: dict[str, StartingCode]
    nation_letters: dict[str, str]


def starting_code(told: Told, nation: str) -> StartingCode:
    """The code for what was told, with the letter of the nation; not for Told.CODE."""
    data = _read()
    found = data.codes[told.value]
    return StartingCode(data.nation_letters[nation] + found.code, found.basis)


@lru_cache
def _read() -> _StarterCodes:
    return read_toml(resource_path("starter_codes.toml"), _StarterCodes)
