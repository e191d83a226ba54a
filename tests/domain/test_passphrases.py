"""A passphrase in words: what is read aloud can be typed again, and a slip shows."""

import unicodedata

from hypothesis import assume, given
from hypothesis import strategies as st

from dpmanager.domain.passphrases import LETTERS_OF_CHECK, check_letters, spelled_out, tidied

LETTER = st.characters(codec="ascii", categories=("L", "N", "P", "S"))


def typed_from(lines: list[tuple[str, str]]) -> str:
    """What somebody types who hears only the letters: as the sheet says, a space between words."""
    words: list[str] = []
    spaces = 1
    made = ""
    for word, spelled in lines:
        if word == "Spaces":
            spaces = int(spelled.split()[0])
            continue
        letters = [heard(each) for each in spelled.split(", ")]
        made += (" " * spaces if made else "") + "".join(letters)
        words.append(word)
        spaces = 1
    return made


def heard(name: str) -> str:
    kind, _space, rest = name.partition(" ")
    if kind in ("capital", "number") and rest:
        return rest
    signs = {
        "hyphen": "-", "full stop": ".", "comma": ",", "apostrophe": "'", "exclamation mark": "!",
        "question mark": "?", "underscore": "_", "at sign": "@", "hash": "#", "slash": "/",
        "backslash": "\\", "and sign": "&", "star": "*",
    }  # fmt: skip
    return signs.get(name) or (name if len(name) == 1 else unicodedata.lookup(name.upper()))


def test_words_letter_by_letter() -> None:
    assert spelled_out(" Margaret's tea-pot 40  £5 ") == [
        ("Margaret's", "capital M, a, r, g, a, r, e, t, apostrophe, s"),
        ("tea-pot", "t, e, a, hyphen, p, o, t"),
        ("40", "number 4, number 0"),
        ("Spaces", "2 spaces"),
        ("£5", "pound sign, number 5"),
    ]


def test_letters_that_look_alike_have_names_of_their_own() -> None:
    ((_word, spelled),) = spelled_out("l1IO0")
    assert spelled == "l, number 1, capital I, capital O, number 0"


def test_letters_of_other_languages_are_named() -> None:
    assert spelled_out("Élan ŵy") == [
        ("Élan", "capital e with acute, l, a, n"),
        ("ŵy", "small w with circumflex, y"),
    ]


@given(st.text(st.one_of(LETTER, st.just(" ")), min_size=1, max_size=40))
def test_what_is_read_aloud_can_be_typed_again(passphrase: str) -> None:
    assume(tidied(passphrase))
    assert typed_from(spelled_out(passphrase)) == tidied(passphrase)


@given(st.text(min_size=1, max_size=40))
def test_every_passphrase_can_be_spelled_and_checked(passphrase: str) -> None:
    assert all(spelled for _word, spelled in spelled_out(passphrase))
    letters = check_letters(passphrase).split(" ")
    assert len(letters) == 4
    assert set(letters) <= set(LETTERS_OF_CHECK)


def test_a_slip_has_other_letters_and_the_way_of_typing_has_not() -> None:
    right = check_letters("seven green kettles sing")
    assert check_letters("  seven green kettles sing ") == right
    assert check_letters(unicodedata.normalize("NFD", "sept élans verts")) == check_letters(
        unicodedata.normalize("NFC", "sept élans verts")
    )
    slips = (
        "Seven green kettles sing", "seven green ketles sing", "seven green kettle sings",
        "seven  green kettles sing", "sevengreen kettles sing",
    )  # fmt: skip
    assert right not in {check_letters(each) for each in slips}
