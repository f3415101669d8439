# screen: see the headers
