"""Meetings fixed, moved and called off."""
