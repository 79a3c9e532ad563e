"""Level 3: amounts that must add up. One module for each kind of transaction; the rules register themselves."""
