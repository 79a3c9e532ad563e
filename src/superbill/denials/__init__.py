"""What a payer refused: root cause, owner, next step."""
