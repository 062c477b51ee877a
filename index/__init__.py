"""Files to a searchable library on disk; knows nothing of questions."""
