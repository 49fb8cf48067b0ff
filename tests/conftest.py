"""What holds for every test."""

from __future__ import annotations

import os

# Two test processes on two cores, each with two threads of torch, wait for one another: the suite took three times as
# long. Set before torch is imported, and handed on to the commands that tests start.
os.environ.setdefault("OMP_NUM_THREADS", "1")
