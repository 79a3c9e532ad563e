"""Events become balanced entries; entries become balances. Whole cents, append-only."""
