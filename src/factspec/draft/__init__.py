"""Claims proposed for an article: by rules, from the words of a reference. A proposal is a draft until a person confirms it."""
