"""The window on the book of ten years, in a process of its own. Prints what it measured, as JSON.

`start BOOK KEY`: opens the window as `dpmanager open BOOK` does, and ends when it can be used.
`tour BOOK KEY STATEMENT RATES`: opens every page, does the longest tasks, and scrolls, while a
timer looks for moments in which the window's thread did not answer.
`hours BOOK KEY`: opens the list of all hours and scrolls through it, likewise.
KEY is what the computer's keyring would hold.
"""

import json
import sys
import time
import traceback
from datetime import UTC, datetime
from pathlib import Path

import keyring
from keyring.backend import KeyringBackend
from PySide6.QtCore import QEventLoop, Qt, QTimer

sys.path.append(str(Path(__file__).resolve().parent.parent))  # what tests and benchmarks share

import dpmanager.ui.app as app_module
from dpmanager.ui.entrance import Entrance

NOW = datetime(2026, 10, 14, 10, tzinfo=UTC)
WHO = "Frances Hale"
TICK = 5
FRAME = 0.016
LETTERS_APART = 0.06
LOOK_AT_HOME = 1
LONGEST_WAIT = 60


class KnownKey(KeyringBackend):
    """A keyring that knows one key."""

    priority = 5
    key = ""

    def get_password(self, _service, _username):
        return self.key

    def set_password(self, _service, _username, _password):
        raise NotImplementedError

    def delete_password(self, _service, _username):
        raise NotImplementedError


class MeasuredEntrance(Entrance):
    """The entrance on the day of the book, which says when its window can be used."""

    def __init__(self, choices, folder):
        super().__init__(choices, folder, now=lambda: NOW)
        self._look = QTimer(interval=1, timerType=Qt.TimerType.PreciseTimer)
        self._look.timeout.connect(self._is_usable)
        self._look.start()

    def _is_usable(self):
        main = self.main
        if main and main.isVisible() and not main.desk.is_busy():
            self._look.stop()
            self.when_usable(main)

    def when_usable(self, main):
        print(json.dumps({"usable": time.monotonic()}))
        main.close()


