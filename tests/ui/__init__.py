"""Tests of gia_desktop.ui."""
