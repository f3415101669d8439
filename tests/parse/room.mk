# tests of parse
