"""Who stands behind the bidders, further than one step: asked for by a supervisor, evidence for reading and no alert."""
