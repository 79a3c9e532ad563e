"""Edits: preventive services and how often they are paid."""
