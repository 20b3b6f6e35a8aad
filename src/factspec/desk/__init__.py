"""What the commands do: projects read, claims checked, results printed and written. One module for each command."""
