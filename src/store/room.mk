# store: see the headers
