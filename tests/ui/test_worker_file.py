"""A worker's file, by keyboard: checks, contact, papers, insurance, status, family, keeping."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from keys import Keys, a_window, spoken, worker_number
from money_window import drop
from PIL import Image
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from seen_on_page import shown

from dpmanager.domain.people.checks import CheckKind
from dpmanager.domain.people.worker_kinds import PROVIDERS, Provider
from dpmanager.records import models
from dpmanager.tasks.book.made_up_household import AGENCY, RAVI
from dpmanager.tasks.people.worker_file import WorkerFile, look_at_worker_file
from dpmanager.ui.desk import Desk
from dpmanager.ui.main_window import MainWindow
from dpmanager.ui.pages import worker_file
from dpmanager.ui.pages.worker_file import WorkerFilePage


def file_of(desk: Desk, name: str = RAVI) -> WorkerFile:
    seen = look_at_worker_file(desk.book, worker_number(desk, name), desk.today())
    assert seen is not None
    return seen


def change(desk: Desk, name: str = RAVI, **what: object) -> None:
    with desk.book.task("Test", who="Test", at=desk.now()) as session:
        row = session.get_one(models.Worker, worker_number(desk, name))
        for key, value in what.items():
            setattr(row, key, value)


def forget(desk: Desk, *kinds: type) -> None:
    with desk.book.task("Test", who="Test", at=desk.now()) as session:
        for kind in kinds:
            for row in session.query(kind).all():
                session.delete(row)


class AtFile(Keys):
    """Somebody at the keyboard of the file page."""

    @property
    def page(self) -> WorkerFilePage:
        page = super().page
        assert isinstance(page, WorkerFilePage)
        return page

    def open(self, name: str = RAVI, **more: str) -> None:
        self.open_place("file", worker=worker_number(self.desk, name), **more)


@pytest.fixture
def window(desk: Desk, qtbot: QtBot) -> Iterator[MainWindow]:
    with a_window(desk, qtbot) as made:
        yield made


@pytest.fixture
def keys(window: MainWindow, qtbot: QtBot) -> AtFile:
    made = AtFile(window, qtbot)
    made.open()
    return made


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "signed contract.png"
    Image.new("RGB", (60, 80), "white").save(path)
    return path


def test_it_shows_the_file_and_begins_at_the_first_check(keys: AtFile) -> None:
    assert keys.page.title.text() == f"File of {RAVI}"
    keys.says(
        "Before they start",
        "Right to work in the UK",
        "Seen on 1 April 2026 by Frances Hale.",
        "Look again by 18 March 2029.",  # three years after the date on the DBS check
        "You are insured as an employer until 31 March 2027.",
        "Fishbourne Mutual, number EL 900210, 1 April 2026 to 31 March 2027",
        "Jonah, 01632 960011",
    )
    assert spoken(QApplication.focusWidget()).startswith("Open: Right to work in the UK")


def test_the_person_leads_to_the_file_and_back(keys: AtFile) -> None:
    keys.press(f"Back to {RAVI}")
    page = keys.window.current_page()
    assert (page.place, page.title.text()) == ("people", RAVI)
    keys.press("Checks, papers and insurance")
    assert keys.page.title.text() == f"File of {RAVI}"


def test_a_check_is_explained_asked_for_and_seen(keys: AtFile, desk: Desk) -> None:
    forget(desk, models.Check)
    keys.open()
    keys.says("To do. The law asks for it.", "2 still to see. This is good advice.")
    keys.press("Open: DBS check")
    assert keys.page.title.text() == "DBS check"
    keys.says(
        "What does this mean?",
        "Since 21 January 2026 the worker applies through an umbrella body.",
        "Never keep the certificate, a copy, or what it says.",
        "It is good advice, and not the law.",
    )
    keys.press("I have asked for it")
    keys.says("Asked for, and not seen yet.")
    keys.press("Open: DBS check")
    keys.press("I have seen it")
    keys.choose("Level", "Enhanced")
    keys.fill("Number on it", "001234567890")
    keys.fill_date("Date on it", date(2026, 9, 1))
    keys.tick("I looked in the Update Service")
    keys.press("Save what I saw")
    keys.says("Seen on 5 October 2026 by Frances Hale.", "Look again by 1 September 2029.")
    (line,) = [one for one in file_of(desk).checks.lines if one.kind is CheckKind.DBS]
    assert line.seen is not None
    assert (line.seen.number, line.seen.level, line.seen.update_service) == (
        "001234567890",
        "enhanced",
        True,
    )
    assert keys.page.isAncestorOf(QApplication.focusWidget())


def test_a_mistake_in_a_check_keeps_what_was_typed(keys: AtFile, desk: Desk) -> None:
    keys.press("Open: Right to work")
    keys.press("I have seen it again")
    keys.fill("What you looked at", "Visa")
    keys.fill_date("It is good until", date(2026, 10, 1))
    keys.press("Save what I saw")
    keys.says("There is a problem", "It had run out on 1 October 2026, before you saw it.")
    keys.fill_date("It is good until", date(2026, 11, 20))
    keys.press("Save what I saw")
    keys.says("Look again by 20 November 2026.")
    keys.press("Open: Right to work")
    keys.says("Visa", "Earlier", "Seen on 1 April 2026 by Frances Hale.")


def test_two_references_one_at_a_time_and_one_that_is_not_needed(keys: AtFile, desk: Desk) -> None:
    forget(desk, models.Check)
    keys.open()
    keys.press("Open: Reference")
    keys.press("I have asked for it")
    keys.fill("Whom you asked", "Oak School")
    keys.press("Save whom I asked")
    keys.says("Reference: Oak School", "Asked for, and not seen yet.")
    keys.press("Open: Right to work")
    keys.press("It is not needed")
    keys.says("The law asks for this check. Say why it is not so here.")
    keys.press("Save the reason")
    keys.says("Say in a few words why this check is not needed.")
    keys.fill("Why it is not needed", "They are self-employed from May")
    keys.press("Save the reason")
    keys.says("Not needed: They are self-employed from May")
    keys.press("Open: Right to work")
    keys.press("Remove this check")
    keys.says("To do. The law asks for it.")


def test_training_is_added_and_tells_when_it_ends(keys: AtFile, desk: Desk) -> None:
    keys.press("Add: Training")
    keys.fill("What it is", "Moving and handling")
    keys.fill_date("It is good until", date(2026, 11, 1))
    keys.press("Save what I saw")
    keys.says("Training: Moving and handling", "Look again by 1 November 2026.")


def test_contact_and_driving_bring_the_driving_checks(keys: AtFile, desk: Desk) -> None:
    keys.press("Change how to reach them")
    keys.fill("Phone", "01632 960055")
    keys.tick("They drive for the work")
    keys.press("Save how to reach them")
    keys.says("01632 960055", "They drive for the work.", "MOT of the car")
    assert file_of(desk).contact.drives


def test_papers_are_chosen_in_the_dialog_opened_and_removed(
    keys: AtFile, desk: Desk, paper: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker_file, "ask_for_files", lambda *_args, **_more: [paper])
    keys.press("Add papers")
    keys.says("Never add a DBS certificate, or a copy of one.")
    keys.choose("What it is", "Job description")
    keys.fill("A note", "from May")
    keys.press("Add to the file")
    keys.press("Open: Job description from May")
    assert keys.page.title.text() == "Job description"
    keys.settle()
    assert keys.page.item.picture.paper.pixmap().width() > 0
    keys.press("Remove this paper")
    assert [one.note for one in file_of(desk).papers] == [""]


def test_papers_can_be_dropped_on_the_page(keys: AtFile, desk: Desk, paper: Path) -> None:
    drop(keys.page, paper)
    assert keys.page.title.text() == "Add 1 paper"
    keys.press("Add to the file")
    assert len(file_of(desk).papers) == 2


def test_the_copy_of_a_passport_is_kept(
    keys: AtFile, desk: Desk, paper: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker_file, "ask_for_files", lambda *_args, **_more: [paper])
    keys.press("Open: DBS check")
    assert "Add a copy" not in "\n".join(shown(keys.page))
    keys.press("Back to the file")
    keys.press("Open: Right to work")
    keys.press("Add a copy")
    keys.says("A copy is in the book.")


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("See the written statement", f"Written statement for {RAVI}"),
        ("Written statement in large print", f"Written statement for {RAVI}"),
        ("See the starter sheet", f"Starter details of {RAVI}"),
    ],
)
def test_papers_are_made_from_the_records(keys: AtFile, name: str, title: str) -> None:
    keys.press(name)
    page = keys.window.current_page()
    assert (page.place, page.title.text()) == ("preview", title)
    keys.press("Back")
    assert keys.page.title.text() == f"File of {RAVI}"


def test_a_missing_insurance_stands_there_until_it_is_added(
    keys: AtFile, desk: Desk, paper: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker_file, "ask_for_files", lambda *_args, **_more: [paper])
    forget(desk, models.Policy)
    keys.open(card="insurance")
    keys.says("You need employers' liability insurance from 5 October 2026 on.")
    assert spoken(QApplication.focusWidget()) == "Add an insurance"
    keys.press("Add an insurance")
    keys.fill("Insurer", "Oak Mutual")
    keys.fill_date("First day", date(2026, 10, 5))
    keys.fill_date("Last day", date(2027, 10, 4))
    keys.press("Save the insurance")
    keys.says("You are insured as an employer until 4 October 2027.")
    keys.press("Open: Employers' liability")
    keys.press("Add the certificate")
    assert file_of(desk).insurance.policies[0].certificate is not None
    keys.press("Open: Employers' liability")
    keys.press("Remove this insurance")
    keys.says("You need employers' liability insurance from 5 October 2026 on.")


def test_home_leads_to_the_missing_insurance(window: MainWindow, qtbot: QtBot, desk: Desk) -> None:
    forget(desk, models.Policy, models.Check)
    keys = Keys(window, qtbot)
    window.open_place("settings", {})
    keys.settle()
    window.open_place("home", {})
    keys.settle()
    keys.press("Look at the insurance")
    assert spoken(QApplication.focusWidget()) == "Add an insurance"
    window.open_place("home", {})
    keys.settle()
    keys.press("Look at the checks")
    assert spoken(QApplication.focusWidget()).startswith("Open: Right to work")


def test_the_questions_say_what_they_point_to_and_are_kept(keys: AtFile, desk: Desk) -> None:
    keys.press("Answer the questions")
    keys.says("This is not a ruling.", "gov.uk/guidance/check-employment-status-for-tax")
    keys.choose("Can they send somebody else", "No, they must come themselves")
    keys.choose("Who decides when they work?", "I do, or the support plan does")
    keys.choose("Who decides how the work is done?", "I can tell them how")
    keys.press("See what counts")
    keys.says("These answers do not settle it.")  # too many are open
    keys.page.take_focus()
    keys.choose("Must you offer work", "Yes, they have regular hours")
    keys.choose("Who sets what they are paid?", "I do, by the hour")
    keys.choose("Where is the care given?", "In the home of the person who needs care")
    keys.press("See what counts")
    keys.says("These answers point to a job", "They must do the work themselves, as in a job.")
    keys.press("Keep these answers")
    keys.says("The answers point to a job")
    assert file_of(desk).status is not None


def test_family_in_the_same_home_warns_and_keeps_the_consent(keys: AtFile, desk: Desk) -> None:
    keys.press("Change whether they are family")
    keys.choose("What they are to the person", "Son, daughter or stepchild")
    keys.tick("They live in the same home")
    keys.press("Save whether they are family")
    keys.says("Ask first", "Close family in the same home may be paid only if the council agrees.")
    keys.press("Change whether they are family")
    keys.fill_date("When the council agreed", date(2026, 3, 2))
    keys.press("Save whether they are family")
    keys.says("It agreed on 2 March 2026.")


def test_what_is_past_its_time_is_offered_and_undo_brings_it_back(keys: AtFile, desk: Desk) -> None:
    change(desk, start_date=date(2019, 1, 7), end_date=date(2020, 6, 30))
    keys.open()
    keys.says("How long to keep it", "You need not keep it any more.")
    keys.press("Remove: Contract, other papers")
    assert [kept.record.value for kept in file_of(desk).kept] == ["right-to-work"]
    desk.book.undo(who=desk.who, at=desk.now())
    assert len(file_of(desk).kept) == 2


def test_an_agency_has_no_status_and_no_family(keys: AtFile) -> None:
    keys.open(AGENCY)
    text = shown(keys.page)
    assert "Are they employed?" not in text
    assert "Nothing has to be checked before they start." in text


def test_the_registration_of_an_agency_is_kept(keys: AtFile, desk: Desk) -> None:
    keys.open(AGENCY)
    keys.says("Their numbers", "Not known yet")
    keys.press("Change these numbers")
    assert "Tax reference (UTR)" not in shown(keys.page)
    keys.fill("Registration number", "1-101728026")
    keys.press("Save these numbers")
    keys.says("1-101728026")
    assert file_of(desk, AGENCY).registration == "1-101728026"


def test_a_wrong_tax_reference_is_told_beside_its_box(keys: AtFile, desk: Desk) -> None:
    change(desk, kind="self-employed")
    keys.open()
    keys.press("Change these numbers")
    keys.fill("Tax reference (UTR)", "2955839661")
    keys.press("Save these numbers")
    keys.says("“2955839661” is not a tax reference (UTR): a figure is wrong.")
    keys.fill("Tax reference (UTR)", "1955839661")
    keys.press("Save these numbers")
    keys.says("1955839661", "Tax reference (UTR)")
    assert file_of(desk).utr == "1955839661"


@pytest.mark.parametrize("kind", PROVIDERS)
def test_a_provider_is_not_asked_whether_it_is_employed(
    keys: AtFile, desk: Desk, kind: Provider
) -> None:
    change(desk, AGENCY, kind=kind)
    keys.open(AGENCY)
    assert "Their numbers" in shown(keys.page)
    assert "Are they employed?" not in shown(keys.page)


def test_who_is_employed_has_no_such_numbers(keys: AtFile) -> None:
    assert "Their numbers" not in shown(keys.page)


def test_a_worker_who_is_gone_leads_back_to_the_people(window: MainWindow, qtbot: QtBot) -> None:
    window.open_place("file", {"worker": 999})
    Keys(window, qtbot).settle()
    assert window.current_page().place == "people"
