"""When to keep silent, and why."""
