"""Gherkin features, read strictly into frozen values: nothing malformed, empty, duplicate or ambiguous passes."""

from factspec.features.read import read_scenarios, scenarios
from factspec.features.scenario import Expectation, Scenario, Step, StepType, Table

__all__ = ["Expectation", "Scenario", "Step", "StepType", "Table", "read_scenarios", "scenarios"]
