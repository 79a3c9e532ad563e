"""Edits: visits and other evaluation and management."""
