"""`python -m gapless`: the same command line as `gapless`."""

from __future__ import annotations

from .cli import main

if __name__ == "__main__":
    main()
