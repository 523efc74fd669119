"""Where a page comes from. Its source's hash, git history, freshness, translation type."""
