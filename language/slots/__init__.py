"""One file per type of slot: what it looks like in speech and what value it has."""
