"""Tests of gia_desktop.core."""
