"""A project held in memory, for those who ask again and again: an editor, a watch over files, an assistant.

The reference is read once, and again when its files change. A claim is asked once, until what it says or what it is
held against changes.
"""

from factspec.live.pages import ClaimsPage, FeaturePage, Page
from factspec.live.project import Live

__all__ = ["ClaimsPage", "FeaturePage", "Live", "Page"]
