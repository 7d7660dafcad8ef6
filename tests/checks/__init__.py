"""Tests of gia_desktop.checks."""
