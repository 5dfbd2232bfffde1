"""Reads nbgrader_config as nbgrader itself reads it, and tells what of it only nbgrader can follow."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from jupyter_core.application import JupyterApp
from traitlets import List
from traitlets.config import Config

from ...errors import OperatorError
from .settings import STEPS, Late, Running, Settings

MISSING_WORDS = "This cell (id:{cell_id}) was missing from the submission. It was added back by nbgrader.\n\n"
_IGNORE = [".ipynb_checkpoints", "*.pyc", "__pycache__", "feedback"]

# Section -> the options of it that the fast pipeline follows. Where two sections are tried in turn, the first wins, as
# a class's own section wins over that of its base class.
_FOLLOWED: Mapping[str, frozenset[str]] = {
    "Autograde": frozenset({"force", "create_student", "exclude_overwriting", "permissions"}),
    "BaseConverter": frozenset({"force", "permissions"}),
    "Execute": frozenset({"enabled", "timeout", "interrupt_on_timeout", "raise_on_iopub_timeout", "execute_retries"}),
    "ClearOutput": frozenset({"enabled"}),
    "LimitOutput": frozenset({"enabled", "max_lines", "max_traceback"}),
    "IgnorePattern": frozenset({"enabled", "pattern"}),
    "OverwriteCells": frozenset({"add_missing_cells", "missing_cell_notification"}),
    "AssignLatePenalties": frozenset({"plugin_class"}),
    # Sections that say something about grading, none of which is followed here.
    **dict.fromkeys(
        (
            *("CheckCellMetadata", "ClearMetadataPreprocessor", "ClearOutputPreprocessor", "DeduplicateIds"),
            *("OverwriteKernelspec", "SaveAutoGrades", "NbGraderPreprocessor", "Preprocessor", "ExecutePreprocessor"),
            *("NotebookClient", "NbConvertBase", "Exporter", "TemplateExporter", "NotebookExporter", "FilesWriter"),
            *("WriterBase", "KernelManager", "AsyncKernelManager", "KernelSpecManager"),
        ),
        frozenset[str](),
    ),
}
_FEEDBACK: Mapping[str, frozenset[str]] = {
    "GenerateFeedback": frozenset({"force", "permissions"}),
    **dict.fromkeys(("Feedback", "GetGrades", "HTMLExporter", "CSSHTMLHeaderPreprocessor"), frozenset[str]()),
}


class _Reader(JupyterApp):
    """Nothing but the search for configuration files, in nbgrader's places and order."""

    name = "nbgrader"
    load_cwd_config = True
    classes = List()  # type: ignore[assignment]  # a trait that is declared as what it holds

    def _config_file_name_default(self) -> str:
        return "nbgrader_config"


def read_settings(place: Path, force: bool = False, execute: bool = True, notebook: str | None = None) -> Settings:
    """The configuration of the course folder that the process stands in; the options overrule it.

    Raises OperatorError where a file can't be read.
    """
    config = _config(place)
    if force:
        config.BaseConverter.force = config.Autograde.force = True
    if not execute:
        config.Execute.enabled = config.ClearOutput.enabled = False
    if notebook is not None:
        config.CourseDirectory.notebook_id = notebook
    return settings_from(config, place)


def settings_from(config: Config, place: Path) -> Settings:
    """What a configuration says, with nbgrader's own defaults."""
    read = _Options(config)
    root = Path(read("CourseDirectory", "root", str(place)) or place).absolute()
    shared = bool(read("CourseDirectory", "groupshared", False))
    given = read("Autograde BaseConverter", "permissions", 664 if shared else 444)
    feedback = read("GenerateFeedback BaseConverter", "permissions", 664 if shared else 644)
    untouched = read("Autograde", "exclude_overwriting", {})
    return Settings(
        root=root,
        structure=read("CourseDirectory", "directory_structure", "{nbgrader_step}/{student_id}/{assignment_id}"),
        steps={step: read("CourseDirectory", f"{step}_directory", step) for step in STEPS},
        db_url=read("CourseDirectory", "db_url", "") or f"sqlite:///{root / 'gradebook.db'}",
        notebook_id=str(read("CourseDirectory", "notebook_id", "*")).strip(),
        student_id_exclude=read("CourseDirectory", "student_id_exclude", ""),
        ignore=tuple(read("CourseDirectory", "ignore", _IGNORE)),
        untouched={name: tuple(files) for name, files in untouched.items()},
        permissions=int(str(given), 8),
        feedback_permissions=int(str(feedback), 8),
        groupshared=shared,
        force=bool(read("Autograde BaseConverter", "force", False)),
        create_student=bool(read("Autograde", "create_student", True)),
        running=_running(read),
        late=_late(read, config),
        hidden_marks=(
            read("ClearHiddenTests", "begin_test_delimeter", "BEGIN HIDDEN TESTS"),
            read("ClearHiddenTests", "end_test_delimeter", "END HIDDEN TESTS"),
        ),
        foreign=tuple(_foreign(config, _FOLLOWED)),
        foreign_feedback=tuple(_foreign(config, _FEEDBACK)),
    )


class _Options:
    """Looks an option up in the sections of a class and its bases, the first that has it."""

    def __init__(self, config: Config) -> None:
        self._config = config

    def __call__(self, sections: str, option: str, default: Any) -> Any:
        for section in sections.split():
            if section in self._config and option in self._config[section]:
                value = self._config[section][option]
                # `c.Section.option.append(…)` waits for the default it adds to.
                return value.get_value(default) if hasattr(value, "get_value") else value
        return default


def _running(read: _Options) -> Running:
    return Running(
        execute=bool(read("Execute", "enabled", True)),
        clear=bool(read("ClearOutput", "enabled", True)),
        timeout=read("Execute", "timeout", 30),
        limit=bool(read("LimitOutput", "enabled", True)),
        max_lines=read("LimitOutput", "max_lines", 1000),
        max_traceback=read("LimitOutput", "max_traceback", 100),
        ignored=read("IgnorePattern", "pattern", "") if read("IgnorePattern", "enabled", False) else "",
        add_missing=bool(read("OverwriteCells", "add_missing_cells", False)),
        missing_words=read("OverwriteCells", "missing_cell_notification", MISSING_WORDS),
    )


def _late(read: _Options, config: Config) -> Late:
    plugin = read("AssignLatePenalties", "plugin_class", None)
    return Late(read("LateSubmissionPlugin", "penalty_method", "none"), plugin, config)


def _foreign(config: Config, followed: Mapping[str, frozenset[str]]) -> Iterator[str]:
    for section, options in followed.items():
        if section in config:
            yield from (f"{section}.{option}" for option in config[section] if option not in options)


def _config(place: Path) -> Config:
    reader = _Reader(log=_silent())
    reader.raise_config_file_errors = True
    try:
        reader.initialize([])
        root = Path(_Options(reader.config)("CourseDirectory", "root", str(place)))
        super(JupyterApp, reader).load_config_file("nbgrader_config.py", path=str(root))
    except (Exception, SystemExit) as trouble:
        what = f"nbgrader_config can't be read: {type(trouble).__name__}: {trouble}".splitlines()[0]
        remedy = "Mend nbgrader_config.py; `nbgrader --help-all` tells the options."
        raise OperatorError(what, str(place), remedy) from trouble
    return reader.config


def _silent() -> logging.Logger:
    log = logging.Logger("nbgrader", logging.CRITICAL)  # its own, so that nothing reaches the terminal
    log.addHandler(logging.NullHandler())
    return log
