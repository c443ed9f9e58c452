"""The analyses as tools for an assistant program (MCP): read-only, confined to named folders."""
