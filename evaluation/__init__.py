"""Measuring: the audit, the baselines, the metrics and the runs. Imports of the package go one way only."""
