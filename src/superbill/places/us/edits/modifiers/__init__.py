"""Edits: modifiers, by themselves and with their services."""
