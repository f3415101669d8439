# out: see the headers
