"""Sign-in, my account, people, posts and rights."""
