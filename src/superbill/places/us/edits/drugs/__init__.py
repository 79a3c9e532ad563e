"""Edits: drugs, their numbers and what was thrown away."""
