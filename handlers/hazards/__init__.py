"""Hazards: reported with a place, put right, and looked at by a second person."""
