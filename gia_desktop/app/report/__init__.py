"""One report as it is worked on: session, states, progress, review, carrying over, history. No Qt."""
