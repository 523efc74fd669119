"""What a repository says of its layout: the settings of site generators, read and never run, else its folders."""
