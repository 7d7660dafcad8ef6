"""All reports of an area: who must report, what came in, what it sums to, what is wrong. Opens no window."""
