"""Makes the sample documents that cannot be written by hand, from HTML beside this file. For development only."""
