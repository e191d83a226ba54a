"""The block that asks for a signature, driven by keys and by the mouse."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dpmanager.domain.signatures import MOST_STROKES, SignatureGiven, SignatureKind
from dpmanager.ui.remembered import Remembered, recall, settings_file
from dpmanager.ui.theme import apply_theme
from dpmanager.ui.widgets.form import Form
from dpmanager.ui.widgets.signature import SignatureField

NAME = "Margaret Hill"


@pytest.fixture
def choices() -> Remembered:
    return Remembered()


@pytest.fixture
def field(qtbot: QtBot, qapp: QApplication, choices: Remembered) -> Iterator[SignatureField]:
    apply_theme(qapp, "light", 100)
    made = SignatureField("Your signature", name=NAME, remembered=choices)
    form = Form(signature=made)
    qtbot.addWidget(form)
    form.resize(900, 600)
    with qtbot.waitExposed(form):
        form.show()
    yield made


def draw(field: SignatureField, *places: tuple[float, float]) -> None:
    """A line with the mouse; places in shares of the width of the box."""
    box = field.drawing
    points = [QPoint(round(x * box.width()), round(y * box.width())) for x, y in places]
    QTest.mousePress(box, Qt.MouseButton.LeftButton, pos=points[0])
    for point in points[1:]:
        QTest.mouseMove(box, point)
    QTest.mouseRelease(box, Qt.MouseButton.LeftButton, pos=points[-1])


def test_a_name_that_is_there_signs_with_no_key(field: SignatureField) -> None:
    assert field.read() == SignatureGiven(SignatureKind.TYPED, NAME)
    assert field.to_draw.isHidden() and field.on_paper.isHidden()


def test_another_name_is_tidied(field: SignatureField) -> None:
    field.name.set_value("  Tom   Hill ")
    assert field.read().name == "Tom Hill"


def test_without_a_name_it_says_so_and_goes_there(field: SignatureField) -> None:
    field.name.set_value("")
    assert field.read_or_none() is None
    assert field.error.text() == "Type the name of the person who signs."
    assert field.window().focusWidget() is field.name.edit
    field.name.set_value(NAME)
    assert field.read_or_none() is not None
    assert field.error.isHidden()


def test_a_drawing_is_kept_in_thousandths_of_the_width(field: SignatureField) -> None:
    field.way.set_value(SignatureKind.DRAWN)
    assert field.to_draw.isVisible()
    assert field.drawing.accessibleDescription() == "It is empty."
    assert not field.clear.isEnabled()
    draw(field, (0.1, 0.1), (0.5, 0.2), (0.9, 0.1))
    draw(field, (0.5, 0.3), (2.0, 5.0))  # beyond the box: at its edge
    given = field.read()
    assert (given.kind, given.name) == (SignatureKind.DRAWN, NAME)
    wanted = (((100, 100), (500, 200), (900, 100)), ((500, 300), (1000, 320)))
    for stroke, meant in zip(given.strokes, wanted, strict=True):
        for point, place in zip(stroke, meant, strict=True):
            assert point == pytest.approx(place, abs=2)
    assert field.drawing.accessibleDescription() == "There is a drawing in it."


def test_a_dot_is_a_drawing_and_the_other_button_draws_nothing(field: SignatureField) -> None:
    field.way.set_value(SignatureKind.DRAWN)
    QTest.mouseClick(field.drawing, Qt.MouseButton.RightButton)
    assert field.drawing.strokes() == ()
    QTest.mouseClick(field.drawing, Qt.MouseButton.LeftButton)
    assert len(field.read().strokes) == 1


def test_an_empty_box_is_refused_and_typing_is_the_way_out(field: SignatureField) -> None:
    field.way.set_value(SignatureKind.DRAWN)
    assert field.read_or_none() is None
    assert "or choose to type your name" in field.error.text()
    assert field.window().focusWidget() is field.way.box
    QTest.keyClick(field.way.box, Qt.Key.Key_Home)
    assert field.read_or_none() == SignatureGiven(SignatureKind.TYPED, NAME)


def test_the_box_is_cleared(field: SignatureField) -> None:
    field.way.set_value(SignatureKind.DRAWN)
    draw(field, (0.1, 0.1), (0.5, 0.2))
    field.clear.click()
    assert field.drawing.strokes() == ()
    assert not field.clear.isEnabled()


def test_a_drawing_is_not_taken_along_when_the_name_is_typed(field: SignatureField) -> None:
    field.way.set_value(SignatureKind.DRAWN)
    draw(field, (0.1, 0.1), (0.5, 0.2))
    field.way.set_value(SignatureKind.TYPED)
    assert field.read().strokes == ()


def test_more_lines_than_there_may_be_are_not_drawn(field: SignatureField) -> None:
    field.way.set_value(SignatureKind.DRAWN)
    for _line in range(MOST_STROKES + 2):
        QTest.mouseClick(field.drawing, Qt.MouseButton.LeftButton)
    assert len(field.read().strokes) == MOST_STROKES


def test_a_signature_is_shown_again(field: SignatureField) -> None:
    given = SignatureGiven(SignatureKind.DRAWN, "Tom Hill", (((1, 2), (300, 200)),))
    field.set_value(given)
    assert field.read() == given
    field.set_value(None)
    assert field.is_empty()


def test_the_last_way_is_offered_first(field: SignatureField, choices: Remembered) -> None:
    field.way.set_value(SignatureKind.PAPER)
    assert field.on_paper.isVisible()
    given = field.read()
    field.keep_way(given)
    again = recall(settings_file())
    assert again.signs_by is SignatureKind.PAPER
    assert SignatureField("Once more", remembered=again).way.read() is SignatureKind.PAPER


def test_settings_of_before_are_still_read(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    file.write_text('{"text_percent": 150}')
    assert recall(file).signs_by is SignatureKind.TYPED
    assert recall(file).text_percent == 150
