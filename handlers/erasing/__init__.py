"""Erase a person everywhere, and prove it.

Every table is gone through three times: to learn all the names that the person
ever had, to take them out, and to see that nothing is left.  A message goes on
where the one before stopped, so that no store is too large, and whatever dies
is begun again at the same place with the same names.
"""

from handlers.erasing.person import forget_person

__all__ = ["forget_person"]
