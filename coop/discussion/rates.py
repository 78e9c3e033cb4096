"""How often one person may do what on the socket (R-06); how often they may speak is the operator's to say."""

from coop.core.realtime.rates import Rate

JOINS = Rate(burst=60, per_second=1)
SYNCS = Rate(burst=20, per_second=0.5)
TYPING = Rate(burst=5, per_second=5)
READS = Rate(burst=30, per_second=3)
