"""Level 4: if one segment says this, another must say that. One module for each kind of transaction."""
