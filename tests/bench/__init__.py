"""Measurements of the figures that the design asks for; ``python -m tests.bench`` prints them."""
