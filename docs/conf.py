"""How Sphinx builds the site: `make docs`."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "_ext"))

from gapless import __version__

project = "gapless"
author = "the authors of gapless"
release = version = __version__
html_title = "gapless"

extensions = ["myst_parser", "generated"]
myst_enable_extensions = ["colon_fence", "deflist"]
# A heading of any page can be linked to by its words.
myst_heading_anchors = 3

html_theme = "furo"
html_show_sphinx = False
html_show_copyright = False
html_copy_source = False
exclude_patterns = ["_ext"]
# A reference that leads nowhere is a warning, and a warning ends the build.
nitpicky = True
