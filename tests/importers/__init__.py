"""Tests of gia_desktop.importers."""
