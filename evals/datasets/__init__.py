"""Datasets as values, and a reader for each form in which they come. ``catalogue`` names them all."""
