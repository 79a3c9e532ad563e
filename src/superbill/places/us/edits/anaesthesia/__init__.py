"""Edits: anaesthesia."""
