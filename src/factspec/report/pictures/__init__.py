"""Pictures as data: where each mark stands on its axis, in percent, for a template to draw."""
