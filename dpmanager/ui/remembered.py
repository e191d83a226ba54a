"""What the program remembers between two starts: text size, theme, books, place, folder, window.

No name, amount or content of a book is among it.
"""

import json
from pathlib import Path

import msgspec
from platformdirs import user_config_path

from dpmanager.domain.signatures import SignatureKind
from dpmanager.ui.theme import FOLLOW, NORMAL


class Watched(msgspec.Struct):
    """A folder in which new files are offered as receipts.

    since: nanoseconds since 1970; files that changed no later are not offered.
    """

    folder: str
    since: int = 0


class SecondPlace(msgspec.Struct):
    """A folder, as on a USB stick, in which a copy of a book is kept up to date.

    copied_at: when that was done last, in the form of ISO 8601; "" for never.
    """

    folder: str
    copied_at: str = ""


class Remembered(msgspec.Struct, kw_only=True):
    """The choices of the person at this computer.

    read_receipts: whether the program reads the words on receipts. watched: for each book (its
    folder) the folder whose new files are offered to it. signs_by: how the person signed last.
    second_places: for each book where a copy of it is kept. trouble: why the last backup on
    closing could not be made, "" if it was. lock_minutes: without a touch, after which the book
    is locked; 0 for never. lock_with_computer: whether it is when the computer locks or sleeps;
    None until somebody chose. helper_places: for each book, with the number of a helper, where the
    helper's book was last.
    """

    text_percent: int = NORMAL
    theme: str = FOLLOW
    books: list[str] = msgspec.field(default_factory=list)
    place: str = "home"
    window: str = ""
    folder: str = ""
    read_receipts: bool = False
    watched: dict[str, Watched] = msgspec.field(default_factory=dict)
    signs_by: SignatureKind = SignatureKind.TYPED
    second_places: dict[str, SecondPlace] = msgspec.field(default_factory=dict)
    trouble: str = ""
    lock_minutes: int = 0
    lock_with_computer: bool | None = None
    helper_places: dict[str, str] = msgspec.field(default_factory=dict)

    @property
    def locks_with_computer(self) -> bool:
        """Who has the book lock by itself wants this too, until they say otherwise."""
        chosen = self.lock_with_computer
        return self.lock_minutes > 0 if chosen is None else chosen

    def with_book_first(self, folder: Path) -> None:
        """Puts a book at the head of the list of books."""
        name = str(folder)
        self.books = [name, *(book for book in self.books if book != name)]


def settings_file() -> Path:
    """Where the choices are kept."""
    return user_config_path("DP Manager", appauthor=False) / "settings.json"


def recall(file: Path) -> Remembered:
    """The choices; the usual ones where there are none or they cannot be read."""
    try:
        return msgspec.json.decode(file.read_bytes(), type=Remembered)
    except (OSError, msgspec.DecodeError):
        return Remembered()


def remember(file: Path, choices: Remembered) -> None:
    """Keeps the choices. A disk that refuses costs nothing but the remembering."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps(msgspec.to_builtins(choices), indent=2)
        waiting = file.with_suffix(".new")
        waiting.write_text(text, "utf-8")
        waiting.replace(file)
    except OSError:
        return
