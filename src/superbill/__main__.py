"""`python -m superbill` is the `superbill` command."""

from superbill.cli.main import main

if __name__ == "__main__":
    main()
