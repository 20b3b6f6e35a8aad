"""What an editor shows of claims files and features: text in, findings, cards, completions and places out.

Only ``server`` knows of the language server protocol. Lines and columns count from 0, columns in characters.
"""
