"""Tests of gia_desktop.vault."""
