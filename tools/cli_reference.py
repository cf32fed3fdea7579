"""Write docs/cli.md: every command with its arguments, options and examples, as the commands themselves tell.

python tools/cli_reference.py          writes the file
python tools/cli_reference.py --check  exit code 1 if the file is out of date
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import Any

from typer.main import get_command

from maabar.cli.app import build

TARGET = Path(__file__).resolve().parent.parent / "docs" / "cli.md"
HEAD = """# The command line

Written by `make docs` from the commands themselves; `maabar COMMAND --help` says the same. A test fails when
a command or an option is missing here.

**Exit codes.** 0 done; 1 the answer is "no" (a score under its bar, a verification that failed); 2 bad usage
or input, with one clear line on stderr that names the file and the place. One bad report never stops the
others; it is listed at the end.

**Output.** Tables are drawn in a terminal and plain when piped (one row per line, padded columns); `NO_COLOR`
is heeded; Arabic is kept apart from its neighbours by Unicode isolates in a terminal. Whatever is shown can
be had as JSON or JSONL with `--format`.

**Inputs.** `.txt` (the first line is the title; the id is the file's name without its ending), `.html`,
`.jsonl` of reports, folders, and `-` for stdin.

**The ledger** is the file or database of `--db`, or of `MAABAR_DB`, or a file in your data folder.

**Completion** for your shell: `maabar --install-completion`.
"""


def main() -> int:
    text = HEAD + "".join(sections())
    if "--check" in sys.argv:
        return 0 if TARGET.is_file() and TARGET.read_text("utf-8") == text else 1
    TARGET.write_text(text, "utf-8")
    return 0


def sections() -> Iterator[str]:
    """One section per command, in the order in which help lists them."""
    app: Any = get_command(build())
    for name, command in app.commands.items():
        if command.hidden:
            continue
        if hasattr(command, "commands"):
            for below, inner in command.commands.items():
                yield section(f"{name} {below}", inner)
        else:
            yield section(name, command)


def section(name: str, command: Any) -> str:
    """The section of one command."""
    parts = [f"\n## maabar {name}\n"]
    text = re.sub(r"[ \t]*\n[ \t]*", "\n", command.help or "").strip()
    parts += [" ".join(paragraph.split()) for paragraph in text.split("\n\n")]
    rows = [row(parameter) for parameter in command.params if not getattr(parameter, "hidden", False)]
    if rows:
        parts.append("\n".join(["| argument or option | |", "|---|---|", *rows]))
    examples = re.findall(r"Example: (.+)", command.epilog or "")
    if examples:
        parts.append("```sh\n" + "\n".join(example.strip() for example in examples) + "\n```")
    return "\n\n".join(parts).replace("\n\n\n", "\n\n") + "\n"


def row(parameter: Any) -> str:
    """A row of the table: how it is written, what it means."""
    meaning = (parameter.help or "").replace("|", "\\|")
    if parameter.param_type_name == "argument":
        return f"| `{(parameter.metavar or parameter.name.upper()).replace('|', chr(92) + '|')}` | {meaning} |"
    names = ", ".join(f"`{flag}`" for flag in (*parameter.opts, *parameter.secondary_opts))
    annotation = parameter.type_descriptor.annotation
    choices = list(annotation) if isinstance(annotation, type) and issubclass(annotation, Enum) else []
    if choices:
        written = ", ".join(f"`{choice.value}`" for choice in choices)
        meaning += f" One of {written}."
    default = parameter.default
    if default not in (None, False, ()) and not callable(default) and not str(default).startswith("Sentinel"):
        meaning += f" Default: `{getattr(default, 'value', default)}`."
    if parameter.envvar:
        meaning += f" Environment: `{parameter.envvar}`."
    return f"| {names} | {meaning.strip()} |"


if __name__ == "__main__":
    sys.exit(main())
