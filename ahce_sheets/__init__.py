"""Staff lists in spreadsheets: read, assessed and written with the standard library, in a terminal and in a browser."""
