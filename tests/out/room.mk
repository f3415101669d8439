# tests of out
