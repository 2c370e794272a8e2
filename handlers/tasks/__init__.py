"""Tasks: given out, reported on, put off, handed on, nudged, and closed by 销号."""
