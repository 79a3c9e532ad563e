"""Invented X12: people, practices and payers that do not exist, with what brings patients in; one file for each transaction."""
