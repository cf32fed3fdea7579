"""``python -m maabar`` is the command ``maabar``."""

from maabar.cli import main

if __name__ == "__main__":
    main()
