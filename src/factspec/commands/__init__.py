"""The commands of ``factspec``, with their arguments and help: one module for what belongs together.

Importing the package registers them all; each loads what it needs when it is called.
"""

from factspec.commands import audit, changes, claims, doctor, drafts, editing, kinds, new, references, schema
from factspec.commands.app import app, run_app

__all__ = ["app", "audit", "changes", "claims", "doctor", "drafts", "editing", "kinds", "new", "references", "run_app", "schema"]
