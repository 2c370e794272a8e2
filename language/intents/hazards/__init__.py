"""Hazards: seen, called grave, put right, handed on."""
