"""What each ``quotewise eval`` command does."""

from __future__ import annotations

import argparse
import sys

from ui.commands import library_folder, show_progress


def run(options: argparse.Namespace) -> int:
    """Ask every question of a set, score the answers and say the figures."""
    from evals import commands

    commands.run_set(
        options.set,
        options.out,
        data=options.data,
        limit=options.limit,
        library=library_folder(options),
        progress=show_progress,
    )
    return score(argparse.Namespace(dir=options.out))


def score(options: argparse.Namespace) -> int:
    """Score a saved run (again) and say the figures."""
    from evals import commands

    sys.stdout.write(commands.score_dir(options.dir) + "\n")
    return 0


def compare(options: argparse.Namespace) -> int:
    """Say how two scored runs differ."""
    from evals import commands

    sys.stdout.write(commands.compare_dirs(options.first, options.second) + "\n")
    return 0


def report(options: argparse.Namespace) -> int:
    """Write the report and say where it is."""
    from evals import commands

    sys.stdout.write(f"{commands.report_dir(options.dir, options.before)}\n")
    return 0
