"""What a paste into a table would do. Qt's clipboard itself stays in the windows."""
