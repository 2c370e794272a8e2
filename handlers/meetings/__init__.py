"""Meetings: fixed, announced, moved, recorded, and what is still owed."""
