"""The tabs of the register that are no list of cases with a case beside it. They know no desk."""
