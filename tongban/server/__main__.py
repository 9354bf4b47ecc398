"""``python -m tongban.server``: the command line, for processes that start one another."""

import sys

from tongban.server.command import main

sys.exit(main())
