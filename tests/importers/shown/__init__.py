"""What a person sees of a document: what is hidden, struck, raised, numbered, formatted."""
