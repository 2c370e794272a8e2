"""Which Update a stretch of text means: one file per family of intents, rules with names."""
