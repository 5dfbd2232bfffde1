"""Opening a page in the user's browser, where there is one with a window."""

from __future__ import annotations

import os
import sys
import webbrowser


def open_quietly(address: str) -> bool:
    """Open the address; False where no browser with a window can be."""
    if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return False
    try:
        return webbrowser.open(address)
    except webbrowser.Error:
        return False
