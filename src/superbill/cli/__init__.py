"""The commands: data to standard output, talk to standard error, an exit code that a script can trust."""
