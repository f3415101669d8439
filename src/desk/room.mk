# desk: see the headers
