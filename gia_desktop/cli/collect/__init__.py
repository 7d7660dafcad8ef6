"""``gia collect``: the county's desk on the command line. What it does lives in rollup."""
