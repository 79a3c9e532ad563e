"""Days of service and of birth."""
