"""Which clauses belong together, and what each is about."""
