"""What is asked before a collection changes. They return values and change nothing."""
