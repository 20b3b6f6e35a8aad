"""New files for a project, ready to run: whole projects, articles, features, reference data, kinds of claim."""
