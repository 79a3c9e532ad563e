"""The tests: they mirror `src/superbill`, plus `cases/` (YAML), `samples/` (.edi), `journeys/` (end to end) and `tools/`."""
