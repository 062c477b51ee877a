"""Reads pages that are pictures: offered where such pages are met, done only when somebody asks for it."""
