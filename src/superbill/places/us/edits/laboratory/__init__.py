"""Edits: laboratory tests."""
