"""Measures of answers, rankings, quotes, refusals and confidence: pure functions, without a language model."""
