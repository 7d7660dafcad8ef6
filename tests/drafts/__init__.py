"""Tests of gia_desktop.storage."""
