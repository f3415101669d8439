# tests of list
