"""Finds and reads the data files of the program: from the source tree, installed, or zipped."""

import atexit
import shutil
import tempfile
import tomllib
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
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
    for folder in (package / "resources", package.parent / "resources"):
        if folder.is_dir():
            return folder
    return _unpacked(files("dpmanager") / "resources")


def _unpacked(resources: Traversable) -> Path:
    """Data files that lie in an archive, unpacked for as long as the program runs."""
    folder = Path(tempfile.mkdtemp(prefix="dpmanager-resources-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    _copy(resources, folder)
    return folder


def _copy(source: Traversable, target: Path) -> None:
    target.mkdir(exist_ok=True)
    for part in source.iterdir():
        if part.is_dir():
            _copy(part, target / part.name)
        else:
            (target / part.name).write_bytes(part.read_bytes())


def resource_path(*parts: str) -> Path:
    """Where a data file or folder lies; it need not exist."""
    return _resources().joinpath(*parts)


def read_toml(path: Path, kind: type[T]) -> T:
    """Reads a TOML file into the struct `kind`. Numbers with a point become exact `Decimal`s.

    Raises ResourceError with the file's name, the key and what was expected.
    """
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        raise ResourceError(f"The file {path.name} cannot be used: {fault}.") from fault
    return read_toml_text(text, kind, path.name)


def read_toml_text(text: str, kind: type[T], name: str) -> T:
    """Reads the text of a TOML file as `read_toml` does. name: what its faults call the file."""
    try:
        data: Any = tomllib.loads(text, parse_float=_exact)
        return msgspec.convert(data, kind, strict=False)
    except (ValueError, ArithmeticError) as fault:  # of TOML, of msgspec, of a number in it
        raise ResourceError(f"The file {name} cannot be used: {fault}.") from fault
    except RecursionError as fault:
        raise ResourceError(f"The file {name} cannot be used: it is nested too deep.") from fault


def _exact(text: str) -> Decimal:
    """A number with a point. Raises ValueError for one without an end, and for one that is none."""
    number = Decimal(text)
    if not number.is_finite():
        raise ValueError(f"{text} is no number that can be used")
    return number
