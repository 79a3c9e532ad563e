"""What the system does, one verb per module. Pages, commands and tests call this and nothing deeper."""
