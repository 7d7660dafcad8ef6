"""What the windows and the command line share: folders, settings, the report being edited, export; no Qt."""
