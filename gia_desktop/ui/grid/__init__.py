"""The official grid on the screen: model, view, keys, clipboard. Names no session's home."""
