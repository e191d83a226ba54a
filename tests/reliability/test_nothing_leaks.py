"""Two hundred things from a household's records are looked for wherever a file was left."""

import os
import re
import subprocess
import sys
from pathlib import Path

from sqlalchemy import String
from window_fixtures import PASSPHRASE

from dpmanager.records.book import open_book
from dpmanager.records.models import Base
from dpmanager.records.models.base import Pence

TESTS = Path(__file__).parent.parent
SHORTEST = 7
LARGE = 1000
PLANTED = 200
PROGRAM = Path(__file__).parent / "open_every_page.py"
ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be")
KNOWN_TO_ALL = re.compile(r"[a-z_-]+|\d{4}-\d\d-\d\d.*|\[.*|\{.*", re.DOTALL)
"""Names of kinds, days, and lists: they are in the program as well."""


def secrets_of(folder: Path) -> set[str]:
    """Texts and amounts of the records that are not words of the program."""
    found = set()
    with open_book(folder, passphrase=PASSPHRASE) as book, book.reading() as session:
        for table in Base.metadata.sorted_tables:
            if table.name in ("task_done", "change"):
                continue
            for column in table.columns:
                values = {
                    value
                    for (value,) in session.execute(column.table.select().with_only_columns(column))
                }
                if isinstance(column.type, String):
                    found |= {
                        value for value in values if value and not KNOWN_TO_ALL.fullmatch(value)
                    }
                elif isinstance(column.type, Pence):
                    found |= {f"{value:,.2f}" for value in values if value and abs(value) > 1000}
    return {value for value in found if len(value) >= SHORTEST}


def test_no_file_outside_the_papers_tells_anything(household: Path, tmp_path: Path) -> None:
    secrets = {*secrets_of(household), PASSPHRASE}
    assert len(secrets) >= PLANTED
    passing, stick, home = (tmp_path / name for name in ("passing", "stick", "home"))
    for folder in (passing, stick, home):
        folder.mkdir()
    done = subprocess.run(
        [sys.executable, PROGRAM, household, stick],
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join([str(TESTS), str(TESTS / "accessibility")]),
            "TMPDIR": str(passing),
            "HOME": str(home),
            "XDG_CONFIG_HOME": str(home / "config"),
            "XDG_CACHE_HOME": str(home / "cache"),
            "XDG_DATA_HOME": str(home / "data"),
            "QT_QPA_PLATFORM": "offscreen",
        },
        capture_output=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr.decode()
    files = [file for place in (household, stick, passing, home) for file in place.rglob("*")]
    contents = {str(file): file.read_bytes() for file in files if file.is_file()}
    contents |= {"what it printed": done.stdout + done.stderr}
    assert any("backups" in name for name in contents)
    assert any(name.startswith(str(stick)) and name.endswith("book.db") for name in contents)
    assert any(name.endswith("report.txt") for name in contents)
    told = {
        (name, secret)
        for secret in secrets
        for encoding in ENCODINGS
        for name, content in contents.items()
        if secret.encode(encoding) in content
    }
    assert told == set()
