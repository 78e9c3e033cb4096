"""`python -m coop`: the command line of the house."""

from coop.cli.program import main

if __name__ == "__main__":
    main()
