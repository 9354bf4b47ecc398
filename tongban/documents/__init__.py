"""Stored files and printed documents (文书): what came in as bytes, what goes out on paper."""
