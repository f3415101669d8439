# tests of layout
