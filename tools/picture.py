"""Draw docs/img/status.svg: what `maabar demo` prints in a terminal.

python tools/picture.py
"""

from __future__ import annotations

import io
import re
import tempfile
from pathlib import Path

from rich.console import Console

from maabar.cli import account, demo
from maabar.output import terminal

TARGET = Path(__file__).resolve().parent.parent / "docs" / "img" / "status.svg"
WIDTH = 132


def main() -> None:
    recorded = Console(record=True, width=WIDTH, force_terminal=True, file=io.StringIO(), highlight=False)
    terminal.console = lambda stream=None: recorded
    with tempfile.TemporaryDirectory() as folder:
        demo.demo(out=Path(folder))
    svg = recorded.export_svg(title="maabar demo")
    # no fonts from elsewhere: whoever looks at the picture has a fixed-width one
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
    svg = re.sub(r"(/tmp|/var)/[\w/]+/demo\.db", "out/demo.db", svg)
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text(svg, "utf-8")


if __name__ == "__main__":
    assert account.status
    main()
