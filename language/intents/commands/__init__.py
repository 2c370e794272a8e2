"""What the bot is asked to do or to tell, counted only when it is addressed."""
