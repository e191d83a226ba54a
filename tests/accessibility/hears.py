"""Somebody who works with a screen reader: finds things by role and name, uses their actions.

Runs under Debian's own Python, which has AT-SPI (gi is not in .venv). Does the main journey in
the program whose command line follows: hears.py PASSPHRASE COMMAND...; prints what was heard.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

LAUNCHER = "/usr/libexec/at-spi-bus-launcher"
PATIENCE = 20.0


class Reader:
    """What a screen reader knows of one program, and can do in it."""

    def __init__(self) -> None:
        self.announced: list[str] = []
        self._listener = Atspi.EventListener.new(self._hear)
        self._listener.register("object:announcement")
        self.program = self.wait("the program", self._find_program)

    def _hear(self, event: Any) -> None:
        self.announced.append(str(event.any_data))

    def _find_program(self) -> Any:
        desktop = Atspi.get_desktop(0)
        children = (desktop.get_child_at_index(at) for at in range(desktop.get_child_count()))
        return next((one for one in children if one and one.get_name() == "dpmanager"), None)

    def wait(self, what: str, look: Callable[[], Any]) -> Any:
        """Looks again until there is something; tells what there was if there never is."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            while GLib.MainContext.default().iteration(False):
                pass
            try:
                found = look()
            except GLib.Error:  # it went away while we looked
                found = None
            if found:
                return found
            time.sleep(0.05)
        seen = sorted({f"{one.get_role_name()}: {one.get_name()}" for one in self.shown()})
        raise SystemExit(f"There is no {what} among\n" + "\n".join(seen))

    def shown(self, inside: Any = None) -> Iterator[Any]:
        """Everything that is on the screen."""
        top = inside or self.program
        for at in range(top.get_child_count()):
            child = top.get_child_at_index(at)
            if child is None:
                continue
            if child.get_state_set().contains(Atspi.StateType.SHOWING):
                yield child
            yield from self.shown(child)

    def find(self, role: str, name: str) -> Any:
        """The one thing on the screen with this role and this beginning of its name."""
        return self.wait(
            f"{role} “{name}”",
            lambda: next(
                (
                    one
                    for one in self.shown()
                    if one.get_role_name() == role and spoken_name(one).startswith(name)
                ),
                None,
            ),
        )

    def act(self, role: str, name: str, action: str) -> None:
        """Does an action that a thing offers."""
        thing = self.find(role, name)
        offered = [thing.get_action_name(at) for at in range(thing.get_n_actions())]
        if action not in offered:
            raise SystemExit(f"{role} “{name}” offers only {offered}")
        thing.do_action(offered.index(action))

    def press(self, name: str) -> None:
        """Presses a button."""
        self.act("push button", name, "Press")

    def write(self, name: str, text: str, role: str = "text") -> None:
        """Fills a line in, as dictation does."""
        if not self.find(role, name).set_text_contents(text):
            raise SystemExit(f"{role} “{name}” takes no text")

    def open_page(self, name: str, title: str = "") -> None:
        """Chooses a page in the list. title: what its window is called, if not the same."""
        pages = self.find("list", "Pages")
        names = [pages.get_child_at_index(at).get_name() for at in range(pages.get_child_count())]
        pages.select_child(names.index(name))
        title = title or name
        self.wait(f"window of “{title}”", lambda: self.window_title().startswith(title))

    def window_title(self) -> str:
        """What the window is called."""
        return next((one.get_name() for one in self.shown() if one.get_role_name() == "frame"), "")

    def words(self) -> list[str]:
        """All text on the screen, in order."""
        return [one.get_name() for one in self.shown() if one.get_role_name() == "label"]

    def cells(self) -> list[str]:
        """The text of all tables on the screen."""
        return [one.get_name() for one in self.shown() if one.get_role_name() == "table cell"]

    def hears(self, beginning: str) -> str:
        """Waits for an announcement."""
        found: str = self.wait(
            f"announcement “{beginning}” in {self.announced}",
            lambda: next((said for said in self.announced if said.startswith(beginning)), None),
        )
        return found


def spoken_name(thing: Any) -> str:
    """Its name; a combo box has its value there, so the label that belongs to it counts."""
    name: str = thing.get_name()
    if thing.get_role_name() != "combo box":
        return name
    for relation in thing.get_relation_set():
        if relation.get_relation_type() == Atspi.RelationType.LABELLED_BY:
            label: str = relation.get_target(0).get_name()
            return label
    return name


def keys(*names: str) -> None:
    """Presses keys on the keyboard."""
    subprocess.run(["xdotool", "key", "--clearmodifiers", *names], check=True)


def journey(reader: Reader, passphrase: str) -> dict[str, Any]:
    """Unlocks the book, adds a shift, approves a timesheet, reads if the return is ready."""
    heard: dict[str, Any] = {}
    reader.write("Passphrase", passphrase, role="password text")
    reader.press("Open the book")
    reader.wait("home page", lambda: reader.window_title().startswith("Home"))
    heard["home"] = reader.words()

    reader.open_page("Hours")
    reader.wait("week", lambda: "Sunday 11" in reader.cells())
    reader.write("Start", "8")
    reader.write("Finish", "half 12")
    reader.press("Save these hours")
    heard["saved"] = reader.hears("Saved:")
    reader.wait("shift in the table", lambda: "12:30" in reader.cells())
    heard["week"] = reader.cells()

    reader.act("combo box", "Who", "Press")
    reader.find("list item", "Ravi Patel")
    keys("r", "Return")
    reader.wait("other worker", lambda: any("Ravi Patel," in one for one in reader.words()))
    reader.press("Earlier week")
    reader.press("Approve timesheet")
    heard["approved"] = reader.hears("The timesheet of Ravi Patel is approved")

    reader.open_page("Returns", "Ready to send?")
    reader.wait("checklist", lambda: "Done" in reader.words())
    heard["return"] = reader.words()
    heard["announced"] = reader.announced
    return heard


def main(passphrase: str, command: list[str]) -> None:
    """Starts what a desktop has, then the program, and does the journey."""
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    started = [
        subprocess.Popen([LAUNCHER, "--launch-immediately"], **quiet),
        subprocess.Popen(["openbox"], **quiet),
    ]
    try:
        time.sleep(0.5)
        started.append(subprocess.Popen(command))
        heard = journey(Reader(), passphrase)
        print(json.dumps(heard))
    finally:
        for program in reversed(started):
            program.terminate()
            program.wait()


if __name__ == "__main__":
    os.environ.setdefault("NO_AT_BRIDGE", "1")
    main(sys.argv[1], sys.argv[2:])
