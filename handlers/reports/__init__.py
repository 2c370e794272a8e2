"""What is put together from the books: digests and ledgers as files."""
