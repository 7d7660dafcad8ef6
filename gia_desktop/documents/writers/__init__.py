"""Writers of docx, html, xlsx and of the clipboard. They compare nothing and open no dialog."""
