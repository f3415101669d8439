# fetch: see the headers
