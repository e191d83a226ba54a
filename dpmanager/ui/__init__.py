"""The window: Qt Widgets, standard controls, one calm place for the whole job."""

import ctypes
import sys

# PySide6 6.12 takes None, True and False for immortal, which they are from Python 3.12 on. Under
# 3.11 each call that returns one uses up a reference to it, and with the last the program ends.
if sys.version_info < (3, 12):
    for constant in (None, True, False, NotImplemented):
        ctypes.c_ssize_t.from_address(id(constant)).value += 1 << 60
