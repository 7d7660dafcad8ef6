"""All tests; their folders mirror the package."""
