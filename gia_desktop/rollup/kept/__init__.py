"""Collections as the vault keeps them: single steps, their rows, the store. They are judged one floor up."""
