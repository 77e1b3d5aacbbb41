"""A breach of data: what is known of it and when, who must be told how soon, what was done."""
