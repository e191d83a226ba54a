"""A limit of memory for this program on Windows, which has no `resource` module.

See "Job Objects" in Microsoft's documentation of Windows: JOBOBJECT_EXTENDED_LIMIT_INFORMATION.
"""

import ctypes
import sys
from typing import Any

PROCESS_MEMORY = 0x100
"""JOB_OBJECT_LIMIT_PROCESS_MEMORY."""
EXTENDED = 9
"""JobObjectExtendedLimitInformation."""


class BasicLimits(ctypes.Structure):
    """JOBOBJECT_BASIC_LIMIT_INFORMATION."""

    _fields_ = (
        ("per_process_time", ctypes.c_int64),
        ("per_job_time", ctypes.c_int64),
        ("flags", ctypes.c_uint32),
        ("least_working_set", ctypes.c_size_t),
        ("most_working_set", ctypes.c_size_t),
        ("processes", ctypes.c_uint32),
        ("affinity", ctypes.c_size_t),
        ("priority", ctypes.c_uint32),
        ("scheduling", ctypes.c_uint32),
    )


class Limits(ctypes.Structure):
    """JOBOBJECT_EXTENDED_LIMIT_INFORMATION. Memory in bytes."""

    _fields_ = (
        ("basic", BasicLimits),
        ("io", ctypes.c_uint64 * 6),
        ("process_memory", ctypes.c_size_t),
        ("job_memory", ctypes.c_size_t),
        ("most_of_a_process", ctypes.c_size_t),
        ("most_of_the_job", ctypes.c_size_t),
    )


def limit_memory(most: int) -> None:
    """Lets this program ask for no more bytes than that. Raises OSError where Windows refuses."""
    if sys.platform != "win32":
        raise OSError("Only Windows has job objects.")
    system: Any = ctypes.WinDLL("kernel32", use_last_error=True)
    system.CreateJobObjectW.restype = ctypes.c_void_p
    system.GetCurrentProcess.restype = ctypes.c_void_p
    system.SetInformationJobObject.argtypes = (
        ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p, ctypes.c_uint32,
    )  # fmt: skip
    system.AssignProcessToJobObject.argtypes = (ctypes.c_void_p, ctypes.c_void_p)
    limits = Limits()
    limits.basic.flags = PROCESS_MEMORY
    limits.process_memory = most
    job = system.CreateJobObjectW(None, None)
    held = job and system.SetInformationJobObject(
        job, EXTENDED, ctypes.byref(limits), ctypes.sizeof(limits)
    )
    if not held or not system.AssignProcessToJobObject(job, system.GetCurrentProcess()):
        raise OSError("Windows did not limit the memory.")
