"""Edits: numbers and codes of the form: who bills, who renders, who is treated, where."""
