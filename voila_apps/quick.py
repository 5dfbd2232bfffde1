"""Import this before Jupyter and numpy: it saves a second of every start, and most of a placement's time."""

from __future__ import annotations

import os
import sys

# A placement multiplies small matrices, one for each student who answers. Threads of its own make each product wait for
# the others: choosing a question among 120 skills took 109 ms with two threads and 1.3 ms with one.
for _library in ("OPENBLAS", "OMP", "MKL"):
    os.environ.setdefault(f"{_library}_NUM_THREADS", "1")

# jsonschema's optional checker of internationalised addresses builds a whole grammar when it is imported; no schema
# of ours names one, and jsonschema does without it where it is missing.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]  # None is the documented way to hide a module
