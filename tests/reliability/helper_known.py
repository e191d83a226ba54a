"""What is known of a helper's book from what was said, and whether it is so after a kill."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from busy_helper import HelperState, helper_state, opened
from helper_at_work import SAMS_WORDS

from dpmanager.errors import DPManagerError
from dpmanager.records import vault
from dpmanager.records.faults import WrongPassphrase


class HelperHarm(Exception):  # noqa: N818 (it says what happened)
    """A helper's book is not as it must be."""


@dataclass
class Packed:
    """The book as it was sent in one file, and the words that open that."""

    state: HelperState
    words: str


class HelperKnown:
    """All that was said to be saved in a helper's book, in its folder and in the zipped one."""

    def __init__(self, folder: Path, packed: Path, state: HelperState) -> None:
        self.folder, self.packed_place = folder, packed
        self.state, self.words = state, SAMS_WORDS
        self.packed: Packed | None = None

    def hear(self, said: dict[str, Any], doing: dict[str, Any] | None) -> None:
        """Takes in that something was saved; doing: what was said before it."""
        self.words = said.get("words", self.words)
        if "theirs" in said:
            self.state = HelperState(**said["theirs"])
        if doing and doing.get("packs"):
            self.packed = Packed(self.state, self.words)
        if "in_packed" in said:
            assert self.packed is not None
            self.packed = Packed(HelperState(**said["in_packed"]), self.packed.words)

    def look(self, doing: dict[str, Any]) -> None:
        """Raises HelperHarm where the book is not what was saved, nor what was being saved."""
        self.words = self._words_that_open({self.words, doing.get("new_words") or self.words})
        meant = HelperState(**doing["theirs"]) if doing.get("theirs") else self.state
        self.state = self._state_at(self.folder, self.words, {self.state, meant})
        self._look_at_packed(doing)

    def _words_that_open(self, candidates: set[str]) -> str:
        keys = vault.read_keys(self.folder)
        opening = [each for each in candidates if _opens(keys, each)]
        if len(opening) != 1:
            raise HelperHarm(f"{len(opening)} of {len(candidates)} passphrases open it")
        return opening[0]

    def _state_at(self, place: Path, words: str, may_be: set[HelperState]) -> HelperState:
        try:
            with opened(place, words) as book:
                state = helper_state(book)
        except DPManagerError as fault:
            raise HelperHarm(f"{place.name} does not open: {fault!r}") from fault
        if state not in may_be:
            raise HelperHarm(f"{place.name} is {state}, not one of {may_be}")
        return state

    def _look_at_packed(self, doing: dict[str, Any]) -> None:
        """It is whole: the one from before, or the one that was being made."""
        may_be = [self.packed] if self.packed else []
        if doing.get("packs"):
            may_be.append(Packed(self.state, self.words))
        if doing.get("in_packed") and self.packed:
            may_be.append(Packed(HelperState(**doing["in_packed"]), self.packed.words))
        if not self.packed_place.exists():
            if self.packed:
                raise HelperHarm("the file that was sent is gone")
            return
        for each in may_be:
            try:
                self._state_at(self.packed_place, each.words, {each.state})
            except HelperHarm as fault:
                harm = fault
            else:
                self.packed = each
                return
        raise harm if may_be else HelperHarm("a file was sent that nobody made")


def _opens(keys: vault.Keys, words: str) -> bool:
    try:
        vault.unwrap_key(keys, words)
    except WrongPassphrase:
        return False
    return True
