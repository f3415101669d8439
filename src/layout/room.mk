# layout: see the headers
