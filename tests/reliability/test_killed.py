"""A program that is ended at a random moment loses nothing that it said was saved."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

KILLS = 25
TORTURE = Path(__file__).with_name("torture.py")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system that can fork a program")
def test_nothing_is_lost_when_the_program_is_ended_at_a_random_moment() -> None:
    done = subprocess.run(
        [sys.executable, TORTURE, "--kills", str(KILLS)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.stdout.splitlines()[-1:] == [f"{KILLS} kills, 0 lost, 0 broken"], (
        done.stdout + done.stderr
    )
    assert done.returncode == 0
