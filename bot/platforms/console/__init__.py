"""The console: a rehearsal of the branch in a terminal, with a clock that can be moved."""
