"""Reminders: asked for (once or again and again), and stopped."""
