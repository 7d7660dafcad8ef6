"""Tests of gia_desktop.formats."""
