"""How much memory this process has taken at most, where the system tells."""

from __future__ import annotations

import sys
from pathlib import Path

_STATUS = Path("/proc/self/status")


def peak_memory_mb() -> float | None:
    """The most memory that this process has held so far, in megabytes of 10⁶ bytes; None where nobody tells (Windows).

    On Linux the kernel's ``VmHWM``, which begins anew with a program; ``ru_maxrss`` would count what its parent held.
    """
    if _STATUS.exists():
        for line in _STATUS.read_text(encoding="ascii", errors="replace").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024 / 1e6
    if sys.platform == "darwin":
        import resource

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    return None
