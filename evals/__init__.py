"""Questions with known answers to scores with intervals."""
