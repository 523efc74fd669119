"""Rules that know what `locpipe learn` has learned from the docset. They find nothing where it was not run."""
