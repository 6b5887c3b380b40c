"""python -m xueshi: the command line."""

import sys

from xueshi.cli import main

if __name__ == "__main__":
    sys.exit(main())
