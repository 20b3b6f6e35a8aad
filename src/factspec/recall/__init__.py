"""Results recalled: what was checked before, and hangs on nothing that has changed, is not checked again.

A result is recalled by a digest of all that it hangs on, so that an edit asks anew what it may have changed and nothing else.
"""

from factspec.recall.ground import kept_results, unkept
from factspec.recall.results import Recall

__all__ = ["Recall", "kept_results", "unkept"]
