"""The main job in the window, step by step, by keyboard alone. Needs no pytest to work."""

from collections.abc import Callable
from datetime import UTC, datetime

from person import Person
from PySide6.QtCore import Qt

ADA = "Ada Lovell"
MONDAY = datetime(2026, 10, 5, 10, tzinfo=UTC)
PAY_DAY = datetime(2026, 10, 16, 9, tzinfo=UTC)
"""Of the week that starts on MONDAY."""
NEW_YEAR = datetime(2027, 1, 4, 10, tzinfo=UTC)

WEEK = (("8", "12"), ("8", "12"), ("8.30", "1230"), ("8", "12"), ("half 3pm", "7pm"))
PLACES = ("home", "hours", "pay", "money", "receipts", "people", "budget", "returns", "settings")

Saved = Callable[[], object]
"""Called after each step that saved something, while its page is in front."""


def turn_to(person: Person, place: str) -> None:
    """Opens a page by Alt and its number."""
    key = Qt.Key(Qt.Key.Key_1.value + PLACES.index(place))
    person.hold(Qt.KeyboardModifier.AltModifier, key)
    assert person.main.current_page().place == place


def add_ada(person: Person) -> None:
    """A personal assistant who starts today and is paid every week, five days after its end."""
    turn_to(person, "people")
    person.press("Add a person")
    person.press("Continue")
    person.fill("Full name", ADA)
    person.press("Continue")
    person.fill("Tax code", "1257L")
    person.press("Continue")
    person.fill("Days from the end of a period to pay day", "5")
    person.press("Continue")
    person.fill("For an hour on a weekday", "13.20")
    person.press("Continue")
    person.press(f"Add {ADA}")


def approve_last_week(person: Person) -> None:
    """Types the hours of last week, Monday to Friday, and approves them."""
    turn_to(person, "hours")
    person.hold(Qt.KeyboardModifier.AltModifier, Qt.Key.Key_E)
    person.key(Qt.Key.Key_Return)
    for start, finish in WEEK:
        person.letters(start)
        person.key(Qt.Key.Key_Tab)
        person.letters(finish)
        person.key(Qt.Key.Key_Return)
    person.hold(Qt.KeyboardModifier.AltModifier, Qt.Key.Key_A)


def run_pay(person: Person) -> None:
    """Runs the first pay, although nobody has noted that the right to work was seen."""
    turn_to(person, "pay")
    person.press("Pay anyway")


def read_in_statement(person: Person, saved: Saved) -> None:
    """Reads in the file that the dialog gives; accepts the wage and the council's payment; says
    what the third was for."""
    turn_to(person, "money")
    person.press("Read in a statement")
    person.press("Choose a file")
    person.press("Save 3 new payments")
    saved()
    person.press("Look at them")
    person.press("Accept all 2 sure ones")
    saved()
    person.press("Back to all payments")
    person.press("Sort them")
    person.key(Qt.Key.Key_Return)
    person.choose("What it was for", "Day services and activities")
    person.press("Save what it was for")
    saved()


def add_receipt(person: Person, saved: Saved) -> None:
    """Adds the picture that the dialog gives; says what it is; links it to what it proves."""
    turn_to(person, "receipts")
    person.press("Add receipts")
    person.press("Back to all receipts")
    saved()
    person.press("Open the chosen receipt")
    person.choose("What kind of paper it is", "Invoices")
    person.fill("What it is for", "Brightday in October")
    person.fill_date("Date on it", "21", "oct", "2026")
    person.fill("Amount on it", "60")
    person.key(Qt.Key.Key_Return)
    saved()
    person.press("Link: 21 October 2026 £60.00")
    saved()


def agree(person: Person, balance: str) -> None:
    """Agrees the account with its statement at the end of the year."""
    turn_to(person, "money")
    person.press("Agree with the statement")
    person.fill_date("Last day of the statement", "31", "dec", "2026")
    person.fill("Balance at the end of that day", balance)
    person.key(Qt.Key.Key_Return)


def save_return(person: Person) -> None:
    """Saves the return of the last quarter where the dialog says."""
    turn_to(person, "returns")
    person.press("See the return")
    person.press("Save as")
