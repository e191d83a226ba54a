"""Which passphrase a file that leaves the program can be locked with."""

import unicodedata

from dpmanager.errors import DPManagerError
from dpmanager.words import _

LEAST_LETTERS = 8
MOST_BYTES = 127
"""What a locked PDF takes (ISO 32000-2, 7.6.4.3.3)."""


def check_passphrase(passphrase: str) -> str:
    """The passphrase as a file is locked with it. Raises DPManagerError for one that is no use."""
    made = unicodedata.normalize("NFKC", passphrase.strip())
    if len(made) < LEAST_LETTERS:
        raise DPManagerError(
            _("The passphrase must have {count} letters or more.").format(count=LEAST_LETTERS)
        )
    if len(made.encode()) > MOST_BYTES or not made.isprintable():
        raise DPManagerError(_("Choose a shorter passphrase, of letters, figures and spaces."))
    return made
