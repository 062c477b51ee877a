"""Trains the reader. Nothing in the product imports this; it needs torch and a folder with the public training sets."""
