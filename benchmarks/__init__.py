"""Speed of whole commands, as ratios in one run: ``python -m benchmarks``."""
