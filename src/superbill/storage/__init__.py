"""Everything that touches disk, database or wire: configuration, models, files, the code tables on disk."""
