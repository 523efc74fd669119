"""One page. Its front matter, its Markdown structure, its bilingual spans, each with offsets."""
