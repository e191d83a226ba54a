"""What the disk must have for certain."""

import os
from pathlib import Path


def sync_folder(folder: Path) -> None:
    """Makes new names in a folder survive a power cut; Windows does so by itself."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
