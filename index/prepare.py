"""``python -m index.prepare``: export the built-in model at set-up, so that the first question does not wait for it."""

from __future__ import annotations

from index.models import cache_folder, exported, locate_model


def main() -> None:
    """Check the pinned weights and fill the cache."""
    exported(locate_model(), cache_folder())


if __name__ == "__main__":
    main()
