"""Edits: operations, their surgeons and the days after them."""
