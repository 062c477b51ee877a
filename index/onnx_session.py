"""Opens exported models with onnxruntime: the one place that loads it, because loaded carelessly it phones home."""

from __future__ import annotations

import os
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onnxruntime import InferenceSession


def open_session(file: Path, threads: int | None = None, *, keeps_memory: bool = True) -> InferenceSession:
    """Load an ONNX ``file``; a run uses ``threads`` processors, by default all that this process may use, up to 4.

    ``keeps_memory`` is whether the memory of a run is kept for the next one, which is faster; where inputs are of many
    sizes, such as pictures, it would pile up.
    """
    onnxruntime = quiet_onnxruntime()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads or min(4, _processors())
    # idle workers that spin would starve everything else on a small laptop
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 3
    options.enable_cpu_mem_arena = options.enable_mem_pattern = keeps_memory
    session: InferenceSession = onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])
    return session


def quiet_onnxruntime() -> ModuleType:
    """Load onnxruntime so that it sends nothing: whoever needs another part of it calls this before."""
    # The official builds send usage data to their maker; this is read once, when the library is loaded.
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    import onnxruntime

    onnxruntime.disable_telemetry_events()  # builds that do not know the variable
    module: ModuleType = onnxruntime
    return module


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
