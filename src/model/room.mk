# model: see the headers
