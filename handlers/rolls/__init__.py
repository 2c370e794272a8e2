"""Rolls: who was there, who was away, and what he makes up for."""
