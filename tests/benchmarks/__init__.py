"""How near the portal comes to the bare limit of each of its heavy works: `python -m tests.benchmarks`."""
