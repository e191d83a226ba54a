"""The draft of an e-mail: nothing in it can steer, and nothing is sent."""

import email
import os
import subprocess
import sys
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpmanager.tasks.returns import email_draft
from dpmanager.tasks.returns.email_draft import Draft, as_eml, open_draft, safe_address

PDF = b"%PDF-1.7 a return"
DRAFT = Draft(
    to="returns@northshire.example",
    subject="Return for 1 July 2026 to 30 September 2026, Zoë Hale, reference 0041297",
    text="Dear council,\n\nHere is the return.\n",
    files=(("Return 2026.pdf", PDF), ("Evidence 2026.pdf", PDF + b"\r\n.\r\nQUIT")),
)


def read(data: bytes) -> Any:
    return email.message_from_bytes(data, policy=default)


def test_the_file_says_that_it_is_a_draft_and_holds_everything() -> None:
    message = read(as_eml(DRAFT))

    assert message["X-Unsent"] == "1"
    assert message["To"] == DRAFT.to
    assert message["Subject"] == DRAFT.subject
    assert message["From"] is None
    assert message.get_body().get_content().replace("\r\n", "\n") == DRAFT.text
    attached = [(part.get_filename(), part.get_content()) for part in message.iter_attachments()]
    assert attached == list(DRAFT.files)
    assert {part.get_content_type() for part in message.iter_attachments()} == {"application/pdf"}


@given(
    to=st.text(max_size=60),
    subject=st.text(max_size=60),
    text=st.text(max_size=60),
    name=st.text(max_size=30),
)
def test_no_words_become_a_header_or_another_address(
    to: str, subject: str, text: str, name: str
) -> None:
    steer = "\r\nBcc: thief@evil.example\r\n\r\n"
    message = read(as_eml(Draft(to + steer, subject + steer, text + steer, ((name + steer, PDF),))))

    assert set(message.keys()) <= {
        "Subject", "X-Unsent", "MIME-Version", "Content-Type", "To",
    }  # fmt: skip
    assert message["To"] is None
    (attached,) = message.iter_attachments()
    assert attached.get_content() == PDF
    assert set(attached.keys()) == {
        "Content-Type", "Content-Transfer-Encoding", "Content-Disposition", "MIME-Version",
    }  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "", "council", "a@b", "one@a.example, two@b.example", "a@b.example?bcc=thief@evil.example",
        "--attach@b.example", "a@b.example\nBcc: x@y.example", "<a@b.example>", "a b@c.example",
    ],
)  # fmt: skip
def test_what_is_not_one_address_is_left_out(text: str) -> None:
    assert safe_address(text) == ""
    assert safe_address(" Direct.Payments+returns@north-shire.gov.uk ").startswith("Direct.")


def test_on_linux_the_mail_program_gets_words_and_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[list[str]] = []

    def run(command: list[str], **options: Any) -> subprocess.CompletedProcess[bytes]:
        assert not options.get("shell")
        asked.append(command)
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(email_draft.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(subprocess, "run", run)

    assert open_draft(DRAFT, tmp_path) is None

    (command,) = asked
    assert command[:3] == ["/usr/bin/xdg-email", "--utf8", "--subject"]
    assert command[-1] == DRAFT.to
    places = [Path(command[n + 1]) for n, word in enumerate(command) if word == "--attach"]
    assert [(place.name, place.read_bytes()) for place in places] == list(DRAFT.files)
    assert {place.parent for place in places} == {tmp_path}


@pytest.mark.parametrize("fault", ["none", "refuses", "hangs", "broken"])
def test_without_a_mail_program_the_draft_is_left_as_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    def run(command: list[str], **_options: Any) -> subprocess.CompletedProcess[bytes]:
        if fault == "hangs":
            raise subprocess.TimeoutExpired(command, 30)
        if fault == "broken":
            raise OSError
        return subprocess.CompletedProcess(command, 3)

    found = None if fault == "none" else "/usr/bin/xdg-email"
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(email_draft.shutil, "which", lambda _name: found)
    monkeypatch.setattr(subprocess, "run", run)

    left = open_draft(DRAFT, tmp_path)

    assert left is not None
    assert read(left.read_bytes())["Subject"] == DRAFT.subject


@pytest.mark.parametrize("opens", [True, False])
def test_on_windows_the_file_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, opens: bool
) -> None:
    opened: list[str] = []

    def start(place: str) -> None:
        opened.append(place)
        if not opens:
            raise OSError("no program opens it")

    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(os, "startfile", start, raising=False)

    left = open_draft(DRAFT, tmp_path)

    assert (left is None) == opens
    (place,) = opened
    assert read(Path(place).read_bytes())["X-Unsent"] == "1"
