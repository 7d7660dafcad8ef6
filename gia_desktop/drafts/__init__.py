"""Reports kept in the vault: their tables, history, replay and rescue. No windows, no settings."""
