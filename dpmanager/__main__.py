"""Lets `python -m dpmanager` do what the command `dpmanager` does."""

import sys

from dpmanager.cli import main

sys.exit(main())
