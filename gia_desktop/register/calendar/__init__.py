"""Days at work and days off as the State Council's notices say, and periods counted in them."""
