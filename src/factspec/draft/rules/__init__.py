"""The rules: each looks for one way in which news says something, and proposes the claim for it."""
