"""Where source pages and their translations stand: pairs of path templates, and what they find in a listing."""
