"""What each ``quotewise eval`` command does."""

from __future__ import annotations

import argparse
import sys


def run(options: argparse.Namespace) -> int:
    """Ask and score a set."""
    from evals import commands

    raise NotImplementedError(commands, options, sys)
