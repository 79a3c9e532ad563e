"""The policy: whose it is, when it held, and what the payer wants to know."""
