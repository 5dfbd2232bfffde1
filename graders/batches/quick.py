"""Import this before anything of nbgrader or nbformat: it saves about a second of every start."""

from __future__ import annotations

import sys

# jsonschema's optional checker of internationalised addresses builds a whole grammar when it is imported; no schema
# of ours names one, and jsonschema does without it where it is missing.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]  # None is the documented way to hide a module
