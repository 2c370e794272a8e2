"""Questions to the books, and what the bot asks back."""
