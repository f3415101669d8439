# parse: see the headers
