"""Diagnoses and the lines that point to them."""
