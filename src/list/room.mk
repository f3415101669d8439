# list: see the headers
