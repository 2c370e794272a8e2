"""Who was, is or will be at a meeting, and who is not."""
