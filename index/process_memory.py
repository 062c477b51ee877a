"""How much memory another process holds, on every system that Quotewise runs on."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def resident_bytes(process: int) -> int:
    """The resident memory of the process with this id, 0 if the system does not say."""
    try:
        if sys.platform == "win32":
            return _on_windows(process)
        if sys.platform == "linux":
            return _on_linux(process)
        return _by_ps(process)
    except (OSError, ValueError, IndexError):  # it has just ended, or this system keeps it to itself
        return 0


def _on_linux(process: int) -> int:
    import resource

    pages = Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1]
    return int(pages) * resource.getpagesize()


def _by_ps(process: int) -> int:
    told = subprocess.run(["ps", "-o", "rss=", "-p", str(process)], capture_output=True, text=True, check=False)  # noqa: S603, S607
    return int(told.stdout) * 1024


def _on_windows(process: int) -> int:
    if sys.platform != "win32":
        return 0
    import ctypes
    from ctypes import wintypes

    class _Counters(ctypes.Structure):
        """PROCESS_MEMORY_COUNTERS of psapi.h."""

        _fields_ = (
            ("size", wintypes.DWORD),
            ("page_faults", wintypes.DWORD),
            *(
                (name, ctypes.c_size_t)
                for name in ("peak_working_set", "working_set", *(f"quota{n}" for n in range(4)))
            ),
            ("page_file", ctypes.c_size_t),
            ("peak_page_file", ctypes.c_size_t),
        )

    kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    kernel.OpenProcess.restype = wintypes.HANDLE
    kernel.K32GetProcessMemoryInfo.argtypes = (wintypes.HANDLE, ctypes.POINTER(_Counters), wintypes.DWORD)
    kernel.CloseHandle.argtypes = (wintypes.HANDLE,)
    limited_information = 0x1000
    handle = kernel.OpenProcess(limited_information, False, process)
    if not handle:
        return 0
    try:
        counters = _Counters()
        known = kernel.K32GetProcessMemoryInfo(handle, ctypes.byref(counters), ctypes.sizeof(counters))
        return int(counters.working_set) if known else 0
    finally:
        kernel.CloseHandle(handle)
