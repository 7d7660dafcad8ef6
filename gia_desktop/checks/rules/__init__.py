"""The rules themselves, modules `check_*`; how they run is told one floor up."""
