"""Where reference data comes from: declared sources, fetched bodies kept as snapshots, and the rows made from them.

The only part of factspec that asks a network. Nothing here is loaded by a check.
"""
