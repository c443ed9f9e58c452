"""Beyond one machine: the same parts, counted and merged on Spark."""
