"""``gia calendar``, ``gia fee`` and ``gia register``. Working days and cases themselves live in register."""
