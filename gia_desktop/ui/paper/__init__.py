"""Pages as they will be printed: layout, painting, PDF, printing. Names no session."""
