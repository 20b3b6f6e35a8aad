"""What the steps of a scenario mean: the claims it states, the checks it makes, and how they end."""

from factspec.steps.known import Known
from factspec.steps.plan import Plan, Planner, plan
from factspec.steps.record import messages, outcome, record, with_scenarios
from factspec.steps.registry import Check, hints
from factspec.steps.suite import Suite

__all__ = ["Check", "Known", "Plan", "Planner", "Suite", "hints", "messages", "outcome", "plan", "record", "with_scenarios"]
