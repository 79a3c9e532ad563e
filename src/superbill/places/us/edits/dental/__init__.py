"""Edits: dental claims: codes, teeth and surfaces."""
