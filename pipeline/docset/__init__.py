"""Which pages exist: roots, locales, pages, and the git repository around them."""
