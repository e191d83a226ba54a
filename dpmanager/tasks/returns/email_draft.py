"""An e-mail as a draft in the person's own mail program. This program sends nothing."""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

from dpmanager.tasks.saving import save_file

_ADDRESS = re.compile(r"[A-Za-z0-9][A-Za-z0-9._%+'-]{0,63}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
_SECONDS = 30
_LETTERS_OF_SUBJECT = 200
EML = "E-mail.eml"


@dataclass(frozen=True, slots=True)
class Draft:
    """What the e-mail says. to: "" where it is not known. files: the name and content of each."""

    to: str
    subject: str
    text: str
    files: tuple[tuple[str, bytes], ...]


def as_eml(draft: Draft) -> bytes:
    """The draft as a file that mail programs open. X-Unsent has them offer to send it.

    Nothing in the draft can become a header or another address.
    """
    message = EmailMessage(policy=SMTP)
    if address := safe_address(draft.to):
        message["To"] = address
    message["Subject"] = safe_subject(draft.subject)
    message["X-Unsent"] = "1"
    message.set_content(_plain(draft.text))
    for name, data in draft.files:
        message.add_attachment(
            data, maintype="application", subtype="pdf", filename=safe_subject(name)
        )
    return message.as_bytes()


def open_draft(draft: Draft, folder: Path) -> Path | None:
    """Opens the draft in the mail program; where there is none, gives a file with the draft.

    folder: of the person alone, for the files, which the mail program still has to read.
    Raises DPManagerError where nothing can be saved there.
    """
    if sys.platform == "win32":
        return _open_file(draft, folder)
    if sys.platform == "linux" and (program := shutil.which("xdg-email")):
        attached = []
        for name, data in draft.files:
            place = folder / Path(name).name
            save_file(place, data)
            attached += ["--attach", str(place)]
        if _opened([program, *_words_for(draft), *attached, safe_address(draft.to)]):
            return None
    return _saved(draft, folder)


def _words_for(draft: Draft) -> list[str]:
    return ["--utf8", "--subject", safe_subject(draft.subject), "--body", _plain(draft.text)]


def _opened(command: list[str]) -> bool:
    """Whether the mail program took it."""
    try:
        done = subprocess.run(
            [part for part in command if part],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def _open_file(draft: Draft, folder: Path) -> Path | None:
    """On Windows the mail program opens the file itself."""
    place = _saved(draft, folder)
    start = getattr(os, "startfile", None)
    if start is None:
        return place
    try:
        start(str(place))
    except OSError:
        return place
    return None


def _saved(draft: Draft, folder: Path) -> Path:
    place = folder / EML
    save_file(place, as_eml(draft))
    return place


def safe_address(text: str) -> str:
    """The one address in a text; "" where it is not one and nothing else."""
    return text.strip() if _ADDRESS.fullmatch(text.strip()) else ""


def safe_subject(text: str) -> str:
    """One line without signs that steer."""
    plain = "".join(letter if letter.isprintable() else " " for letter in text)
    return " ".join(plain.split())[:_LETTERS_OF_SUBJECT]


def _plain(text: str) -> str:
    return "".join(letter for letter in text if letter.isprintable() or letter == "\n")
