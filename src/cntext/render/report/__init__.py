"""The report: tables, their evidence and the texts behind it, as one HTML file."""