class Tour(MeasuredEntrance):
    """Goes through the whole program once it is open."""

    statement = Path()

    def when_usable(self, main):
        self.found = {}
        self.window = main
        self.last = time.monotonic()
        self.gap = 0.0
        watch = QTimer(interval=TICK, timerType=Qt.TimerType.PreciseTimer)
        watch.timeout.connect(self._tick)
        watch.start()
        try:
            self._go_round()
            print(json.dumps(self.found))
        except Exception:
            traceback.print_exc()  # the window would show its page for faults, and go on
        finally:
            watch.stop()
            main.close()

    def _tick(self):
        now = time.monotonic()
        self.gap = max(self.gap, now - self.last)
        self.last = now

    def _go_round(self):
        from dpmanager.ui.registry import places

        self._approve_what_is_over()
        self._let_be(LOOK_AT_HOME)
        opened = [place for place, _name in places()] + ["search"]
        for times in ("first", "again"):
            stalls = 0.0
            for place in opened:
                self.found[f"{place} {times}"] = self._timed(lambda at=place: self._open(at))
                stalls = max(stalls, self.gap)
            self.found[f"stall pages {times}"] = stalls
        for name, work in (
            ("import", self._import),
            ("pay", self._pay),
            ("return", self._return),
            ("search", self._search),
            ("find", self._find),
        ):
            self.found[f"{name} takes"] = self._timed(work)
            self.found[f"stall {name}"] = self.gap
        self._scroll(10_000)
        self.found["memory"] = peak_memory()

    def _timed(self, work):
        self._settle()
        self.gap, self.last = 0.0, time.monotonic()
        start = time.monotonic()
        work()
        self._settle()
        self._tick()
        return time.monotonic() - start

    def _settle(self):
        """Until all that was asked for is shown and painted."""
        loop = QEventLoop()
        desk = self.window.desk
        end = time.monotonic() + LONGEST_WAIT
        while desk.is_busy():
            loop.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
            assert time.monotonic() < end
        for _round in range(3):
            loop.processEvents()

    def _let_be(self, seconds):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            QEventLoop().processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)

    def _open(self, place):
        self.window.open_place(place)

    # Tasks

    def _approve_what_is_over(self):
        from dpmanager.tasks.book.things_to_do import Kind
        from dpmanager.tasks.book.what_needs_doing import what_needs_doing
        from dpmanager.tasks.hours.record_shifts import approve_timesheet

        book = self.window.desk.book
        for thing in what_needs_doing(book, NOW.date()).things:
            if thing.kind is Kind.TIMESHEET:
                worker, day = thing.about["worker"], thing.about["day"]
                approve_timesheet(book, worker, day, who=WHO, at=NOW)

    def _import(self):
        self._open("money")
        self._settle()
        page = self.window.current_page()
        page.show_reader()
        self._settle()
        page.reader.read(self.statement)
        self._settle()
        assert len(page.reader.preview.new) == 10_000
        page.reader.save.click()
        self._settle()
        page.show_list()

    def _pay(self):
        self._open("pay")
        self._settle()
        page = self.window.current_page()
        assert page.all.running.isVisible()
        page.all.run.click()
        self._settle()
        assert not page.all.running.isVisible()

    def _return(self):
        self._open("returns")
        self._settle()
        page = self.window.current_page()
        page.papers._make(page.papers._return)
        self._settle()
        assert self.window.current_page().place == "preview"

    def _search(self):
        self._open("search")
        box = self.window.current_page().box
        self._type(box.edit, "northshire stationers")
        self._settle()
        assert self.window.current_page().table.isVisible()

    def _find(self):
        self._open("money")
        page = self.window.current_page()
        self._type(page.finder.edit, "corner")
        self._settle()
        self._type(page.finder.edit, "")

    def _type(self, edit, text):
        from PySide6.QtTest import QTest

        edit.setFocus()
        edit.selectAll()
        QTest.keyClick(edit, Qt.Key.Key_Backspace)
        for letter in text:
            QTest.keyClick(edit, letter)
            self._let_be(LETTERS_APART)

    def _scroll(self, more_than):
        """From the top of the list to the end, three rows a frame as a wheel does, and fast."""
        table = self.window.current_page().table
        rows = table.model().rowCount()
        assert rows > more_than
        self.found["rows scrolled"] = rows
        for name, step in (("wheel", 3), ("drag", 60)):
            bar = table.verticalScrollBar()
            bar.setValue(0)
            self._settle()
            frames = []
            self.gap, self.last = 0.0, time.monotonic()
            while bar.value() < bar.maximum() and len(frames) < 600:
                start = time.monotonic()
                bar.setValue(bar.value() + step)
                QEventLoop().processEvents()
                frames.append(time.monotonic() - start)
                self._let_be(max(0.001, FRAME - frames[-1]))
            self._settle()
            frames.sort()
            self.found[f"{name} frame"] = frames[len(frames) // 2]
            self.found[f"{name} slow frame"] = frames[int(len(frames) * 0.99)]
            self.found[f"stall {name}"] = self.gap


class HoursTour(Tour):
    """Looks at the hours of everybody."""

    def _go_round(self):
        self._let_be(LOOK_AT_HOME)
        self.found["open"] = self._timed(lambda: self._open("all_hours"))
        self.found["stall open"] = self.gap
        self._scroll(2_500)


def peak_memory():
    """The most memory that this process held, in bytes.

    Not by `getrusage`: on Linux a child that is begun with vfork starts with its parent's peak.
    """
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) * 1024
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def main(what, book, key, *more):
    KnownKey.key = key
    keyring.set_keyring(KnownKey())
    app_module.Entrance = MeasuredEntrance
    if what == "start":
        return app_module.run([book])
    if what == "hours":
        app_module.Entrance = HoursTour
        return app_module.run([book])
    from ten_years import rates_from

    statement, rates = more
    Tour.statement = Path(statement)
    app_module.Entrance = Tour
    with rates_from(Path(rates)):
        return app_module.run([book])


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
