"""Priced claim and benefits to what payer and patient owe."""
