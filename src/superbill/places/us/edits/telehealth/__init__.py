"""Edits: services at a distance."""
