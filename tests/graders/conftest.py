"""One course folder that its tests copy."""

from __future__ import annotations

from pathlib import Path

import pytest
from handed_in import course_folder


@pytest.fixture(scope="session")
def handed_out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An assignment of two notebooks, released; to be copied, not changed."""
    return course_folder(tmp_path_factory.mktemp("handed-out") / "course")
