# layout (rank 4): document to rows
