"""Files of an export: from its folder, or straight from a zip file, which is never unpacked.

A zip file may come from anywhere: names that lead out of it, links, locked or doubled files, and
files that are far larger than they seem are refused before anything is read.
"""

import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from dpmanager.errors import DPManagerError
from dpmanager.importers.files import MEGABYTE, read_file
from dpmanager.words import _

MOST_FILES = 200_000
MOST_GIGABYTES = 20
SMALL = 20 * MEGABYTE
MOST_TIMES_LARGER = 200
"""Records shrink to a tenth or so in a zip file; one that unpacks to more is made to do harm."""

_FAULTS = (
    zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, ValueError,
)  # fmt: skip


class ExportedFiles:
    """The files, by their names with slashes. name: of the folder or the zip file."""

    def __init__(self, path: Path) -> None:
        self.name = path.name or str(path)

    def has(self, name: str) -> bool:
        """Whether there is such a file."""
        raise NotImplementedError

    def read(self, name: str, limit_mb: int) -> bytes:
        """Its content. Raises DPManagerError where it is missing, too large or damaged."""
        raise NotImplementedError


class _InFolder(ExportedFiles):
    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._folder = folder

    def has(self, name: str) -> bool:
        path = self._path(name)
        return path.is_file() and not path.is_symlink()

    def read(self, name: str, limit_mb: int) -> bytes:
        return read_file(self._path(name), limit_mb)

    def _path(self, name: str) -> Path:
        return self._folder.joinpath(*name.split("/"))


class _InZip(ExportedFiles):
    def __init__(self, path: Path, packed: zipfile.ZipFile, top: str) -> None:
        super().__init__(path)
        self._packed, self._top = packed, top

    def has(self, name: str) -> bool:
        return f"{self._top}{name}" in self._packed.NameToInfo

    def read(self, name: str, limit_mb: int) -> bytes:
        try:
            info = self._packed.getinfo(f"{self._top}{name}")
            if info.file_size > limit_mb * MEGABYTE:
                raise DPManagerError(
                    _("{name} is larger than {limit} MB, so it was not read.").format(
                        name=name, limit=limit_mb
                    )
                )
            with self._packed.open(info) as file:
                return file.read()
        except KeyError as fault:
            raise DPManagerError(
                _("{file} is missing in {name}.").format(file=name, name=self.name)
            ) from fault
        except _FAULTS as fault:
            raise DPManagerError(
                _("{file} in {name} is damaged. Copy the zip file once more.").format(
                    file=name, name=self.name
                )
            ) from fault


@contextmanager
def open_exported(path: Path, first: str) -> Iterator[ExportedFiles]:
    """The files of the export at `path`, a folder or a zip file. first: a file it must have.

    Raises DPManagerError, naming what is wrong.
    """
    if path.is_dir():
        found = _InFolder(path)
        if not found.has(first):
            raise _not_an_export(path, first)
        yield found
        return
    if not path.is_file():
        raise DPManagerError(
            _("There is nothing at {path}. Check the name and the folder.").format(path=path)
        )
    try:
        packed = zipfile.ZipFile(path)
    except (*_FAULTS, OSError) as fault:
        raise DPManagerError(
            _("{name} is not a zip file that can be opened. Copy it once more.").format(
                name=path.name
            )
        ) from fault
    with packed:
        _check(packed, path.name)
        yield _InZip(path, packed, _top(packed, path, first))


def _top(packed: zipfile.ZipFile, path: Path, first: str) -> str:
    """The folder in the zip file in which all lies, with its slash; "" for none."""
    for name in packed.namelist():
        parts = PurePosixPath(name).parts
        if parts[-1:] == (first,) and len(parts) <= 2 and parts[0] != "__MACOSX":
            return name[: -len(first)]
    raise _not_an_export(path, first)


def _not_an_export(path: Path, first: str) -> DPManagerError:
    return DPManagerError(
        _("“{name}” holds no exported records: there is no {file} in it.").format(
            name=path.name or path, file=first
        )
    )


def _check(packed: zipfile.ZipFile, name: str) -> None:
    files = packed.infolist()
    if len(files) > MOST_FILES:
        raise DPManagerError(
            _("{name} holds more than {limit} files, so it was not read.").format(
                name=name, limit=MOST_FILES
            )
        )
    if sum(file.file_size for file in files) > MOST_GIGABYTES * 1024 * MEGABYTE:
        raise DPManagerError(
            _(
                "{name} unpacks to more than {limit} GB, so it was not read. Export the records as "
                "a folder."
            ).format(name=name, limit=MOST_GIGABYTES)
        )
    seen: set[str] = set()
    for file in files:
        why = _why_not(file, seen)
        seen.add(file.filename.casefold())
        if why:
            raise DPManagerError(
                _("{name} was not read, as it could do harm: {file} {why}.").format(
                    name=name, file=file.filename[:80], why=why
                )
            )


def _why_not(file: zipfile.ZipInfo, seen: set[str]) -> str:
    """What is wrong with a file of a zip file; "" for nothing."""
    name = file.filename
    if name.startswith("/") or ".." in name.split("/") or set(name) & set("\\:\0"):
        return _("leads out of it")
    if stat.S_ISLNK(file.external_attr >> 16):
        return _("is a link to another place")
    if file.flag_bits & 1:
        return _("is locked with a password")
    if name.casefold() in seen:
        return _("is there twice")
    if file.file_size > max(SMALL, file.compress_size * MOST_TIMES_LARGER):
        return _("is far larger than it seems")
    return ""
