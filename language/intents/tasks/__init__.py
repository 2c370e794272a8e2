"""Work given out, reported on, moved, accepted and handed on."""
