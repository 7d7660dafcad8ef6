"""Tests of gia_desktop.documents."""
