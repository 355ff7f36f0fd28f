"""``python -m discloser``."""

import sys

from discloser.cli import main

sys.exit(main())
