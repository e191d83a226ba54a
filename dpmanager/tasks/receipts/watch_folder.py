"""See which files in a folder, such as a scanner's or a phone's, may be receipts not taken yet."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from dpmanager.errors import DPManagerError
from dpmanager.importers.files import read_file
from dpmanager.importers.photo_tidying import name_of_content
from dpmanager.importers.proof_files import LARGEST_MB
from dpmanager.importers.watched_folder import FoundFile, newest_files
from dpmanager.records.book import Book
from dpmanager.tasks.receipts.keep_files import in_the_book


@dataclass(frozen=True, slots=True)
class FolderSeen:
    """Files that may be receipts, newest first, and their names by content, to be asked again.

    fault: why the folder could not be looked at, or "".
    """

    files: tuple[FoundFile, ...]
    contents: Mapping[FoundFile, str]
    fault: str = ""


def look_in_folder(
    book: Book, folder: Path, *, since: int, known: Mapping[FoundFile, str], most: int
) -> FolderSeen:
    """The newest photos and PDFs of a folder, at most so many, that are not in the book.

    since: nanoseconds since 1970; files that changed no later are left out. known: contents that
    were read before, so that a file is read once.
    """
    try:
        files = newest_files(folder, since=since, most=most)
    except DPManagerError as fault:
        return FolderSeen((), known, str(fault))
    contents = {file: known.get(file) or _content(file) for file in files}
    with book.reading() as session:
        taken = in_the_book(session, set(contents.values()))
    return FolderSeen(
        tuple(file for file in files if contents[file] and contents[file] not in taken), contents
    )


def _content(file: FoundFile) -> str:
    try:
        return name_of_content(read_file(file.path, LARGEST_MB))
    except DPManagerError:  # gone again, or still being written
        return ""
