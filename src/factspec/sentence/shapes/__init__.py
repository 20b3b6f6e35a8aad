"""Sentences read by their shape: what stays when names, dates and numbers are taken out of them."""
