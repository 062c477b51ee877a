"""A question to a cited answer, or to the statement that the documents do not say."""
