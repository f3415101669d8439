# tests of fetch
