"""Edits: the codes of services by themselves."""
