"""CSV that spreadsheets read as what it is: text and numbers, never a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

# What makes Excel, LibreOffice and Google Sheets take a cell for a formula, also after a tab or a line's end, and the
# full-width forms. OWASP, "CSV Injection": https://owasp.org/www-community/attacks/CSV_Injection
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """Rows under a header, as RFC 4180 has it. Text that could be a formula gets an apostrophe in front."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([_cell(one) for one in columns])
    writer.writerows([_cell(one) for one in row] for row in rows)
    return out.getvalue()


def _cell(value: Any) -> Any:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case int() | float():
            return value
        case _:
            # A database holds no such letter; a file could not be written with it.
            text = str(value).replace("\0", "\ufffd").encode("utf-8", "replace").decode()
            return f"'{text}" if text.startswith(FORMULA_STARTS) else text
