"""`locpipe review`: the report's pages on localhost, with targets that can be edited. Needs the extra `web`."""
