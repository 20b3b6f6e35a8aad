"""The commands of ``factspec``, with their arguments and help: one module for what belongs together.

Importing the package registers them all; each loads what it needs when it is called.
"""

from factspec.commands import audit, claims, doctor, editing, kinds, new, schema
from factspec.commands.app import app, run_app

__all__ = ["app", "audit", "claims", "doctor", "editing", "kinds", "new", "run_app", "schema"]
