import sys

from analysis import forks

if __name__ == "__main__":
    forks.begin(sys.argv[1:])
    # It takes a while, in which the server reads the same.
    from analysis.cli import main

    main(prog_name="python -m analysis")
