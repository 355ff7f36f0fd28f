"""Write the checksums of all runs of words in some source texts, for the rule `r_quote_seed`.

Usage: ./run python tools/source_runs.py FILE...
"""

import sys
from pathlib import Path

from discloser.packs.sources import KEPT
from discloser.rendering.rules.quotes import pack_runs


def main() -> None:
    """Read the texts named on the command line and replace the kept checksums."""
    texts = [Path(name).read_text(encoding="utf-8", errors="replace") for name in sys.argv[1:]]
    KEPT.write_bytes(pack_runs(texts))


if __name__ == "__main__":
    main()
