"""The window: Qt Widgets, standard controls, one calm place for the whole job."""

import builtins
import ctypes
import sys

import PySide6.QtCore  # noqa: F401 (so that it comes before what is below)

# PySide6 6.12 takes None, True and False for immortal, which they are from Python 3.12 on. Under
# 3.11 each call that returns one uses up a reference to it, and with the last the program ends.
if sys.version_info < (3, 12):
    for constant in (None, True, False, NotImplemented):
        ctypes.c_ssize_t.from_address(id(constant)).value += 1 << 60

# PySide6 reads the source of each module that is imported, and keeps it in memory, to see whether
# it uses another spelling of Qt's names (`from __feature__ import ...`). None does here, and with
# Python's own import the window opens 0.1 s sooner and takes 35 MB less.
# https://github.com/napari/napari/issues/8584
builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
