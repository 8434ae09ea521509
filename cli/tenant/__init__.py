"""``groundcrew tenant``: what each command does, and how it is shown."""
