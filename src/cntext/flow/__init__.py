"""From paths to counts, for a corpus of any size: partitions → parts → counts → merged."""
