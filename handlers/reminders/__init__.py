"""Reminders: asked for, and what happens when they fall due."""
