"""A passphrase in words, so that it can be read aloud, and a check against misreading."""

import hashlib
import unicodedata
from collections.abc import Iterator
from itertools import groupby

from dpmanager.words import _, ngettext

LETTERS_OF_CHECK = "BCDFGHJKLMNPQRSTVWXZ"
"""No vowels, so that no word comes of them, and none that sounds or looks like a figure."""
LENGTH_OF_CHECK = 4


def tidied(passphrase: str) -> str:
    """One form for what looks the same, whatever keyboard or computer it was typed on."""
    return unicodedata.normalize("NFKC", passphrase).strip()


def check_letters(passphrase: str) -> str:
    """Four letters, as `B K T R`: a passphrase that is misread or mistyped has other ones.

    They are quick to work out, so they may only stand where the passphrase stands as well, or for
    one that opens nothing.
    """
    content = f"check letters {tidied(passphrase)}".encode("utf-8", "surrogatepass")
    number = int.from_bytes(hashlib.sha256(content).digest())
    letters = []
    for _place in range(LENGTH_OF_CHECK):
        number, place = divmod(number, len(LETTERS_OF_CHECK))
        letters.append(LETTERS_OF_CHECK[place])
    return " ".join(letters)


def spelled_out(passphrase: str) -> list[tuple[str, str]]:
    """Each word of it, and the word letter by letter: ("Blue", "capital B, l, u, e").

    More than one space between two words are a line of their own.
    """
    lines = []
    for is_space, letters in groupby(tidied(passphrase), key=lambda letter: letter == " "):
        part = "".join(letters)
        if not is_space:
            lines.append((part, ", ".join(_names(part))))
        elif len(part) > 1:
            spaces = ngettext("{count} space", "{count} spaces", len(part))
            lines.append((_("Spaces"), spaces.format(count=len(part))))
    return lines


def _names(word: str) -> Iterator[str]:
    known = {
        "-": _("hyphen"), ".": _("full stop"), ",": _("comma"), "'": _("apostrophe"),
        "!": _("exclamation mark"), "?": _("question mark"), "_": _("underscore"),
        "@": _("at sign"), "#": _("hash"), "£": _("pound sign"), "/": _("slash"),
        "\\": _("backslash"), "&": _("and sign"), "*": _("star"),
    }  # fmt: skip
    for letter in word:
        if letter.isascii() and letter.isupper():
            yield _("capital {letter}").format(letter=letter)
        elif letter.isascii() and letter.isdigit():
            yield _("number {figure}").format(figure=letter)
        elif letter.isascii() and letter.isalpha():
            yield letter
        else:
            yield known.get(letter) or _name_of(letter)


def _name_of(letter: str) -> str:
    """The name that Unicode gives it, such as `small e with acute`."""
    name = unicodedata.name(letter, f"U+{ord(letter):04X}")
    return name.removeprefix("LATIN ").replace(" LETTER", "").lower()
