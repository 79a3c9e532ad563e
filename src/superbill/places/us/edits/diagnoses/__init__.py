"""Edits: what ICD-10-CM and its guidelines ask of the diagnoses."""
