"""Reading PDF files: what a page paints, what of it is seen, and which words and tables that makes."""
