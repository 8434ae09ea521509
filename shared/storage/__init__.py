"""Where rows are kept: Azure Tables in the cloud, SQLite on a desk."""
