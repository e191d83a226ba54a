"""Finds and reads the data files of the program, from the source tree or as installed."""

import tomllib
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from dpmanager.errors import DPManagerError

T = TypeVar("T")


class ResourceError(DPManagerError):
    """A data file of the program is missing or wrong; the message names the file, key and fault."""


@lru_cache
def _resources() -> Path:
    package = Path(__file__).resolve().parent
    installed = package / "resources"
    return installed if installed.is_dir() else package.parent / "resources"


def resource_path(*parts: str) -> Path:
    """Where a data file or folder lies; it need not exist."""
    return _resources().joinpath(*parts)


def read_toml(path: Path, kind: type[T]) -> T:
    """Reads a TOML file into the struct `kind`. Numbers with a point become exact `Decimal`s.

    Raises ResourceError with the file's name, the key and what was expected.
    """
    try:
        data: Any = tomllib.loads(path.read_text("utf-8"), parse_float=Decimal)
        return msgspec.convert(data, kind, strict=False)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as fault:
        raise ResourceError(f"The file {path.name} cannot be used: {fault}.") from fault
