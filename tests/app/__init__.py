"""Tests of gia_desktop.app."""
