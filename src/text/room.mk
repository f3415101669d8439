# text: see the headers
