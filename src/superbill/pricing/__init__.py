"""Claim to priced claim: what a payer should allow under its contract, with the working shown."""
