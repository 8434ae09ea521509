"""``python -m cli``: the same as ``groundcrew``."""

from cli.main import main

main()
