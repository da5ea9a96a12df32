"""The only writers of policies and their review, one module per matter."""
