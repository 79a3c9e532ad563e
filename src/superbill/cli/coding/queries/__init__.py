"""Queries to the clinicians: what the note leaves open, asked without leading, and answered."""
