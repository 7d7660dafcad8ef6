"""Reports as `.gia` files. What other formats look like is the importers' and the documents' business."""
