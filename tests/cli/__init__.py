"""Tests of gia_desktop.cli."""
