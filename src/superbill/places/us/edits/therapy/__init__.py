"""Edits: physical, occupational and speech therapy."""
