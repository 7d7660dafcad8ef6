"""The views of a collection, one a tab. They know no page and no desk."""
