from pathlib import Path

import pytest
from window_fixtures import desk, empty_desk, household, lived_in

__all__ = ["desk", "empty_desk", "household", "lived_in"]


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test touches the settings, drafts or documents of whoever runs it."""
    for variable in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_DOCUMENTS_DIR"):
        monkeypatch.setenv(variable, str(tmp_path / variable.lower()))
