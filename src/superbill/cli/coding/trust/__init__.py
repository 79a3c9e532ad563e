"""What the program may do without a person: by family of codes off, in the shadow, or on."""
