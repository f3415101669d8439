# wire: see the headers
