"""The corpora hold tests of imagined services: they are read, never run."""

collect_ignore_glob = ["*/repo/*"]
