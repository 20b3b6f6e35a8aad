"""The databases that a batch of questions is answered on. The queries are the same; an engine runs them and keeps tables."""
