import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtNetwork import QLocalSocket
from pytestqt.qtbot import QtBot

from dpmanager.ui import single_instance
from dpmanager.ui.plain_message import cannot_start, show_message
from dpmanager.ui.single_instance import OnlyWindow

HAND_OVER = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from dpmanager.ui.single_instance import hand_over
app = QCoreApplication([])
folder = Path(sys.argv[1]) if len(sys.argv) > 1 else None
print(hand_over(folder))
"""


def start_again(*named: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", HAND_OVER, *named], stdout=subprocess.PIPE, text=True
    )


def test_a_second_start_shows_the_first_window_and_names_its_book(qtbot: QtBot) -> None:
    only = OnlyWindow()
    with qtbot.waitSignal(only.asked, timeout=20000) as asked:
        second = start_again("/home/sam/Sam's care.dpbook")
    assert asked.args == ["/home/sam/Sam's care.dpbook"]
    assert second.communicate(timeout=20)[0] == "True\n"
    with qtbot.waitSignal(only.asked, timeout=20000) as asked:
        third = start_again()
    assert asked.args == [""]
    assert third.communicate(timeout=20)[0] == "True\n"
    only.close()


def test_the_first_start_opens_a_window_of_its_own(qtbot: QtBot) -> None:
    assert start_again().communicate(timeout=20)[0] == "False\n"
    OnlyWindow().close()
    assert start_again().communicate(timeout=20)[0] == "False\n"


def test_settings_elsewhere_are_another_persons(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    only = OnlyWindow()
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "other"))
    assert start_again().communicate(timeout=20)[0] == "False\n"
    only.close()


def test_a_program_that_cannot_start_says_so_in_one_line(
    capsys: pytest.CaptureFixture[str],
) -> None:
    show_message(cannot_start(ImportError("no module named qt\nat all")))
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("DP Manager could not start. Your records are safe.")
    assert "no module named qt" in line


def test_one_that_says_nothing_holds_up_nobody(qtbot: QtBot) -> None:
    only = OnlyWindow()
    silent = QLocalSocket()
    silent.connectToServer(single_instance._name())
    assert silent.waitForConnected(5000)
    with qtbot.waitSignal(only.asked, timeout=20000):
        second = start_again()
    assert second.communicate(timeout=20)[0] == "True\n"
    only.close()
