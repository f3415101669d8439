# conf: see the headers
