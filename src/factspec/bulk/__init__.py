"""Claims by the million: read from JSON Lines or Parquet, checked in batches, their results written as they come."""
