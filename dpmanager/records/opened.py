"""What an open book and an open book of a helper have in common: they are closed for certain."""

from pathlib import Path
from types import TracebackType
from typing import Self

from filelock import FileLock
from sqlalchemy import Engine


class Opened:
    """A folder with an encrypted database, open and locked against other programs."""

    def __init__(self, folder: Path, data_key: bytes, engine: Engine, lock: FileLock) -> None:
        self.folder = folder
        self._data_key = data_key
        self._engine: Engine | None = engine
        self._lock = lock

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Closes and locks it: its key is dropped, another program may open it."""
        if self._engine is not None:
            self._engine.dispose()
            self._engine = None
            self._data_key = b""
            self._lock.release()
