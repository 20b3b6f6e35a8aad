"""``python -m factspec``."""

from factspec.cli import main

main()
