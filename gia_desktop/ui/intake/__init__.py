"""Files of others on their way in: reading and the preview. Recognising is the importers' work."""
