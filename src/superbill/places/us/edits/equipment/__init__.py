"""Edits: equipment that is sold and rented."""
