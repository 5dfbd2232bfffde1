"""The process as nbgrader wants it and as a student's code may see it, put back afterwards."""

from __future__ import annotations

import os
import sys
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

# A list of what is let in, because nobody can list every secret. Kernels inherit the whole of it.
# fmt: off  one name a line would fill a screen
_KEPT = frozenset(
    {
        "PATH",
        "HOME",
        "USER",
        "LOGNAME",
        "SHELL",
        "LANG",
        "LANGUAGE",
        "TZ",
        "TMPDIR",
        "TEMP",
        "TMP",
        "VIRTUAL_ENV",
        "CONDA_PREFIX",
        "LD_LIBRARY_PATH",
        "SYSTEMROOT",
        "PYTHONPATH",
        "PYTHONHASHSEED",
        "PYTHONDONTWRITEBYTECODE",
        "PYTHONUTF8",
        "PYTHONIOENCODING",
        "R_HOME",
        "R_LIBS",
        "JULIA_PROJECT",
        "JUPYTER_PATH",
        "JUPYTER_CONFIG_DIR",
        "JUPYTER_CONFIG_PATH",
        "JUPYTER_DATA_DIR",
        "JUPYTER_RUNTIME_DIR",
        "JUPYTER_PLATFORM_DIRS",
        "IPYTHONDIR",
        "MPLBACKEND",
        "MPLCONFIGDIR",
        "OMP_NUM_THREADS",
        "OPENBLAS_NUM_THREADS",
        "MKL_NUM_THREADS",
        "XDG_CONFIG_HOME",
        "XDG_DATA_HOME",
        "XDG_CACHE_HOME",
        "XDG_RUNTIME_DIR",
        "NBGRADER_EXECUTION",
    }
)
# fmt: on
_KEPT_FAMILIES = ("LC_",)


def grading_environment(outer: Mapping[str, str]) -> dict[str, str]:
    """What of the environment a kernel of a batch may know, with this Python's own tools first on the path."""
    kept = {name: value for name, value in outer.items() if name in _KEPT or name.startswith(_KEPT_FAMILIES)}
    # nbgrader calls the program `alembic` by its bare name.
    tools = str(Path(sys.executable).parent)
    return kept | {"PATH": os.pathsep.join(filter(None, (tools, kept.get("PATH", ""))))}


@contextmanager
def standing_in(folder: Path) -> Iterator[None]:
    """Stand in `folder` with a scrubbed environment. Not for threads: both belong to the whole process."""
    outer, place = dict(os.environ), Path.cwd()
    os.environ.clear()
    os.environ.update(grading_environment(outer))
    os.chdir(folder)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # those of nbgrader's libraries; none is about the submissions
            yield
    finally:
        os.chdir(place)
        os.environ.clear()
        os.environ.update(outer)
