"""``gia calendar``, ``gia fee`` and ``gia register``: working days and the register."""
