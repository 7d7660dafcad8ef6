"""Small parts that any window uses: theme, messages, tasks, dialogs. Knows no report and no page."""
