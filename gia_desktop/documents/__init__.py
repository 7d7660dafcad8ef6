"""Writers of finished documents, and the proof of each. They judge no figure and know no session."""
